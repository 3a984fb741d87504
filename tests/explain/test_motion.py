"""What is known of an operation's motion is what its reads say."""

import pytest
import torch
from torch import nn

from cutaway.arithmetic.box import Box, Shape, Span
from cutaway.explain import motion
from cutaway.explain.motion_asked import probed
from cutaway.explain.motion_known import _of_merged, _of_pieces
from cutaway.ops.adaptive_pool import AdaptivePool
from cutaway.ops.linear import Linear
from cutaway.ops.operation import Operation
from cutaway.ops.permute import Permute
from cutaway.ops.ref import Ref
from cutaway.ops.reshape import Reshape
from cutaway.recording.recorder import record


class Mixed(nn.Module):
    """Every operation whose motion is known without asking it, and some that must be asked."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.BatchNorm2d(4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.norm(x)) + x * x[:, :, :1]
        x = torch.cat([x, x.transpose(2, 3)], 1)
        y = torch.cat([x, x], 2)[:, :, ::2]
        return nn.functional.dropout(x - y.flip(3), 0.5, False)


@pytest.mark.parametrize("training", [False, True])
def test_what_stays_is_what_the_reads_say(training: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    run = record(Mixed().train(training), torch.randn(2, 4, 6, 6))
    asked = [
        (step, ref, axes)
        for step in run.steps
        for ref in step.operation.inputs
        if ref.kind == "step" and len(ref.shape) == 4
        for axes in ((2,), (3,), (2, 3), (1, 2, 3))
    ]
    quick = [motion.still(s.operation, ref, s.shape, axes) for s, ref, axes in asked]
    monkeypatch.setattr(motion, "_stays", lambda operation, axes: False)
    slow = [motion.still(s.operation, ref, s.shape, axes) for s, ref, axes in asked]
    assert quick == slow
    assert {True, False} <= set(quick)
    assert len(asked) > 30


def pool(shape: Shape, *sizes: int) -> Operation:
    return AdaptivePool(Ref("x", shape), sizes, maximum=False)


def reshaped(shape: Shape, *sizes: int) -> Operation:
    return Reshape(Ref("x", shape), sizes)


def full(*shape: int) -> Operation:
    return Linear(Ref("x", shape), Ref("w", (3, shape[-1]), "parameter"), None)


LAYOUTS = (
    (Permute(Ref("x", (2, 3, 4, 6)), (0, 3, 1, 2)), (2, 3)),
    (Permute(Ref("x", (2, 5, 7)), (2, 0, 1)), (1, 2)),
    (pool((2, 3, 8, 6), 4, 2), (2, 3)),
    (pool((2, 3, 7, 7), 7, 7), (2, 3)),
    (pool((2, 3, 5, 9), 1, 1), (2, 3)),
    (pool((2, 3, 1, 8), 1, 4), (2, 3)),
    (pool((2, 3, 12), 3), (2,)),
    (reshaped((2, 3, 4, 5), 2, 60), (2, 3)),
    (reshaped((1, 3, 4, 5), 1, 3, 20), (1, 2, 3)),
    (reshaped((1, 3, 4, 5), 60), (1, 2, 3)),
    (reshaped((2, 6, 1, 1), 2, 6), (1, 2, 3)),
    (reshaped((2, 3, 1, 5), 2, 15), (2, 3)),
    (reshaped((2, 3, 4), 2, 3, 4), (1, 2)),
    (full(5, 7, 4), (0, 1, 2)),
    (full(5, 4), (1,)),
    (full(5, 1), (1,)),
)


@pytest.mark.parametrize(("operation", "axes"), LAYOUTS)
def test_what_moves_by_geometry_is_what_the_reads_say(
    operation: Operation, axes: tuple[int, ...]
) -> None:
    ref, shape = operation.inputs[0], operation.shape()
    middle = Box(tuple(Span(n // 2, n // 2 + 1) for n in shape))
    asked = probed(operation, ref, middle, shape, axes)
    assert motion.motions(operation, ref, shape, axes) == asked


def test_what_has_no_such_geometry_is_asked() -> None:
    uneven = AdaptivePool(Ref("x", (1, 7, 6)), (3, 2), maximum=False)
    assert _of_pieces(uneven, (1, 2)) is None
    assert _of_merged(Reshape(Ref("x", (2, 12)), (2, 3, 4)), (1,)) is None


def test_an_empty_part_of_a_join_does_not_count_as_seen() -> None:
    run = record(joins(), torch.randn(1, 2, 3, 3))
    join = run.steps[-1]
    empty = next(ref for ref in join.operation.inputs if 0 in ref.shape)
    assert not motion.still(join.operation, empty, join.shape, (2, 3))
    whole = Box(tuple(Span(0, n) for n in join.shape))
    assert empty not in join.operation.reads(whole)


def joins() -> nn.Module:
    class Joins(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cat([x, x[:, 2:]], 1)

    return Joins()
