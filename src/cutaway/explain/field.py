"""Receptive and projective fields of one number, as bounding boxes, through the whole graph."""

from collections.abc import Callable

from cutaway.arithmetic.box import Box, Index, Span
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.recording import Recording, check_index


def receptive_field(recording: Recording, step: str, index: Index) -> dict[str, Box]:
    """The bounding box, by step, of what one number depends on; its own step included."""
    check_index(recording.step(step), tuple(index))
    found = {step: Box.at(tuple(index))}
    for earlier in reversed(recording.steps[: recording.position(step) + 1]):
        if earlier.name not in found:
            continue
        for ref, box in earlier.operation.reads(found[earlier.name]).items():
            if ref.kind == "step":
                found[ref.name] = found[ref.name].union(box) if ref.name in found else box
    return found


def projective_field(recording: Recording, step: str, index: Index) -> dict[str, Box]:
    """The bounding box, by step, of what one number feeds; its own step included."""
    check_index(recording.step(step), tuple(index))
    found = {step: Box.at(tuple(index))}
    for later in recording.steps[recording.position(step) + 1 :]:
        for ref in later.operation.inputs:
            if ref.kind != "step" or ref.name not in found:
                continue
            box = fed_by(later.operation, ref, found[ref.name])
            if box.size:
                known = found.get(later.name)
                found[later.name] = known.union(box) if known else box
    return found


def fed_by(operation: Operation, ref: Ref, box: Box) -> Box:
    """The bounding box of the outputs that read any of `box`; empty where none does.

    Found by bisection on `reads`, whose boxes move one way along every output axis.
    """
    whole = Box.whole(operation.shape())
    spans = tuple(_hits(operation, ref, box, whole, axis) for axis in range(len(whole.spans)))
    return Box(spans)


def _hits(operation: Operation, ref: Ref, box: Box, whole: Box, axis: int) -> Span:
    """The outputs along one axis, others whole, whose reads meet the box."""
    length = whole.spans[axis].size

    def side(i: int) -> int:
        seen = operation.reads(whole.replace(axis, Span(i, i + 1))).get(ref)
        if seen is None:
            return _elsewhere(operation, ref, whole, axis, i)
        for mine, wanted in zip(seen.spans, box.spans, strict=True):
            if mine.stop <= wanted.start:
                return -1
            if mine.start >= wanted.stop:
                return 1
        return 0

    first = _bisect(length, lambda i: side(i) >= 0)
    return Span(first, _bisect(length, lambda i: side(i) > 0))


def _elsewhere(operation: Operation, ref: Ref, whole: Box, axis: int, i: int) -> int:
    """Where nothing of an input is read at i (a concatenation): before or after where it is."""
    later = operation.reads(whole.replace(axis, Span(i, whole.spans[axis].stop))).get(ref)
    return -1 if later is not None else 1


def _bisect(length: int, beyond: Callable[[int], bool]) -> int:
    """The first of 0 … length − 1 for which `beyond` holds, else length."""
    low, high = 0, length
    while low < high:
        middle = (low + high) // 2
        if beyond(middle):
            high = middle
        else:
            low = middle + 1
    return low
