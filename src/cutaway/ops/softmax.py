"""Softmax and its logarithm, in the stable form: the largest is taken off first."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import (
    divide,
    exp,
    largest,
    log,
    negative,
    number,
    smallest,
    subtract,
    total,
)
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, each, one


@fact
class Softmax:
    """e^(x − max) / Σ e^(x' − max) along one axis.

    logarithm   x − max − log Σ e^(x' − max) instead
    turned      of −x instead of x: softmin
    """

    input: Ref
    axis: int
    logarithm: bool
    turned: bool = False

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        if not 0 <= self.axis < max(1, len(self.input.shape)):
            raise ShapeError(f"there is no axis {self.axis} in {list(self.input.shape)}")
        return self.input.shape

    def count(self) -> Count:
        """A comparison, a subtraction, an exponential, an addition and a division per output."""
        return Count(other=5 * prod(self.input.shape))

    def reads(self, out: Box) -> dict[Ref, Box]:
        whole = Span(0, self.input.shape[self.axis])
        return boxes((self.input, out.replace(self.axis, whole) if out.size else out))

    def explain(self, out: Index, read: Read) -> Term:
        taps = [range(i, i + 1) for i in out]
        taps[self.axis] = range(self.input.shape[self.axis])
        block = read(self.input, tuple(taps))
        top = self._largest(block)
        shifted = subtract(self._signed(one(read, self.input, out)), top)
        again = number(top.value, "max")  # the block stands in the tree once, not once a class
        powers = total(*(exp(subtract(self._signed(x), again)) for x in each(block)))
        if self.logarithm:
            return subtract(shifted, log(powers))
        return divide(exp(shifted), powers)

    def _signed(self, x: Term) -> Term:
        return negative(x) if self.turned else x

    def _largest(self, block: Block) -> Term:
        if not self.turned:
            return largest(blocks=(block,), label="max")
        return negative(smallest(blocks=(block,), label="min"))


def _build(input: Ref, dim: int | None, logarithm: bool, turned: bool = False) -> Softmax | None:
    if dim is None or not input.shape:
        return None
    axis = dim if dim >= 0 else dim + len(input.shape)
    return Softmax(input, axis, logarithm, turned)


@calls("softmax")
def softmax(
    input: Ref, dim: int | None = None, _stacklevel: int = 3, dtype: object = None
) -> Softmax | None:
    """torch's `softmax`."""
    return _build(input, dim, logarithm=False)


@calls("log_softmax")
def log_softmax(
    input: Ref, dim: int | None = None, _stacklevel: int = 3, dtype: object = None
) -> Softmax | None:
    """torch's `log_softmax`."""
    return _build(input, dim, logarithm=True)


@calls("softmin")
def softmin(
    input: Ref, dim: int | None = None, _stacklevel: int = 3, dtype: object = None
) -> Softmax | None:
    """torch's `softmin`: the softmax of −x."""
    return _build(input, dim, logarithm=False, turned=True)


def cases(rng: Random) -> Iterator[Call]:
    """The last axis, an inner one, one class alone."""
    for name in ("softmax", "log_softmax", "softmin"):
        yield Call(name, {"input": (3, 7)}, {"dim": -1})
        yield Call(name, {"input": (2, 4, 3)}, {"dim": rng.randint(0, 1)})
        yield Call(name, {"input": (2, 3)}, {"dim": 4})  # refused
