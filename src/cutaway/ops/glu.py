"""Gated linear unit: one half of the channels opens and closes the other."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import product
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.axes import axis_of
from cutaway.ops.curves import sigmoid
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Glu:
    """first half × sigmoid(second half) along one axis (Dauphin et al. 2017)."""

    input: Ref
    axis: int

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    @property
    def half(self) -> int:
        return self.input.shape[self.axis] // 2

    def shape(self) -> Shape:
        length = self.input.shape[self.axis]
        if length % 2:
            raise ShapeError(f"axis {self.axis} has {length} positions: they have no halves")
        return (*self.input.shape[: self.axis], self.half, *self.input.shape[self.axis + 1 :])

    def count(self) -> Count:
        """One operation for the curve and one product per output."""
        return Count(other=2 * prod(self.shape()))

    def reads(self, out: Box) -> dict[Ref, Box]:
        span = out.spans[self.axis]
        gate = out.replace(self.axis, Span(span.start + self.half, span.stop + self.half))
        return boxes((self.input, out), (self.input, gate))

    def explain(self, out: Index, read: Read) -> Term:
        gate = list(out)
        gate[self.axis] += self.half
        opened = sigmoid(one(read, self.input, tuple(gate), label="gate"))
        return product(one(read, self.input, out), opened)


@calls("glu")
def glu(input: Ref, dim: int = -1) -> Glu:
    """torch's `glu`."""
    return Glu(input, axis_of(input.shape, dim))


def cases(rng: Random) -> Iterator[Call]:
    """The last axis, the channels, a length that has no halves."""
    yield Call("glu", {"input": (2, 3, 6)})
    yield Call("glu", {"input": (2, 4, rng.randint(2, 5))}, {"dim": 1})
    yield Call("glu", {"input": (2, 5)})  # refused
