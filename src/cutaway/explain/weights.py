"""How far the weights of two steps are apart, tensor by tensor."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.explain.apart import Apart, apart
from cutaway.explain.settings import tensors_of
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.recording import Recording, Step


@dataclass(frozen=True, slots=True)
class WeightDifference:
    """One tensor that a step of each network reads: a parameter, a statistic, a constant.

    a, b               its name in each network
    shape_a, shape_b   its shape there
    apart              None where the shapes differ, or there are no numbers
    reversed           the second is the first with its input channels in reverse order, as where
                       one network reads R, G, B and the other B, G, R
    """

    a: str
    b: str
    shape_a: Shape
    shape_b: Shape
    apart: Apart | None
    reversed: bool = False

    @property
    def same(self) -> bool:
        """Whether every number is the same."""
        return self.apart is not None and self.apart.largest == 0


def weights(a: Recording, b: Recording, one: Step, other: Step) -> tuple[WeightDifference, ...]:
    """The tensors that a step of `a` and one of `b` read besides steps, paired by their part."""
    if type(one.operation) is not type(other.operation):
        return ()
    theirs = dict(_read(other.operation))
    return tuple(
        _compared(a, b, ref, theirs[part]) for part, ref in _read(one.operation) if part in theirs
    )


def reversed_channels(a: Tensor, b: Tensor) -> bool:
    """Whether the second tensor is the first with its three channels in reverse order."""
    return a.dim() > 2 and a.shape[1] == 3 and torch.equal(a.flip(1), b)


def _read(operation: Operation) -> Iterator[tuple[str, Ref]]:
    """The tensors of an operation that are no steps, by the part that they play in it."""
    for entry in fields(operation):  # type: ignore[arg-type]  # every operation is a dataclass
        for i, ref in enumerate(tensors_of(getattr(operation, entry.name))):
            if ref.kind != "step":
                yield f"{entry.name} {i}", ref


def _compared(a: Recording, b: Recording, one: Ref, other: Ref) -> WeightDifference:
    first, second = a.values.get(one.name), b.values.get(other.name)
    found, reverse = None, False
    if one.shape == other.shape and first is not None and second is not None and first.numel():
        found = apart(first, second)
        reverse = found.largest > 0 and reversed_channels(first, second)
    return WeightDifference(one.name, other.name, one.shape, other.shape, found, reverse)
