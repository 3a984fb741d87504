"""A run knows what torch's plain layers call: the same as their forward does."""

import sys
from collections.abc import Callable
from dataclasses import replace
from types import CodeType
from typing import Any, cast

import pytest
import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils import prune
from torch.overrides import TorchFunctionMode

from cutaway.errors import RunError
from cutaway.recording.leaves import LEAVES
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording
from cutaway.recording.shapes import record_shapes
from tests.recording.careful import recorded_carefully

PICTURE, VECTOR = (2, 4, 6, 7), (2, 5, 4)


class Twice(nn.ReLU):
    """A layer of the author's own that looks like torch's."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return super().forward(super().forward(x))


def own_forward() -> nn.Module:
    layer = nn.ReLU()
    layer.forward = lambda x: torch.sigmoid(x)  # type: ignore[method-assign]  # as users do
    return layer


def own_convolution() -> nn.Module:
    layer = nn.Conv2d(4, 6, 3)
    plain = layer._conv_forward
    setattr(layer, "_conv_forward", lambda x, weight, bias: plain(x, weight * 2, bias))  # noqa: B010
    return layer


class Doubled(torch.Tensor):
    """Weights with which torch's convolution gives twice as much."""

    @classmethod
    def __torch_function__(
        cls, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        result = super().__torch_function__(function, types, args, kwargs or {})
        return result.as_subclass(torch.Tensor) * 2 if function is torch.conv2d else result


def own_weights() -> nn.Module:
    layer = nn.Conv2d(4, 6, 3)
    layer.weight = nn.Parameter(layer.weight.detach().as_subclass(Doubled))
    return layer


def own_statistics() -> nn.Module:
    layer = nn.BatchNorm2d(4).eval()
    mean = layer.running_mean
    del layer.running_mean
    layer.running_mean = mean
    return layer


class Swapped(TorchFunctionMode):
    """Sees to it that ReLU is a sigmoid."""

    def __torch_function__(
        self, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        swapped = torch.sigmoid if function is functional.relu else function
        return swapped(args[0]) if swapped is not function else function(*args, **(kwargs or {}))


class Inside(nn.Module):
    """Swaps a call of a layer's for another, in its own forward."""

    def __init__(self) -> None:
        super().__init__()
        self.relu = nn.ReLU()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        with Swapped():
            return cast(torch.Tensor, self.relu(x * 1))


PLAIN: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    "conv": (lambda: nn.Conv2d(4, 6, (3, 2), 2, (1, 0), groups=2), PICTURE),
    "conv, same, no bias": (lambda: nn.Conv2d(4, 6, 3, padding="same", bias=False), PICTURE),
    "linear": (lambda: nn.Linear(4, 3), VECTOR),
    "linear, no bias": (lambda: nn.Linear(4, 3, bias=False), VECTOR),
    "batch norm": (lambda: nn.BatchNorm2d(4).eval(), PICTURE),
    "batch norm, a plain average": (lambda: nn.BatchNorm2d(4, momentum=None).eval(), PICTURE),
    "batch norm, no weights": (lambda: nn.BatchNorm2d(4, affine=False).eval(), PICTURE),
    "layer norm": (lambda: nn.LayerNorm((6, 7)), PICTURE),
    "relu": (lambda: nn.ReLU(), PICTURE),
    "relu in place": (lambda: nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU(inplace=True)), PICTURE),
    "relu6": (lambda: nn.ReLU6(), PICTURE),
    "dropout": (lambda: nn.Dropout(0.3).eval(), VECTOR),
}
OTHER: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    "circular": (lambda: nn.Conv2d(4, 6, 3, padding=1, padding_mode="circular"), PICTURE),
    "training": (lambda: nn.BatchNorm2d(4), PICTURE),
    "no statistics": (lambda: nn.BatchNorm2d(4, track_running_stats=False).eval(), PICTURE),
    "weight norm": (lambda: nn.utils.parametrizations.weight_norm(nn.Linear(4, 3)), VECTOR),
    "own statistics": (own_statistics, PICTURE),
    "pruned": (lambda: prune.l1_unstructured(nn.Conv2d(4, 6, 3), "weight", 0.5), PICTURE),
    "a convolution of its own": (own_convolution, PICTURE),
    "a mode inside": (Inside, PICTURE),
    "a subclass": (Twice, PICTURE),
    "a forward of its own": (own_forward, PICTURE),
}


