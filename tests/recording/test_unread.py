"""A recording that nobody has looked at yet is a recording like any other."""

import gc
import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from threading import Thread
from weakref import ref

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.errors import CutawayError
from cutaway.recording.mode import Recorder
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording
from tests.recording.careful import recorded_carefully
from tests.recording.test_jotting import check_same
from tests.recording.traces import fingerprint

PICTURE = torch.arange(288.0).reshape(2, 4, 6, 6) / 100 - 1
Copy = Callable[[Recording], Recording]


class Dense(nn.Module):
    """Each layer reads all maps before it, from one list that grows."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([nn.Conv2d(4 * i, 4, 1) for i in (1, 2, 3)])

    def forward(self, x: Tensor) -> Tensor:
        maps = [functional.relu(x)]
        for layer in self.layers:
            maps.append(layer(torch.cat(maps, 1)))
        return torch.cat(tensors=maps, dim=1)


class Turning(nn.Module):
    """Changes its input's shape where it stands."""

    def __init__(self, turned: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.turned = turned

    def forward(self, x: Tensor) -> Tensor:
        return self.turned(x) + 1


def network() -> nn.Module:
    return nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU(inplace=True), nn.BatchNorm2d(4).eval())


def test_a_list_that_grows_later_is_read_as_it_was() -> None:
    model = Dense()
    run = record(model, PICTURE)
    assert run.step("cat#2").sources == ("relu", "layers.0")
    check_same(run, recorded_carefully(model, PICTURE))


@pytest.mark.parametrize("copied", [copy, deepcopy, lambda run: pickle.loads(pickle.dumps(run))])
def test_a_copy_has_the_same_facts(copied: Copy) -> None:
    model = network()
    run = record(model, PICTURE)
    twin = copied(run)
    check_same(twin, run)
    check_same(twin, recorded_carefully(model, PICTURE))


def test_a_reading_that_is_broken_off_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    run = record(network(), PICTURE)
    with monkeypatch.context() as patched:
        patched.setattr(Recorder, "_read", interrupted)
        with pytest.raises(KeyboardInterrupt):
            _ = run.steps
    with pytest.raises(CutawayError, match="broken off; record it anew"):
        _ = run.steps


def test_the_values_are_gone_with_the_recording() -> None:
    run = record(network(), PICTURE)
    value = ref(run.values["1"])
    gc.disable()
    try:
        del run
        assert value() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("turned", [lambda x: x.transpose_(1, 2), lambda x: x.unsqueeze_(0)])
def test_an_input_that_forward_turns_has_its_shape_back(turned: Callable[[Tensor], Tensor]) -> None:
    x = PICTURE.clone()
    run = record(Turning(turned), x)
    assert torch.equal(x, PICTURE)
    assert run.steps[0].shape == PICTURE.shape
    assert torch.equal(run.values["input"], PICTURE)


def test_runs_at_once_leave_the_statistics_alone() -> None:
    model = nn.Sequential(*(nn.BatchNorm2d(4) for _ in range(30)))
    before = fingerprint(model)
    threads = [Thread(target=record, args=(model, PICTURE)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fingerprint(model) == before


def interrupted(recorder: Recorder) -> None:
    raise KeyboardInterrupt
