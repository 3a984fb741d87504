"""A plain Sequential gives what its layers give, and runs them once."""

import pytest
import torch
from torch import Tensor, nn

from cutaway.errors import RunError
from cutaway.recording.recorder import record
from cutaway.recording.shapes import record_shapes

SHAPE = (1, 3, 6, 6)


class Printing(nn.Module):
    """Gives nothing, as a layer that only looks at its input."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[torch.Size] = []

    def forward(self, x: Tensor) -> None:
        self.seen.append(x.shape)


class Around(nn.Module):
    """A chain that gives nothing, beside another path."""

    def __init__(self) -> None:
        super().__init__()
        self.chain = nn.Sequential(nn.Conv2d(3, 4, 3), Printing())

    def forward(self, x: Tensor) -> Tensor:
        self.chain(x)
        return x + 1


def test_a_chain_that_gives_nothing_runs_once() -> None:
    network = Around()
    run = record_shapes(network, SHAPE)
    assert [step.name for step in run.steps] == ["input", "chain.0", "add"]
    printing = network.chain[1]
    assert isinstance(printing, Printing)
    assert printing.seen == [(1, 4, 4, 4)]


def test_a_child_that_is_none_fails_as_in_torch() -> None:
    network = nn.Sequential(nn.Conv2d(3, 4, 3), None)  # type: ignore[arg-type]  # as users do
    with pytest.raises(RunError) as shapes:
        record_shapes(network, SHAPE)
    with pytest.raises(RunError) as values:
        record(network, torch.ones(SHAPE))
    assert str(shapes.value) == str(values.value)
    assert "'NoneType' object is not callable" in str(shapes.value)