@pytest.mark.parametrize("name", PLAIN | OTHER)
def test_the_same_steps_as_by_the_forward(name: str) -> None:
    build, shape = (PLAIN | OTHER)[name]
    layer = build()
    for module in (layer, nn.Sequential(layer)):
        x = torch.randn(shape)
        carefully = facts(recorded_carefully(module, x))
        assert facts(record_shapes(module, shape)) == facts(record(module, x)) == carefully


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_layers_forward_does_not_run(name: str) -> None:
    build, shape = PLAIN[name]
    network, ran = nn.Sequential(build()), set()
    sys.setprofile(lambda frame, event, argument: ran.add(frame.f_code))
    try:
        steps = record_shapes(network, shape).steps
    finally:
        sys.setprofile(None)
    assert len(steps) > 1
    assert ran.isdisjoint(kind.forward.__code__ for kind in LEAVES)


@pytest.mark.parametrize("name", OTHER)
def test_other_layers_are_not_taken_for_plain_ones(name: str) -> None:
    build, shape = OTHER[name]
    layer, ran = build(), set[CodeType]()
    sys.setprofile(lambda frame, event, argument: ran.add(frame.f_code))
    try:
        record_shapes(layer, shape)
    finally:
        sys.setprofile(None)
    inner = layer.relu if isinstance(layer, Inside) else layer
    assert inner.forward.__code__ in ran


def test_a_layer_is_plain_again_once_its_pruning_is_removed() -> None:
    layer = prune.l1_unstructured(nn.Conv2d(4, 6, 3), "weight", 0.5)
    plain, x = LEAVES[nn.Conv2d], torch.ones(PICTURE)
    assert plain.own is not None
    assert plain.own(layer.__dict__, x) is None
    assert plain.own(prune.remove(layer, "weight").__dict__, x) == (layer.weight, layer.bias)


def test_a_layer_whose_bias_alone_is_pruned_runs() -> None:
    layer = prune.l1_unstructured(nn.Conv2d(4, 6, 3), "bias", 0.5)
    run = record(nn.Sequential(layer), torch.randn(PICTURE))
    assert [step.call for step in run.steps] == ["input", "mul", "conv2d"]


@pytest.mark.parametrize("build", [own_convolution, own_weights, Inside])
def test_what_the_author_changed_is_what_runs(build: Callable[[], nn.Module]) -> None:
    network, x = nn.Sequential(build()), torch.randn(PICTURE)
    run = record(network, x)
    with torch.no_grad():
        assert torch.equal(run.values[run.outputs[0]], network(x))


def replaced(layer: nn.Module) -> None:
    layer.weight = nn.Parameter(torch.ones(4, 4, 1, 1))


def computed(layer: nn.Module) -> None:
    weight = layer.weight
    del layer.weight
    layer.weight = weight * 2


def unbiased(layer: nn.Module) -> None:
    bias = layer.bias
    del layer.bias
    layer.bias = bias + 1


def convolving(layer: nn.Module) -> None:
    layer._conv_forward = lambda x, weight, bias: torch.relu(x)  # type: ignore[assignment]


class Changing(nn.Module):
    """Changes a layer while it runs."""

    def __init__(self, change: Callable[[nn.Module], None]) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU())
        self.change = change

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.layers(x)
        self.change(self.layers[0])
        return cast(torch.Tensor, self.layers[0](y) + self.layers(y))


@pytest.mark.parametrize("change", [replaced, computed, unbiased, convolving])
def test_a_layer_that_is_changed_while_it_runs(change: Callable[[nn.Module], None]) -> None:
    network, x = Changing(change), torch.randn(PICTURE)
    run = record(network, x)
    assert facts(run) == facts(record_shapes(network, PICTURE))
    with torch.no_grad():
        assert torch.equal(run.values[run.outputs[0]], network(x))


@pytest.mark.parametrize("run", [record, record_shapes])
def test_a_weight_that_is_missing_is_told_as_torch_does(run: Callable[..., Recording]) -> None:
    network = Changing(lambda layer: delattr(layer, "weight"))
    with pytest.raises(RunError, match="'Conv2d' object has no attribute 'weight'"):
        run(network, torch.randn(PICTURE))


