"""An operation of one's own, declared after a network was recorded, and declared again."""

from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor, nn

from cutaway.errors import CutawayError
from cutaway.ops import operation
from cutaway.ops.activation import Activation
from cutaway.ops.dropout import Dropout
from cutaway.ops.opaque import Opaque
from cutaway.ops.ref import Ref
from cutaway.recording.recorder import record
from cutaway.recording.shapes import record_shapes


class Bessel(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return torch.i0(x) + 1


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    table = dict(operation._table)
    yield
    operation._table.clear()
    operation._table.update(table)
    for forget in operation._remembering:
        forget()


def declared(kind: Callable[[Ref], operation.Operation]) -> None:
    @operation.calls("i0")
    def i0(input: Ref) -> operation.Operation:
        return kind(input)


def kinds() -> set[type]:
    x = torch.randn(1, 3)
    runs = record(Bessel(), x), record_shapes(Bessel(), x)
    return {type(run.step("i0").operation) for run in runs}


def test_it_is_known_from_then_on_and_the_last_one_counts() -> None:
    assert kinds() == {Opaque}
    declared(lambda ref: Activation(ref, "square"))
    assert kinds() == {Activation}
    declared(Dropout)
    assert kinds() == {Dropout}


def test_somebody_elses_is_not_replaced() -> None:
    with pytest.raises(CutawayError, match="two operations claim the call 'relu'"):

        @operation.calls("relu")
        def relu(input: Ref) -> operation.Operation:
            return Dropout(input)
