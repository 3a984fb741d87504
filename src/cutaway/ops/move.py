"""Numbers in another place: permute, transpose, slices, expand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from types import EllipsisType

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.broadcast import source_box, source_index
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Key = int | slice | EllipsisType | None


@dataclass(frozen=True)
class Permute:
    """Axis k of the output is axis `order[k]` of the input."""

    input: Ref
    order: tuple[int, ...]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        if sorted(self.order) != list(range(len(self.input.shape))):
            raise ShapeError(
                f"the order {list(self.order)} does not name each of "
                f"{len(self.input.shape)} axes once"
            )
        return tuple(self.input.shape[axis] for axis in self.order)

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        spans = dict(zip(self.order, out.spans, strict=True))
        return boxes((self.input, Box(tuple(spans[axis] for axis in range(len(spans))))))

    def explain(self, out: Index, read: Read) -> Term:
        places = dict(zip(self.order, out, strict=True))
        return one(read, self.input, tuple(places[axis] for axis in range(len(places))))


@dataclass(frozen=True)
class Slice:
    """Some positions of each axis: taps of every input axis, and which axes the output keeps.

    taps   the positions read, one range per input axis
    axes   input axis of each output axis; −1 for a new axis of length 1
    """

    input: Ref
    taps: tuple[range, ...]
    axes: tuple[int, ...]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return tuple(1 if axis < 0 else len(self.taps[axis]) for axis in self.axes)

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        spans = [Span(tap.start, tap.start + 1) for tap in self.taps]
        for axis, span in zip(self.axes, out.spans, strict=True):
            if axis >= 0 and span.size:
                tap = self.taps[axis][span.start : span.stop]
                spans[axis] = Span(tap[0], tap[-1] + 1)
            elif not span.size:
                return {}
        return boxes((self.input, Box(tuple(spans))))

    def explain(self, out: Index, read: Read) -> Term:
        place = [tap.start for tap in self.taps]
        for axis, i in zip(self.axes, out, strict=True):
            if axis >= 0:
                place[axis] = self.taps[axis][i]
        return one(read, self.input, tuple(place))


@dataclass(frozen=True)
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


@calls("permute")
def permute(input: Ref, *dims: int | Sequence[int]) -> Permute:
    """torch's `permute`."""
    order = _flat(dims)
    return Permute(input, tuple(axis % max(1, len(input.shape)) for axis in order))


@calls("transpose", "swapaxes")
def transpose(input: Ref, dim0: int, dim1: int) -> Permute:
    """torch's `transpose`: two axes change places."""
    order = list(range(len(input.shape)))
    order[dim0], order[dim1] = order[dim1], order[dim0]
    return Permute(input, tuple(order))


@calls("t", "T", "mT")
def turned(input: Ref) -> Permute | None:
    """`x.t()`, `x.T` and `x.mT` of a matrix."""
    return transpose(input, -2, -1) if len(input.shape) == 2 else None


@calls("getitem")
def getitem(input: Ref, key: Key | tuple[Key, ...]) -> Slice | None:
    """`x[…]` with whole numbers, slices, None and one ellipsis; other keys stay opaque."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if not all(_plain(k) for k in keys) or sum(k is ... for k in keys) > 1:
        return None
    named = sum(k is not None and k is not ... for k in keys)
    missing: list[Key] = [slice(None)] * (len(input.shape) - named)
    at = next((i for i, k in enumerate(keys) if k is ...), None)
    keys = keys + missing if at is None else keys[:at] + missing + keys[at + 1 :]
    taps: list[range] = []
    axes: list[int] = []
    for k in keys:
        if k is None:
            axes.append(-1)
            continue
        length = input.shape[len(taps)]
        if isinstance(k, slice):
            axes.append(len(taps))
            taps.append(range(*k.indices(length)))
        else:
            assert isinstance(k, int), "checked above"
            taps.append(range(k % length, k % length + 1))
    return Slice(input, tuple(taps), tuple(axes))


@calls("expand")
def expand(input: Ref, *sizes: int | Sequence[int]) -> Expand:
    """torch's `expand`; −1 keeps an axis."""
    asked = _flat(sizes)
    shift = len(asked) - len(input.shape)
    return Expand(
        input,
        tuple(input.shape[i - shift] if n == -1 and i >= shift else n for i, n in enumerate(asked)),
    )


def _flat(given: tuple[int | Sequence[int], ...]) -> tuple[int, ...]:
    if len(given) == 1 and not isinstance(given[0], int):
        return tuple(given[0])
    return tuple(n for n in given if isinstance(n, int))


def _plain(key: object) -> bool:
    if isinstance(key, slice):
        return all(part is None or type(part) is int for part in (key.start, key.stop, key.step))
    return key is None or key is ... or type(key) is int


def cases(rng: Random) -> Iterator[Call]:
    """Orders, steps, lost and new axes."""
    image = {"input": (2, 3, 4, 5)}
    order = [0, 1, 2, 3]
    rng.shuffle(order)
    yield Call("permute", image, {"dims": tuple(order)})
    yield Call("permute", image, {"dims": (0, 2, 3)})  # refused
    yield Call("transpose", image, {"dim0": 1, "dim1": -1})
    yield Call("t", {"input": (3, 4)})
    yield Call("getitem", image, {"key": (slice(None), slice(0, 3, 2), 1)})
    yield Call("getitem", image, {"key": (..., -1)})
    yield Call("getitem", image, {"key": (1, None, slice(1, None))})
    yield Call("expand", {"input": (2, 1, 3)}, {"sizes": (4, 2, 5, 3)})
    yield Call("expand", {"input": (2, 1, 3)}, {"sizes": (-1, 6, -1)})