def test_a_forward_that_is_patched_for_all_layers_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nn.ReLU, "forward", lambda self, x: torch.tanh(x))
    network, x = nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU()), torch.randn(PICTURE)
    run = record(network, x)
    assert [step.call for step in run.steps] == ["input", "conv2d", "tanh"]
    assert facts(run) == facts(record_shapes(network, PICTURE))


def test_a_mode_around_the_run_sees_its_calls() -> None:
    network, x = nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU()), torch.randn(PICTURE)
    with Swapped():
        run = record(network, x)
    with torch.no_grad():
        assert torch.equal(run.values["1"], torch.sigmoid(network[0](x)))


def test_a_run_within_a_run_sees_its_own_calls() -> None:
    inner, x = nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU(inplace=True)), torch.randn(PICTURE)
    seen: list[Recording] = []

    class Outer(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = inner

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y = x * 2
            seen.append(record(self.inner, y))
            return y + 1

    run = record(Outer(), x)
    assert [step.call for step in seen[0].steps] == ["input", "conv2d", "relu"]
    assert torch.equal(run.values[run.outputs[0]], x * 2 + 1)


def test_a_picture_without_its_batch_axis_is_refused_as_torch_does() -> None:
    with pytest.raises(Exception, match="4D"):
        record_shapes(nn.Sequential(nn.BatchNorm2d(4).eval()), (4, 6, 7))


def facts(run: Recording) -> list[object]:
    return [(replace(step, visit=step.visit._replace(turn=0, line="")), step.sources, step.shape)
            for step in run.steps]  # fmt: skip


def test_what_the_convolutions_of_everybody_do_is_what_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = nn.Conv2d._conv_forward
    monkeypatch.setattr(nn.Conv2d, "_conv_forward", lambda self, x, w, b: plain(self, x * 2, w, b))
    network, x = nn.Sequential(nn.Conv2d(4, 4, 1)), torch.randn(PICTURE)
    run = record(network, x)
    assert [step.call for step in run.steps] == ["input", "mul", "conv2d"]
    assert facts(run) == facts(record_shapes(network, PICTURE))


class Turning(nn.Module):
    """Makes its ReLU a tanh, half way."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.ReLU())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.layers(x)
        self.layers[0].__class__ = nn.Tanh
        z = self.layers(y) + self.layers[0](y)
        self.layers[0].__class__ = nn.ReLU
        return cast(torch.Tensor, z)


def test_a_layer_that_becomes_another() -> None:
    run = record(Turning(), torch.randn(PICTURE))
    assert [step.call for step in run.steps] == ["input", "relu", "tanh", "tanh", "add"]
    assert facts(run) == facts(record_shapes(Turning(), PICTURE))


@pytest.mark.parametrize("run", [record, record_shapes])
@pytest.mark.parametrize("missing", ["inplace", "_forward_hooks", "_backward_hooks"])
def test_an_attribute_that_is_missing_is_told_as_torch_does(
    run: Callable[..., Recording], missing: str
) -> None:
    network = nn.Sequential(nn.Conv2d(4, 4, 1), nn.ReLU())
    del network[1].__dict__[missing]
    with pytest.raises(RunError, match=f"after 0: 'ReLU' object has no attribute '{missing}'"):
        run(network, torch.randn(PICTURE))


def test_a_setting_may_be_its_classs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nn.ReLU, "inplace", False, raising=False)
    layer = nn.ReLU()
    del layer.inplace
    for network in (layer, nn.Sequential(nn.Conv2d(4, 4, 1), layer)):
        assert record_shapes(network, PICTURE).steps[-1].call == "relu"


@pytest.mark.parametrize("run", [record, record_shapes])
def test_a_step_keeps_the_class_that_its_layer_had(run: Callable[..., Recording]) -> None:
    network = nn.Sequential(nn.Conv2d(4, 4, 1))
    recording = run(network, torch.randn(PICTURE))
    nn.utils.parametrizations.weight_norm(network[0])
    assert type(network[0]) is not nn.Conv2d
    assert recording.steps[1].module_kind == "Conv2d"
