"""Which outputs of a step read a box of one of its inputs."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

from cutaway.arithmetic.box import Box, Span
from cutaway.explain.motion_known import windows_over
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.ops.reshape import Reshape

EDGE = 12


def fed_by(operation: Operation, ref: Ref, box: Box) -> Box:
    """The bounding box of the outputs that read any of `box`; empty where none does.

    Windows and reshapes know. Of other operations it is found by bisection on `reads`, along
    every output axis on which the boxes move one way, and else by asking every output.
    """
    shape = operation.shape()
    if isinstance(operation, Reshape):
        back = Reshape(Ref("", shape), ref.shape)
        return next(iter(back.reads(box).values()), Box.whole((0,) * len(shape)))
    whole, windows = Box.whole(shape), windows_over(operation, ref)
    lead = len(shape) - len(windows)
    spans = [_hits(operation, ref, box, whole, axis) for axis in range(lead)]
    for axis, window in enumerate(windows, lead):
        spans.append(window.feeds(box.spans[axis], ref.shape[axis]))
    return Box(tuple(spans))


def _hits(operation: Operation, ref: Ref, box: Box, whole: Box, axis: int) -> Span:
    """The outputs along one axis, others whole, whose reads meet the box."""
    length = whole.spans[axis].size

    def seen(i: int) -> Box | None:
        return operation.reads(whole.replace(axis, Span(i, i + 1))).get(ref)

    if not _one_way([seen(i) for i in _samples(length)]):
        hits = [i for i in range(length) if (found := seen(i)) and found.meets(box)]
        return Span(hits[0], hits[-1] + 1) if hits else Span(0, 0)

    def side(i: int) -> int:
        found = seen(i)
        if found is None:
            return _elsewhere(operation, ref, whole, axis, i)
        for mine, wanted in zip(found.spans, box.spans, strict=True):
            if mine.stop <= wanted.start:
                return -1
            if mine.start >= wanted.stop:
                return 1
        return 0

    places = range(length)
    return Span(bisect_left(places, 0, key=side), bisect_right(places, 0, key=side))


def _samples(length: int) -> list[int]:
    """Every output near an edge, where a padding may turn around, and a few between."""
    between = range(EDGE, length - EDGE, max(1, (length - 2 * EDGE) // 8))
    return [*range(min(EDGE, length)), *between, *range(max(EDGE, length - EDGE), length)]


def _one_way(seen: list[Box | None]) -> bool:
    """Whether boxes, in order, only move forwards along every axis, with no gap between them."""
    found = [box for box in seen if box is not None]
    at = [i for i, box in enumerate(seen) if box is not None]
    pairs = pairwise(found)
    return (not at or at[-1] - at[0] + 1 == len(at)) and all(
        a.start <= b.start and a.stop <= b.stop
        for one, other in pairs
        for a, b in zip(one.spans, other.spans, strict=True)
    )


def _elsewhere(operation: Operation, ref: Ref, whole: Box, axis: int, i: int) -> int:
    """Where nothing of an input is read at i (a concatenation): −1 before or after where it is."""
    later = operation.reads(whole.replace(axis, Span(i, whole.spans[axis].stop))).get(ref)
    return -1 if later is not None else 1
