"""The same numbers in the same order under another shape: flatten, view, reshape, squeeze …"""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

EXACT = 4096


@fact
class Reshape:
    """Row-major order is kept; only the shape changes."""

    input: Ref
    sizes: Shape

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        if prod(self.sizes) != prod(self.input.shape):
            raise ShapeError(
                f"{list(self.input.shape)} holds {prod(self.input.shape)} numbers, "
                f"{list(self.sizes)} {prod(self.sizes)}",
                got=prod(self.input.shape),
                expected=prod(self.sizes),
            )
        return self.sizes

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        spans: list[Span] = []
        for before, after in groups(self.input.shape, self.sizes):
            shape = tuple(self.input.shape[a] for a in before)
            spans += _group_reads(
                shape, tuple(self.sizes[a] for a in after), Box(tuple(out.spans[a] for a in after))
            )
        return boxes((self.input, Box(tuple(spans))))

    def explain(self, out: Index, read: Read) -> Term:
        return one(read, self.input, unravel(ravel(out, self.sizes), self.input.shape))


def ravel(index: Index, shape: Shape) -> int:
    """Row-major position of an index."""
    position = 0
    for i, n in zip(index, shape, strict=True):
        position = position * n + i
    return position


def unravel(position: int, shape: Shape) -> Index:
    """The index at a row-major position."""
    index = []
    for n in reversed(shape):
        position, i = divmod(position, n)
        index.append(i)
    return tuple(reversed(index))


def groups(before: Shape, after: Shape) -> Iterator[tuple[list[int], list[int]]]:
    """Axes of both shapes, cut wherever as many numbers lie before the cut in each."""
    i = j = 0
    while i < len(before) or j < len(after):
        left, right = [i] if i < len(before) else [], [j] if j < len(after) else []
        i, j = i + len(left), j + len(right)
        held, wanted = prod(before[a] for a in left), prod(after[a] for a in right)
        while held != wanted:
            if held < wanted:
                left.append(i)
                held, i = held * before[i], i + 1
            else:
                right.append(j)
                wanted, j = wanted * after[j], j + 1
        yield left, right


def _group_reads(before: Shape, after: Shape, out: Box) -> list[Span]:
    if before == after:
        return list(out.spans)
    if not out.size:
        return [Span(0, 0)] * len(before)
    if len(before) > 1 and len(after) > 1 and out.size <= EXACT:
        places = product(*(range(s.start, s.stop) for s in out.spans))
        box = Box.around(unravel(ravel(place, after), before) for place in places)
        assert box is not None, "the box of outputs is not empty"
        return list(box.spans)
    first = unravel(ravel(tuple(s.start for s in out.spans), after), before)
    last = unravel(ravel(tuple(s.stop - 1 for s in out.spans), after), before)
    spans, same = [], True
    for low, high, length in zip(first, last, before, strict=True):
        spans.append(Span(low, high + 1) if same else Span(0, length))
        same = same and low == high  # past a differing axis, the range wraps over whole rows
    return spans


def _sizes(given: tuple[int | Sequence[int], ...]) -> tuple[int, ...]:
    if len(given) == 1 and not isinstance(given[0], int):
        return tuple(given[0])
    return tuple(int(n) for n in given if isinstance(n, int))


@calls("view", "reshape")
def reshape(input: Ref, *shape: int | Sequence[int], **named: Sequence[int]) -> Reshape | None:
    """torch's `view` and `reshape`; −1 stands for what is left."""
    sizes = _sizes(shape or (named.get("shape") or named.get("size") or (),))
    if sizes.count(-1) == 1:
        rest = -prod(sizes)
        if not rest or prod(input.shape) % rest:
            raise ShapeError(
                f"{prod(input.shape)} numbers do not divide into {list(sizes)}",
                got=prod(input.shape),
            )
        sizes = tuple(prod(input.shape) // rest if n == -1 else n for n in sizes)
    return Reshape(input, sizes) if all(n >= 0 for n in sizes) else None


@calls("view_as", "reshape_as")
def reshape_as(input: Ref, other: Ref) -> Reshape:
    """torch's `view_as` and `reshape_as`."""
    return Reshape(input, other.shape)


@calls("ravel")
def raveled(input: Ref) -> Reshape:
    """torch's `ravel`: one axis of all numbers."""
    return Reshape(input, (prod(input.shape),))


@calls("flatten")
def flatten(input: Ref, start_dim: int = 0, end_dim: int = -1) -> Reshape:
    """torch's `flatten`: axes start_dim … end_dim become one."""
    axes = max(1, len(input.shape))
    first, last = start_dim % axes, end_dim % axes
    if first > last:
        raise ShapeError(f"flatten from axis {first} to axis {last}: the start lies behind the end")
    middle = prod(input.shape[first : last + 1])
    return Reshape(input, (*input.shape[:first], middle, *input.shape[last + 1 :]))


@calls("unflatten")
def unflatten(input: Ref, dim: int, sizes: Sequence[int]) -> Reshape | None:
    """torch's `unflatten`: one axis becomes several."""
    axis = dim % len(input.shape)
    lead, rest = input.shape[:axis], input.shape[axis + 1 :]
    return reshape(input, (*lead, *sizes, *rest))


@calls("squeeze")
def squeeze(input: Ref, dim: int | Sequence[int] | None = None) -> Reshape:
    """torch's `squeeze`: axes of length 1 disappear, all of them or those named."""
    axes = len(input.shape)
    named = range(axes) if dim is None else (dim,) if isinstance(dim, int) else dim
    gone = {axis % axes for axis in named if input.shape[axis] == 1}
    return Reshape(input, tuple(n for axis, n in enumerate(input.shape) if axis not in gone))


@calls("unsqueeze")
def unsqueeze(input: Ref, dim: int) -> Reshape:
    """torch's `unsqueeze`: a new axis of length 1."""
    axis = dim % (len(input.shape) + 1)
    return Reshape(input, (*input.shape[:axis], 1, *input.shape[axis:]))


def cases(rng: Random) -> Iterator[Call]:
    """Merged, split and wrapped axes."""
    image = {"input": (2, 3, 4, 5)}
    yield Call("flatten", image, {"start_dim": 1})
    yield Call("flatten", image)
    yield Call("flatten", image, {"start_dim": 1, "end_dim": 2})
    yield Call("reshape", image, {"shape": (2, -1)})
    yield Call("reshape", image, {"shape": (6, 20)})
    yield Call("reshape", image, {"shape": (4, 3, 10)})
    yield Call("reshape", image, {"shape": (5, 5)})  # refused
    yield Call("reshape", image, {"shape": (7, -1)})  # refused
    yield Call("unflatten", {"input": (2, 12)}, {"dim": 1, "sizes": (rng.choice((2, 3)), -1)})
    yield Call("view_as", image | {"other": (6, 20)})
    yield Call("ravel", image)
    yield Call("squeeze", {"input": (1, 3, 1, 4)})
    yield Call("squeeze", {"input": (1, 3, 1, 4)}, {"dim": 2})
    yield Call("unsqueeze", {"input": (3, 4)}, {"dim": -1})
