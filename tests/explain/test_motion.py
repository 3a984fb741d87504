"""What is known of an operation's motion is what its reads say."""

import pytest
import torch
from torch import nn

from cutaway.arithmetic.box import Box, Span
from cutaway.explain import motion
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
