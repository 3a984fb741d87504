"""Some positions of a tensor: indexing, slices, and the pieces that a split gives."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from types import EllipsisType

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.axes import axis_of
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Key = int | slice | EllipsisType | None


@fact
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


def piece(input: Ref, axis: int, taps: range) -> Slice:
    """The positions `taps` of one axis, all of the others."""
    whole = [range(n) for n in input.shape]
    whole[axis] = taps
    return Slice(input, tuple(whole), tuple(range(len(whole))))


def picked(input: Ref, key: Key | tuple[Key, ...]) -> Slice | None:
    """What `x[key]` reads, of whole numbers, slices, None and one ellipsis."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if not all(map(_plain, keys)) or sum(k is ... for k in keys) > 1:
        return None
    named = sum(k is not None and k is not ... for k in keys)
    if named > len(input.shape):
        raise ShapeError(f"{named} indices for the {len(input.shape)} axes {list(input.shape)}")
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
            taps.append(_place(k, length))
    return Slice(input, tuple(taps), tuple(axes))


def _place(index: int, length: int) -> range:
    if not -length <= index < length:
        raise ShapeError(f"index {index} lies outside an axis of {counted(length, 'position')}")
    return range(index % length, index % length + 1)


def _plain(key: object) -> bool:
    if isinstance(key, slice):
        return all(part is None or type(part) is int for part in (key.start, key.stop, key.step))
    return key is None or key is ... or type(key) is int


@calls("getitem")
def getitem(input: Ref, key: Key | tuple[Key, ...]) -> Slice | None:
    """`x[…]` with whole numbers, slices, None and one ellipsis; other keys stay opaque."""
    return picked(input, key)


@calls("select")
def select(input: Ref, dim: int, index: int) -> Slice:
    """torch's `select`: one position of an axis, which disappears."""
    axis = axis_of(input.shape, dim)
    found = piece(input, axis, _place(index, input.shape[axis]))
    return Slice(input, found.taps, tuple(i for i in found.axes if i != axis))


@calls("narrow")
def narrow(input: Ref, dim: int, start: int, length: int) -> Slice:
    """torch's `narrow`: `length` positions of an axis."""
    axis = axis_of(input.shape, dim)
    first = start % input.shape[axis] if start < 0 else start
    if first + length > input.shape[axis]:
        raise ShapeError(
            f"positions {first} … {first + length - 1} of an axis of {input.shape[axis]}"
        )
    return piece(input, axis, range(first, first + length))


@calls("unbind")
def unbind(input: Ref, dim: int = 0) -> tuple[Slice, ...]:
    """torch's `unbind`: every position of an axis is an output."""
    axis = axis_of(input.shape, dim)
    return tuple(select(input, axis, i) for i in range(input.shape[axis]))


@calls("split", "split_with_sizes")
def split(
    input: Ref, split_size_or_sections: int | Sequence[int], dim: int = 0
) -> tuple[Slice, ...]:
    """torch's `split`: pieces of one size, the last one smaller, or of the sizes given."""
    axis = axis_of(input.shape, dim)
    length, sizes = input.shape[axis], split_size_or_sections
    if isinstance(sizes, int):
        if sizes < 1:
            raise ShapeError(f"a split into pieces of {counted(sizes, 'position')}")
        return _pieces(input, axis, [*range(0, length, sizes), length])
    if sum(sizes) != length:
        raise ShapeError(f"the pieces {list(sizes)} do not make up {counted(length, 'position')}")
    return _pieces(input, axis, [sum(sizes[:i]) for i in range(len(sizes) + 1)])


@calls("chunk")
def chunk(input: Ref, chunks: int, dim: int = 0) -> tuple[Slice, ...]:
    """torch's `chunk`: about as many pieces as asked for, all but the last of one size."""
    axis = axis_of(input.shape, dim)
    return split(input, max(1, -(-input.shape[axis] // chunks)), axis)


@calls("tensor_split")
def tensor_split(
    input: Ref, indices_or_sections: int | Sequence[int], dim: int = 0
) -> tuple[Slice, ...] | None:
    """torch's `tensor_split`: pieces as equal as can be, or cut at the positions given."""
    axis = axis_of(input.shape, dim)
    length, cuts = input.shape[axis], indices_or_sections
    if not isinstance(cuts, int):
        return None
    small, larger = divmod(length, cuts)
    return _pieces(input, axis, [i * small + min(i, larger) for i in range(cuts + 1)])


def _pieces(input: Ref, axis: int, cuts: list[int]) -> tuple[Slice, ...]:
    return tuple(piece(input, axis, range(start, stop)) for start, stop in pairwise(cuts))


def cases(rng: Random) -> Iterator[Call]:
    """Steps, lost and new axes, pieces that come out uneven, positions that are not there."""
    image = {"input": (2, 3, 4, 5)}
    yield Call("getitem", image, {"key": (slice(None), slice(0, 3, 2), 1)})
    yield Call("getitem", image, {"key": (..., -1)})
    yield Call("getitem", image, {"key": (1, None, slice(1, None))})
    yield Call("getitem", image, {"key": (2,)})  # refused
    yield Call("select", image, {"dim": -1, "index": rng.randint(-5, 4)})
    yield Call("narrow", image, {"dim": 3, "start": 1, "length": 3})
    yield Call("narrow", image, {"dim": 2, "start": 2, "length": 3})  # refused
    yield Call("unbind", image, {"dim": 1})
    yield Call("split", image, {"split_size_or_sections": 2, "dim": -1})
    yield Call("split", image, {"split_size_or_sections": (1, 3), "dim": 2})
    yield Call("split", image, {"split_size_or_sections": (1, 1), "dim": 2})  # refused
    yield Call("chunk", image, {"chunks": 3, "dim": 3})
    yield Call("chunk", image, {"chunks": 4, "dim": 3})
    yield Call("tensor_split", image, {"indices_or_sections": 3, "dim": 3})
