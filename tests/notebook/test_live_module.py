"""A live module shown in a notebook: afterwards nothing about it has changed."""

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from cutaway.errors import CutawayError, RunError
from cutaway.notebook.widget import CutawayWidget
from cutaway.protocol import asks
from cutaway.protocol.whole import Whole
from cutaway.recording.recorder import record
from cutaway.show import show

Change = Callable[["Live"], object]


class Live(nn.Module):
    """What people have at hand: in training, tied, with a hook of their own, in-place calls."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.act = nn.ReLU()
        self.same = self.act
        self.drop = nn.Dropout(0.5)
        self.fc = nn.Linear(4, 2)
        self.seen = 0
        self.fails: type[BaseException] | None = None
        self.conv.register_forward_hook(self._count)

    def _count(self, *given: object) -> None:
        self.seen += 1  # what a run writes on the module is taken back

    def forward(self, x: Tensor) -> Tensor:
        x = self.act(self.norm(self.conv(x)))
        if self.fails is not None:
            raise self.fails("half way")
        return self.fc(self.drop(self.same(x)).mean((2, 3))).add_(1)


def facts(module: nn.Module) -> dict[str, Any]:
    """All that is to be seen of a module, by identity, and every number by value."""
    found: dict[str, Any] = {}
    for path, each in module.named_modules():
        found[f"{path} class"] = type(each)
        for name, value in vars(each).items():
            if name == "fails":
                continue
            inner = value if isinstance(value, dict) else {}
            found[f"{path}.{name}"] = {k: id(v) for k, v in inner.items()} if inner else repr(value)
    for name, tensor in (*module.named_parameters(), *module.named_buffers()):
        found[name] = (id(tensor), tensor.data_ptr(), tensor.requires_grad, tensor.tolist())
    return found


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[..., CutawayWidget]:
    """Shows something as a notebook's cell does."""
    shell = SimpleNamespace(get_ipython=lambda: SimpleNamespace(kernel=object()))
    monkeypatch.setitem(sys.modules, "IPython", shell)

    def call(*given: Any) -> CutawayWidget:
        widget = show(*given)
        assert isinstance(widget, CutawayWidget)
        return widget

    return call


@pytest.mark.parametrize("training", [True, False])
def test_nothing_has_changed(shown: Callable[..., CutawayWidget], training: bool) -> None:
    net, x = Live().train(training), torch.randn(2, 3, 6, 6)
    before, kept = facts(net), x.clone()
    widget = shown(net, x)
    assert facts(net) == before and torch.equal(x, kept)
    house = widget._house
    whole = Whole(house)
    for ask in ("run", "overview"):
        kind = {"run": asks.RunAsk, "overview": asks.OverviewAsk}[ask]
        getattr(whole, ask)(kind(house.opened, house.picture))
    told = whole.explain(asks.ExplainAsk(house.opened, house.picture, "fc", (1, 1)))
    assert told.adds_up and facts(net) == before
    net(x).sum().backward()
    assert net.conv.weight.grad is not None, "it still learns"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, MemoryError])
def test_nothing_has_changed_after_a_failure(
    shown: Callable[..., CutawayWidget], error: type[BaseException]
) -> None:
    net = Live()
    before = facts(net)
    net.fails = error
    if error is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):
            shown(net, torch.randn(1, 3, 6, 6))
    else:
        widget = shown(net, torch.randn(1, 3, 6, 6))
        assert isinstance(widget._house.run("Live", widget._house.picture).failure, RunError)
    assert facts(net) == before


def test_a_watch_that_ends_the_run_leaves_nothing_either() -> None:
    def stop(done: int) -> None:
        if done == 3:
            raise CutawayError("enough")

    net = Live()
    before = facts(net)
    with pytest.raises(CutawayError, match="enough"):
        record(net, torch.randn(1, 3, 6, 6), watch=stop)
    assert facts(net) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda net: net.norm.register_forward_hook(print),
        lambda net: net.eval(),
        lambda net: net.norm.running_mean.add_(1),
        lambda net: setattr(net.conv, "forward", print),
        lambda net: net.conv.requires_grad_(False),
    ],
)
def test_a_change_would_be_seen(change: Change) -> None:
    net = Live()
    before = facts(net)
    change(net)
    assert facts(net) != before
