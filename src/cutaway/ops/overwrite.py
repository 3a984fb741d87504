"""Tensors of which a part was written over: `x[key] = value`, and writes through a view."""

from collections.abc import Iterator
from random import Random
from typing import Any

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import choose, number
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.elementwise import Operand
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one
from cutaway.ops.select import Slice, picked


@fact
class Overwrite:
    """`input`, but at `taps` the numbers of `value`, broadcast over them.

    taps   the positions written over, one range per axis
    axes   as in a Slice: the axes of what was written over
    """

    input: Ref
    value: Operand
    taps: tuple[range, ...]
    axes: tuple[int, ...]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input, self.value) if isinstance(self.value, Ref) else (self.input,)

    def shape(self) -> Shape:
        written = Slice(self.input, self.taps, self.axes).shape()
        given = self.value.shape if isinstance(self.value, Ref) else ()
        while len(given) > len(written) and given[0] == 1:
            given = given[1:]
        if broadcast(written, given) != written:
            raise ShapeError(f"{list(given)} does not fit into {list(written)}")
        return self.input.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        hits = [_parted(*axis) for axis in zip(out.spans, self.taps, strict=True)]
        if not all(inside for inside, _ in hits):
            return boxes((self.input, out))
        kept = [
            out.replace(axis, Span(min(outside), max(outside) + 1))
            for axis, (_, outside) in enumerate(hits)
            if outside
        ]
        pairs: list[tuple[Ref | None, Box]] = [(self.input, box) for box in kept]
        if isinstance(self.value, Ref):
            written = Box(tuple(self._inner(axis, hits) for axis in self.axes))
            tail = source_box(written, self._tail()).spans
            lead = (Span(0, 1),) * (len(self.value.shape) - len(tail))
            pairs.append((self.value, Box(lead + tail)))
        return boxes(*pairs)

    def explain(self, out: Index, read: Read) -> Term:
        inner = self._written(out)
        if inner is None:
            return choose(one(read, self.input, out), "not written over")
        if not isinstance(self.value, Ref):
            return choose(number(self.value), "written over")
        place = source_index(inner, self._tail())
        lead = (0,) * (len(self.value.shape) - len(self._tail()))
        return choose(one(read, self.value, lead + place), "written over")

    def _inner(self, axis: int, hits: list[tuple[list[int], list[int]]]) -> Span:
        """Positions along an axis of what was written over."""
        if axis < 0:
            return Span(0, 1)
        places = [self.taps[axis].index(i) for i in hits[axis][0]]
        return Span(min(places), max(places) + 1)

    def _tail(self) -> Shape:
        """The value's shape without leading ones that what is written over has no axes for."""
        assert isinstance(self.value, Ref), "a number has no shape"
        return self.value.shape[max(0, len(self.value.shape) - len(self.axes)) :]

    def _written(self, place: Index) -> Index | None:
        """Where a position stands in what was written over; None where it lies outside."""
        if not all(i in tap for i, tap in zip(place, self.taps, strict=True)):
            return None
        return tuple(0 if axis < 0 else self.taps[axis].index(place[axis]) for axis in self.axes)


def _parted(span: Span, tap: range) -> tuple[list[int], list[int]]:
    """The positions of a span that a tap holds, and the others."""
    places = range(span.start, span.stop)
    return [i for i in places if i in tap], [i for i in places if i not in tap]


@calls("setitem")
def setitem(input: Ref, key: Any, value: Operand) -> Overwrite | None:
    """`x[key] = value`, of whole numbers, slices, None and one ellipsis."""
    written = picked(input, key)
    if written is None or not isinstance(value, Ref | int | float):
        return None
    return Overwrite(input, value, written.taps, written.axes)


def cases(rng: Random) -> Iterator[Call]:
    """Plain numbers and tensors, steps and lost axes, leading ones, what does not fit."""
    name, shape = "setitem", (2, 3, 4)
    yield Call(name, {"input": shape}, {"key": (slice(None), 0), "value": rng.uniform(1, 2)})
    inner = (slice(None), slice(0, 3, 2), 1)
    yield Call(name, {"input": shape, "value": (2, 2)}, {"key": inner})
    yield Call(name, {"input": shape, "value": (1, 1, 2)}, {"key": (..., slice(1, 3))})
    yield Call(name, {"input": shape, "value": (3, 1)}, {"key": (1, None)})
    yield Call(name, {"input": shape, "value": (3,)}, {"key": inner})  # refused
