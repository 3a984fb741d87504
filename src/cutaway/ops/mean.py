"""Sums and means over axes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.rules import divide, number, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes


@dataclass(frozen=True)
class Reduce:
    """Σ over `axes`, divided by their number of positions for a mean.

    keep   reduced axes stay, with length 1
    """

    input: Ref
    axes: tuple[int, ...]
    keep: bool
    mean: bool

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        lengths = enumerate(self.input.shape)
        if self.keep:
            return tuple(1 if axis in self.axes else n for axis, n in lengths)
        return tuple(n for axis, n in lengths if axis not in self.axes)

    def count(self) -> Count:
        """One addition per number beyond the first, and one division for a mean."""
        return Count(other=prod(self.input.shape) - (0 if self.mean else prod(self.shape())))

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, Box(self._spans(out))))

    def explain(self, out: Index, read: Read) -> Term:
        taps = tuple(range(s.start, s.stop) for s in self._spans(Box.at(out)))
        block = read(self.input, taps)
        summed = total(blocks=(block,))
        return divide(summed, number(block.size, "count")) if self.mean else summed

    def _spans(self, out: Box) -> tuple[Span, ...]:
        kept = iter(out.spans)
        spans = []
        for axis, length in enumerate(self.input.shape):
            if axis in self.axes:
                spans.append(Span(0, length))
                if self.keep:
                    next(kept)
            else:
                spans.append(next(kept))
        return tuple(spans)


def _axes(input: Ref, dim: int | Sequence[int] | None) -> tuple[int, ...]:
    count = len(input.shape)
    if dim is None or dim == ():
        return tuple(range(count))
    named = (dim,) if isinstance(dim, int) else tuple(dim)
    if any(not -count <= axis < max(count, 1) for axis in named):
        raise ShapeError(f"the axes {list(named)} are not all among the {count} there are")
    return tuple(sorted(axis % count for axis in named))


@calls("mean")
def mean(
    input: Ref, dim: int | Sequence[int] | None = None, keepdim: bool = False, dtype: object = None
) -> Reduce:
    """torch's `mean`, over some axes or all."""
    return Reduce(input, _axes(input, dim), keepdim, mean=True)


@calls("sum")
def summed(
    input: Ref, dim: int | Sequence[int] | None = None, keepdim: bool = False, dtype: object = None
) -> Reduce:
    """torch's `sum`, over some axes or all."""
    return Reduce(input, _axes(input, dim), keepdim, mean=False)


def cases(rng: Random) -> Iterator[Call]:
    """One axis, two, all of them, kept or not."""
    image = {"input": (2, 3, 4, 5)}
    yield Call("mean", image, {"dim": (2, 3)})
    yield Call("mean", image, {"dim": (-1, 1), "keepdim": True})
    yield Call("mean", image)
    yield Call("sum", image, {"dim": rng.randint(0, 3)})
    yield Call("sum", image, {"dim": 9})  # refused
