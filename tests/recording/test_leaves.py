"""A run knows what torch's plain layers call: the same as their forward does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import nn
from torch.nn.utils import prune

from cutaway.recording.leaves import LEAVES, leaf_of
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


PLAIN: dict[str, tuple[Callable[[], nn.Module], tuple[int, ...]]] = {
    "conv": (lambda: nn.Conv2d(4, 6, (3, 2), 2, (1, 0), groups=2), PICTURE),
    "conv, same, no bias": (lambda: nn.Conv2d(4, 6, 3, padding="same", bias=False), PICTURE),
    "linear": (lambda: nn.Linear(4, 3), VECTOR),
    "linear, no bias": (lambda: nn.Linear(4, 3, bias=False), VECTOR),
    "batch norm": (lambda: nn.BatchNorm2d(4).eval(), PICTURE),
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
def test_a_plain_layers_forward_does_not_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    build, shape = PLAIN[name]
    layer = build()
    for kind in LEAVES:
        monkeypatch.setattr(kind, "forward", lambda self, x: pytest.fail("it ran"))
    assert len(record_shapes(nn.Sequential(layer), shape).steps) > 1


@pytest.mark.parametrize("name", ["weight norm", "a subclass", "a forward of its own"])
def test_other_layers_are_not_taken_for_plain_ones(name: str) -> None:
    assert leaf_of(OTHER[name][0]()) is None


def test_a_pruned_layer_is_not_plain() -> None:
    layer = prune.l1_unstructured(nn.Conv2d(4, 6, 3), "weight", 0.5)
    assert leaf_of(layer) is None
    assert leaf_of(prune.remove(layer, "weight")) is not None


def test_a_picture_without_its_batch_axis_is_refused_as_torch_does() -> None:
    with pytest.raises(Exception, match="4D"):
        record_shapes(nn.Sequential(nn.BatchNorm2d(4).eval()), (4, 6, 7))


def facts(run: Recording) -> list[object]:
    return [(replace(step, visit=step.visit._replace(turn=0, line="")), step.sources, step.shape)
            for step in run.steps]  # fmt: skip
