"""Numbers that stand in several places: expand, repeat, repeat_interleave."""

from collections.abc import Iterator, Sequence
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.axes import axis_of
from cutaway.ops.broadcast import source_box, source_index
from cutaway.ops.operation import Call, calls
from cutaway.ops.permute import flat
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Expand:
    """Axes of length 1 repeated, as broadcasting does."""

    input: Ref
    sizes: Shape

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        tail = self.sizes[len(self.sizes) - len(self.input.shape) :]
        if len(tail) != len(self.input.shape) or any(
            n not in (1, size) for n, size in zip(self.input.shape, tail, strict=True)
        ):
            raise ShapeError(f"{list(self.input.shape)} does not expand to {list(self.sizes)}")
        return self.sizes

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, source_box(out, self.input.shape)))

    def explain(self, out: Index, read: Read) -> Term:
        return one(read, self.input, source_index(out, self.input.shape))


@fact
class Repeat:
    """The whole tensor several times along each axis, or each position several times.

    times   for each axis of the output; the input's axes are the last ones
    each    True: a position's copies stand side by side (torch's `repeat_interleave`)
    """

    input: Ref
    times: tuple[int, ...]
    each: bool = False

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    @property
    def _lengths(self) -> Shape:
        return (1,) * (len(self.times) - len(self.input.shape)) + self.input.shape

    def shape(self) -> Shape:
        if len(self.times) < len(self.input.shape):
            raise ShapeError(
                f"{len(self.times)} repetitions for the {len(self.input.shape)} axes of the input"
            )
        return tuple(n * k for n, k in zip(self._lengths, self.times, strict=True))

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        axes = zip(out.spans, self._lengths, self.times, strict=True)
        spans = [self._span(span, length, times) for span, length, times in axes]
        return boxes((self.input, Box(tuple(spans[len(spans) - len(self.input.shape) :]))))

    def explain(self, out: Index, read: Read) -> Term:
        axes = zip(out, self._lengths, self.times, strict=True)
        place = tuple(i // k if self.each else i % n for i, n, k in axes)
        return one(read, self.input, place[len(place) - len(self.input.shape) :])

    def _span(self, span: Span, length: int, times: int) -> Span:
        if not span.size:
            return span
        if self.each:
            return Span(span.start // times, (span.stop - 1) // times + 1)
        first = span.start % length
        return Span(first, first + span.size) if first + span.size <= length else Span(0, length)


@calls("expand")
def expand(input: Ref, *sizes: int | Sequence[int]) -> Expand:
    """torch's `expand`; −1 keeps an axis."""
    asked = flat(sizes)
    shift = len(asked) - len(input.shape)
    return Expand(
        input,
        tuple(input.shape[i - shift] if n == -1 and i >= shift else n for i, n in enumerate(asked)),
    )


@calls("broadcast_to")
def broadcast_to(input: Ref, size: Sequence[int]) -> Expand:
    """torch's `broadcast_to`."""
    return expand(input, tuple(size))


@calls("expand_as")
def expand_as(input: Ref, other: Ref) -> Expand:
    """torch's `expand_as`."""
    return Expand(input, other.shape)


@calls("repeat")
def repeat(input: Ref, *repeats: int | Sequence[int]) -> Repeat:
    """torch's `repeat`: the tensor as tiles."""
    return Repeat(input, flat(repeats))


@calls("tile")
def tile(input: Ref, *dims: int | Sequence[int]) -> Repeat:
    """torch's `tile`: as `repeat`, with ones in front where too few are given."""
    times = flat(dims)
    return Repeat(input, (1,) * (len(input.shape) - len(times)) + times)


@calls("repeat_interleave")
def repeat_interleave(input: Ref, repeats: int, dim: int | None = None) -> Repeat | None:
    """torch's `repeat_interleave` of one number of copies along an axis."""
    if dim is None or not isinstance(repeats, int):
        return None
    axis = axis_of(input.shape, dim)
    times = tuple(repeats if i == axis else 1 for i in range(len(input.shape)))
    return Repeat(input, times, each=True)


def cases(rng: Random) -> Iterator[Call]:
    """New axes, kept axes, tiles that wrap round, neighbours that repeat."""
    yield Call("expand", {"input": (2, 1, 3)}, {"sizes": (4, 2, 5, 3)})
    yield Call("expand", {"input": (2, 1, 3)}, {"sizes": (-1, 6, -1)})
    yield Call("expand", {"input": (2, 1, 3)}, {"sizes": (2, 6, 4)})  # refused
    yield Call("broadcast_to", {"input": (1, 3)}, {"size": (2, 4, 3)})
    yield Call("expand_as", {"input": (1, 3), "other": (4, 3)})
    yield Call("repeat", {"input": (2, 3)}, {"repeats": (2, rng.randint(1, 3), 2)})
    yield Call("repeat", {"input": (2, 3)}, {"repeats": (2,)})  # refused
    yield Call("tile", {"input": (2, 3)}, {"dims": (2,)})
    yield Call("repeat_interleave", {"input": (2, 3, 2)}, {"repeats": 3, "dim": 1})
