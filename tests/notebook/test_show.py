"""show(…): in a notebook the widget, elsewhere the page; on networks, modules and recordings."""

import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest
import torch
from torch import nn

from cutaway.errors import CutawayError, RunError
from cutaway.networks.zoo import network
from cutaway.notebook.widget import CutawayWidget
from cutaway.protocol import asks
from cutaway.protocol.house import House
from cutaway.protocol.whole import Whole
from cutaway.recording.recorder import record
from cutaway.recording.shapes import record_shapes
from cutaway.show import in_notebook, show

Shown = Callable[..., House]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Calls show as a program does, and gives the house that would be served."""
    houses: list[House] = []
    monkeypatch.setattr("cutaway.protocol.whole.room", lambda house: house)
    monkeypatch.setattr("cutaway.server.launch.launch", houses.append)

    def call(*given: object) -> House:
        assert show(*given) is None  # type: ignore[arg-type]
        return houses.pop()

    return call


def notebook(monkeypatch: pytest.MonkeyPatch, shell: object) -> None:
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))


def test_where_we_are(monkeypatch: pytest.MonkeyPatch) -> None:
    notebook(monkeypatch, SimpleNamespace(kernel=object()))
    assert in_notebook()
    notebook(monkeypatch, SimpleNamespace())  # the terminal's ipython
    assert not in_notebook()
    notebook(monkeypatch, None)  # imported, and not running
    assert not in_notebook()
    monkeypatch.delitem(sys.modules, "IPython")
    assert not in_notebook()


def test_in_a_notebook_it_is_the_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    notebook(monkeypatch, SimpleNamespace(kernel=object()))
    monkeypatch.setattr("cutaway.server.launch.launch", None)
    assert isinstance(show(network("tiny-vgg")), CutawayWidget)


def test_a_network_opens_with_its_pictures(shown: Shown) -> None:
    house = shown(network("filters"))
    assert house.opened == "filters" and len(house.pictures("filters")) == 3


def test_a_network_on_a_tensor_keeps_its_classes(shown: Shown) -> None:
    net = network("tiny-vgg")
    x = torch.rand(1, 1, 28, 28)
    house = shown(net, x)
    run = house.run(house.opened, house.picture)
    assert torch.equal(run.recording.values["input"], x)
    scores = Whole(house).run(asks.RunAsk(house.opened, house.picture)).scores
    best = net.classes[int(net.module(x).argmax())].english
    assert scores[0].english == best


def test_a_module_on_its_inputs(shown: Shown) -> None:
    net = nn.Sequential(nn.Conv2d(2, 3, 3), nn.ReLU())
    x = torch.randn(1, 2, 6, 6)
    house = shown(net, x)
    run = house.run(house.opened, house.picture)
    assert house.opened == "Sequential" and run.failure is None
    assert torch.equal(run.recording.values["1"], net(x))


def test_a_list_of_pictures_and_a_tensor_of_several_are_batches(shown: Shown) -> None:
    net = network("tiny-vgg")
    pictures = list(net.pictures[:3])
    house = shown(net, pictures)
    expected = torch.cat([net.prepare(picture)[0] for picture in pictures])
    run = house.run(house.opened, "given-2")
    assert torch.equal(run.of("input"), expected[2:])
    norm = nn.BatchNorm1d(4).train()
    mixed = shown(norm, torch.arange(12.0).reshape(3, 4))
    step = mixed.run(mixed.opened, "given-1").summary.steps[1].name
    found = Whole(mixed).explain(asks.ExplainAsk(mixed.opened, "given-1", step, (1, 2)))
    assert found.adds_up and (found.recorded, norm.training) == (pytest.approx(0, abs=1e-6), True)
    assert Whole(mixed).open(asks.OpenAsk(mixed.opened)).pictures[-1].element == 2


def test_a_recording(shown: Shown) -> None:
    recording = record(nn.Sequential(nn.Linear(4, 3)), torch.randn(2, 4))
    house = shown(recording)
    assert house.run(house.opened, house.picture).recording is recording


def test_a_module_that_fails_half_way_opens_with_what_there_is(shown: Shown) -> None:
    net = nn.Sequential(nn.Conv2d(3, 16, 4), nn.Flatten(), nn.Linear(576, 10))
    house = shown(net, torch.randn(1, 3, 8, 8))
    run = house.run(house.opened, house.picture)
    assert [step.name for step in run.recording.steps] == ["input", "0", "1"]
    assert isinstance(run.failure, RunError) and "Linear expects 576" in str(run.failure)


def test_what_cannot_be_shown(shown: Shown) -> None:
    with pytest.raises(CutawayError, match="a recording, a module or a Network; got str"):
        shown("tiny-vgg")
    with pytest.raises(CutawayError, match="a module needs an input"):
        shown(nn.ReLU())
    with pytest.raises(CutawayError, match="holds no values; make one with"):
        shown(record_shapes(nn.ReLU(), (1, 3)))
