"""Positions that go round or turn about: roll and flip."""

from collections.abc import Iterator, Sequence
from itertools import product as places
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.ops.axes import axis_of
from cutaway.ops.operation import Call, calls
from cutaway.ops.permute import flat
from cutaway.ops.ref import Read, Ref, boxes, one
from cutaway.ops.reshape import EXACT, ravel, unravel


@fact
class Roll:
    """Every axis moved forwards by its shift; what leaves at the end comes in at the start.

    flat   the whole tensor is one axis while it is moved
    """

    input: Ref
    shifts: tuple[int, ...]
    flat: bool = False

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return self.input.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        if self.flat:
            return boxes((self.input, self._flat_reads(out)))
        axes = zip(out.spans, self.shifts, self.input.shape, strict=True)
        return boxes((self.input, Box(tuple(_behind(*axis) for axis in axes))))

    def explain(self, out: Index, read: Read) -> Term:
        if self.flat:
            return one(read, self.input, self._flat_place(out))
        axes = zip(out, self.shifts, self.input.shape, strict=True)
        return one(read, self.input, tuple((i - shift) % n for i, shift, n in axes))

    def _flat_reads(self, out: Box) -> Box:
        if not out.size or out.size > EXACT:
            return Box.whole(self.input.shape) if out.size else out
        indices = places(*(range(span.start, span.stop) for span in out.spans))
        box = Box.around(map(self._flat_place, indices))
        assert box is not None, "the box of outputs is not empty"
        return box

    def _flat_place(self, out: Index) -> Index:
        shape = self.input.shape
        size = ravel(tuple(n - 1 for n in shape), shape) + 1
        return unravel((ravel(out, shape) - self.shifts[0]) % size, shape)


@fact
class Flip:
    """Some axes read from the end."""

    input: Ref
    axes: tuple[int, ...]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return self.input.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        spans = list(out.spans)
        for axis in self.axes:
            n = self.input.shape[axis]
            spans[axis] = Span(n - spans[axis].stop, n - spans[axis].start)
        return boxes((self.input, Box(tuple(spans))))

    def explain(self, out: Index, read: Read) -> Term:
        axes = enumerate(zip(out, self.input.shape, strict=True))
        place = tuple(n - 1 - i if axis in self.axes else i for axis, (i, n) in axes)
        return one(read, self.input, place)


def _behind(span: Span, shift: int, length: int) -> Span:
    if not span.size:
        return span
    first = (span.start - shift) % length
    return Span(first, first + span.size) if first + span.size <= length else Span(0, length)


@calls("roll")
def roll(
    input: Ref, shifts: int | Sequence[int], dims: int | Sequence[int] | None = None
) -> Roll | None:
    """torch's `roll`, along some axes, or of all numbers in a row."""
    steps = flat((shifts,))
    if dims is None or dims == ():
        return Roll(input, steps, flat=True) if len(steps) == 1 else None
    axes = [axis_of(input.shape, axis) for axis in flat((dims,))]
    if len(axes) != len(steps):
        return None
    moved = [0] * len(input.shape)
    for axis, step in zip(axes, steps, strict=True):
        moved[axis] += step
    return Roll(input, tuple(moved))


@calls("flip")
def flip(input: Ref, *dims: int | Sequence[int]) -> Flip:
    """torch's `flip`."""
    return Flip(input, tuple(axis_of(input.shape, axis) for axis in flat(dims)))


def cases(rng: Random) -> Iterator[Call]:
    """Both directions, several axes, all numbers in a row."""
    image = {"input": (2, 3, 4)}
    yield Call("roll", image, {"shifts": rng.randint(1, 3), "dims": -1})
    yield Call("roll", image, {"shifts": (-1, 2), "dims": (1, 2)})
    yield Call("roll", image, {"shifts": 5})
    yield Call("flip", image, {"dims": (0, 2)})
