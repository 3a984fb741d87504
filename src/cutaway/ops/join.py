"""Tensors side by side: along an axis that they have, or along a new one."""

from collections.abc import Iterator, Sequence
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.axes import axis_of
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Cat:
    """The tensors of `inputs`, one after the other along `axis`."""

    inputs: tuple[Ref, ...]
    axis: int

    def shape(self) -> Shape:
        first = self.inputs[0].shape
        others = _without(first, self.axis)
        for ref in self.inputs[1:]:
            if _without(ref.shape, self.axis) != others:
                raise ShapeError(
                    f"{list(first)} and {list(ref.shape)} cannot be joined along axis {self.axis}: "
                    "every other axis must have the same length"
                )
        length = sum(ref.shape[self.axis] for ref in self.inputs)
        return (*first[: self.axis], length, *first[self.axis + 1 :])

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        wanted = out.spans[self.axis]
        pairs = []
        for ref, start in self._starts():
            here = Span(wanted.start - start, wanted.stop - start).clip(ref.shape[self.axis])
            pairs.append((ref, out.replace(self.axis, here)))
        return boxes(*pairs)

    def explain(self, out: Index, read: Read) -> Term:
        for ref, start in self._starts():
            place = out[self.axis] - start
            if 0 <= place < ref.shape[self.axis]:
                return one(read, ref, (*out[: self.axis], place, *out[self.axis + 1 :]))
        raise AssertionError("the index lies inside the output, so inside one of the inputs")

    def _starts(self) -> Iterator[tuple[Ref, int]]:
        start = 0
        for ref in self.inputs:
            yield ref, start
            start += ref.shape[self.axis]


@fact
class Stack:
    """The tensors of `inputs`, all of one shape, side by side along a new axis."""

    inputs: tuple[Ref, ...]
    axis: int

    def shape(self) -> Shape:
        first = self.inputs[0].shape
        for ref in self.inputs[1:]:
            if ref.shape != first:
                raise ShapeError(
                    f"{list(first)} and {list(ref.shape)} cannot be stacked: "
                    "they must have the same shape"
                )
        return (*first[: self.axis], len(self.inputs), *first[self.axis :])

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        spans = list(out.spans)
        wanted = spans.pop(self.axis)
        return boxes(*((ref, Box(tuple(spans))) for ref in self.inputs[wanted.start : wanted.stop]))

    def explain(self, out: Index, read: Read) -> Term:
        place = list(out)
        return one(read, self.inputs[place.pop(self.axis)], tuple(place))


def _without(shape: Shape, axis: int) -> Shape:
    return shape[:axis] + shape[axis + 1 :]


@calls("cat", "concat", "concatenate")
def cat(tensors: Sequence[Ref], dim: int = 0) -> Cat | None:
    """torch's `cat`; empty one-axis tensors, which torch skips, stay opaque."""
    refs = tuple(tensors)
    if not refs or any(not ref.shape or ref.shape == (0,) for ref in refs):
        return None
    return Cat(refs, axis_of(refs[0].shape, dim))


@calls("hstack")
def hstack(tensors: Sequence[Ref]) -> Cat | None:
    """torch's `hstack`: along the second axis."""
    return cat(tensors, 1) if len(tensors[0].shape) > 1 else cat(tensors)


@calls("vstack", "row_stack")
def vstack(tensors: Sequence[Ref]) -> Cat | None:
    """torch's `vstack`: along the first axis, of tensors with two or more."""
    return cat(tensors) if len(tensors[0].shape) > 1 else None


@calls("stack")
def stack(tensors: Sequence[Ref], dim: int = 0) -> Stack:
    """torch's `stack`."""
    refs = tuple(tensors)
    return Stack(refs, axis_of((1, *refs[0].shape), dim))


def cases(rng: Random) -> Iterator[Call]:
    """Unequal lengths, one tensor alone, shapes that do not fit."""
    deep = rng.randint(1, 4)
    yield Call("cat", {"tensors": ((2, 3, 4), (2, deep, 4), (2, 1, 4))}, {"dim": 1})
    yield Call("cat", {"tensors": ((2, 3),)}, {"dim": -1})
    yield Call("cat", {"tensors": ((2, 3), (4, 3))})
    yield Call("cat", {"tensors": ((2, 3), (2, 4))})  # refused
    yield Call("hstack", {"tensors": ((2, 3), (2, 1))})
    yield Call("vstack", {"tensors": ((2, 3), (1, 3))})
    yield Call("stack", {"tensors": ((2, 3), (2, 3))}, {"dim": -1})
    yield Call("stack", {"tensors": ((deep, 3), (deep, 3), (deep, 3))})
    yield Call("stack", {"tensors": ((2, 3), (2, 4))})  # refused
