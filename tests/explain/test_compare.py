"""Other counters beside Cutaway's: their own totals, and the reasons for what differs."""

import sys
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace

import pytest
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from cutaway.explain import compare as counters
from cutaway.explain.compare import Comparison, compare
from cutaway.explain.summary import summary


def comparisons(net: nn.Module, *shape: int) -> tuple[Comparison, Comparison]:
    return compare(net, [shape], summary(net, shape))


class Small(nn.Module):
    """A convolution with bias, one made by a function, a normalisation, rows of a sequence."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.norm = nn.BatchNorm2d(4)
        self.rows = nn.Linear(6, 5, bias=False)
        self.kernel = nn.Parameter(torch.ones(2, 4, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.conv(x))
        return self.rows(nn.functional.conv2d(x, self.kernel))


def test_torchs_counter_is_run_and_agrees() -> None:
    net = Small()
    with FlopCounterMode(display=False) as counter:
        net(torch.zeros(2, 3, 8, 8))
    found, _ = comparisons(net, 2, 3, 8, 8)
    assert found.theirs == counter.get_total_flops() == found.ours > 0
    assert found.differences == () and found.trouble == ""
    assert "FlopCounterMode" in found.tool and found.unit == "FLOPs"


def test_what_torchs_counter_knows_and_cutaway_does_not_is_named() -> None:
    class Odd(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.linalg.multi_dot([x, x])

    found, _ = comparisons(nn.Sequential(Odd(), nn.ReLU()), 3, 3)
    assert (found.ours, found.theirs) == (0, 2 * 27)
    (difference,) = found.differences
    assert (difference.what, difference.ours, difference.theirs) == ("0", 0, 54)
    assert difference.why == "Cutaway does not know linalg_multi_dot and counts nothing there"


class Two(nn.Module):
    """A picture and a vector."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, bias=False)
        self.rows = nn.Linear(10, 4, bias=False)

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return self.conv(x).mean((2, 3)) + self.rows(y)


def test_a_network_of_two_inputs() -> None:
    net, shapes = Two(), [(2, 3, 8, 8), (2, 10)]
    torchs, info = compare(net, shapes, summary(net, *shapes))
    macs = 2 * (4 * 36 * 27 + 10 * 4)
    assert (torchs.theirs, torchs.differences) == (2 * macs, ())
    if find_spec("torchinfo"):
        assert (info.theirs, info.differences) == (macs, ())


def test_the_model_is_left_alone() -> None:
    net = Small().train()
    before = {name: value.clone() for name, value in net.state_dict().items()}
    comparisons(net, 2, 3, 8, 8)
    assert net.training and not any(m._forward_hooks for m in net.modules())
    for name, value in net.state_dict().items():
        assert value.device.type == "cpu" and torch.equal(value, before[name])


def test_a_network_that_cannot_run_on_shapes_is_told() -> None:
    net, x = nn.Sequential(nn.Linear(4, 2)), torch.zeros(1, 4)
    found, _ = compare(net, [(1, 5)], summary(net, x))
    assert found.theirs is None and found.trouble.startswith("it could not run on shapes alone")


def test_without_torchinfo_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "find_spec", lambda name: None)
    _, found = comparisons(Small(), 2, 3, 8, 8)
    assert (found.theirs, found.trouble) == (None, "it is not installed")


class Layer(SimpleNamespace):
    """What torchinfo tells of one module, by its own formula: parameters × output size."""


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A torchinfo that multiplies as version 1.8.0 does, for machines without it."""

    def told(module: nn.Module, **options: object) -> SimpleNamespace:
        macs = {"conv": (3 * 4 * 9 + 4) * 2 * 36, "norm": 2 * 8, "rows": 2 * 30}
        layers = [
            Layer(is_leaf_layer=True, layer_id=id(getattr(module, name)), macs=count)
            for name, count in macs.items()
        ]
        return SimpleNamespace(summary_list=layers, total_mult_adds=sum(macs.values()))

    module = ModuleType("torchinfo")
    module.__dict__.update(
        summary=told, __version__="1.8.0", __spec__=ModuleSpec("torchinfo", None)
    )
    monkeypatch.setitem(sys.modules, "torchinfo", module)


REASONS = {
    "Conv2d": (2 * 4 * 36 * 27, 2 * 4 * 36 * 28, "each addition of a bias"),
    "BatchNorm2d": (0, 16, "the weights of layers that multiply no windows"),
    "Linear": (2 * 2 * 6 * 30, 2 * 30, "at one position of each item"),
    "calls outside of layers": (2 * 2 * 36 * 4, 0, "only the parameters named weight and bias"),
}


def check_reasons() -> None:
    _, found = comparisons(Small(), 2, 3, 8, 8)
    told = {d.what: (d.ours, d.theirs, d.why) for d in found.differences}
    assert set(told) == set(REASONS)
    for what, (ours, theirs, why) in REASONS.items():
        assert told[what][:2] == (ours, theirs)
        assert why in told[what][2]
    assert found.theirs == sum(d.theirs for d in found.differences)
    assert found.ours == sum(d.ours for d in found.differences)


def test_every_difference_to_torchinfo_has_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch)
    check_reasons()


def test_torchinfo_itself_gives_the_same() -> None:
    pytest.importorskip("torchinfo")
    check_reasons()
