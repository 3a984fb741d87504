"""Vectors brought to length one, and weights kept as a length and a direction."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import divide, largest, number, product
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.axes import Over, axes_of, axis_of
from cutaway.ops.operation import Call, calls
from cutaway.ops.powers import p_norm
from cutaway.ops.reduce import Dim
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Normalise:
    """x / max(p-norm along some axes, eps)."""

    input: Ref
    axes: tuple[int, ...]
    power: float
    eps: float

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return self.input.shape

    def count(self) -> Count:
        """Two operations per number for the norm, one division."""
        return Count(other=3 * prod(self.input.shape))

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, _along(out, self.axes, self.input.shape)))

    def explain(self, out: Index, read: Read) -> Term:
        block = _block(read, self.input, Box.at(out), self.axes)
        length = p_norm(block, self.power)
        return divide(one(read, self.input, out), largest(length, number(self.eps, "epsilon")))


@fact
class WeightNorm:
    """length × direction / ‖direction‖, one length for each position of `axis`.

    Salimans and Kingma 2016; axis −1: one length for the whole tensor.
    """

    direction: Ref
    length: Ref
    axis: int

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.direction, self.length)

    @property
    def _axes(self) -> tuple[int, ...]:
        return tuple(axis for axis in range(len(self.direction.shape)) if axis != self.axis)

    def shape(self) -> Shape:
        expected = Over(self._axes, keep=True).left(self.direction.shape)
        if self.length.shape != expected and not (self.axis < 0 and not self.length.shape):
            raise ShapeError(f"the lengths {list(self.length.shape)} should be {list(expected)}")
        return self.direction.shape

    def count(self) -> Count:
        """Two operations per number for the norms, a division and a product."""
        return Count(other=4 * prod(self.direction.shape))

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        lengths = tuple(
            out.spans[axis] if axis == self.axis else Span(0, 1)
            for axis in range(len(self.length.shape))
        )
        seen = _along(out, self._axes, self.direction.shape)
        return boxes((self.direction, seen), (self.length, Box(lengths)))

    def explain(self, out: Index, read: Read) -> Term:
        norm = p_norm(_block(read, self.direction, Box.at(out), self._axes), 2)
        place = tuple(
            out[axis] if axis == self.axis else 0 for axis in range(len(self.length.shape))
        )
        length = one(read, self.length, place, label="length")
        return product(length, divide(one(read, self.direction, out, label="direction"), norm))


def _along(out: Box, axes: tuple[int, ...], shape: Shape) -> Box:
    if not out.size:
        return out
    return Box(tuple(Span(0, shape[i]) if i in axes else span for i, span in enumerate(out.spans)))


def _block(read: Read, ref: Ref, out: Box, axes: tuple[int, ...]) -> Block:
    seen = _along(out, axes, ref.shape)
    return read(ref, tuple(range(span.start, span.stop) for span in seen.spans))


@calls("normalize")
def normalize(
    input: Ref, p: float = 2.0, dim: Dim = 1, eps: float = 1e-12, out: None = None
) -> Normalise:
    """torch's `normalize`."""
    return Normalise(input, axes_of(input.shape, dim), float(p), eps)


@calls("_weight_norm")
def weight_norm(v: Ref, g: Ref, dim: int = 0) -> WeightNorm:
    """What torch's weight norm calls."""
    return WeightNorm(v, g, -1 if dim == -1 else axis_of(v.shape, dim))


def cases(rng: Random) -> Iterator[Call]:
    """Powers and axes; lengths for each output and for each input channel."""
    image = {"input": (2, 3, 4)}
    yield Call("normalize", image)
    yield Call("normalize", image, {"p": rng.choice((1, 3)), "dim": -1})
    yield Call("normalize", image, {"p": 2, "dim": (1, 2), "eps": 0.1})
    yield Call("_weight_norm", {"v": (4, 3, 2), "g": (4, 1, 1)})
    yield Call("_weight_norm", {"v": (4, 3, 2), "g": (1, 1, 2)}, {"dim": 2})
