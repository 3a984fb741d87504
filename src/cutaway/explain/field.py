"""Receptive and projective fields, through the whole graph."""

from collections.abc import Callable
from dataclasses import dataclass

from cutaway.arithmetic.box import Box, Index, Span
from cutaway.arithmetic.window import Window
from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.recording import Recording, Step, check_index


@dataclass(frozen=True, slots=True)
class Field:
    """How far a step sees on the network's input, per spatial axis.

    size    input positions from the first to the last that one output can depend on, as if the
            input had no edge
    jump    input positions from one output to the next (the cumulative stride)
    known   False where something on the way may read everything
    """

    size: tuple[int, ...]
    jump: tuple[int, ...]
    known: bool = True


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


def fields(recording: Recording) -> dict[str, Field]:
    """The field of every step, by name."""
    found: dict[str, Field] = {}
    start = recording.steps[0]
    space = start.shape[2:]
    for step in recording.steps:
        if not step.sources:
            found[step.name] = Field((1,) * len(space), (1,) * len(space))
            continue
        joined = [_grown(step, ref, found[ref.name], space) for ref in _steps_read(step)]
        found[step.name] = _widest(joined)
    return found


def _steps_read(step: Step) -> list[Ref]:
    return [ref for ref in dict.fromkeys(step.operation.inputs) if ref.kind == "step"]


def _grown(step: Step, ref: Ref, before: Field, space: tuple[int, ...]) -> Field:
    if isinstance(step.operation, Opaque):
        return Field(space, (0,) * len(space), known=False)
    windows: tuple[Window, ...] = getattr(step.operation, "windows", ())
    axes = len(before.size)
    if windows and len(windows) == axes:
        size = tuple(
            s + (w.reach - 1) * j for s, w, j in zip(before.size, windows, before.jump, strict=True)
        )
        jump = tuple(w.stride * j for w, j in zip(windows, before.jump, strict=True))
        return Field(size, jump, before.known)
    seen = _seen_from_middle(step, ref)
    if seen is None:
        return before
    if len(seen.spans) == axes + 2 == len(step.shape) and all(s.size <= 1 for s in seen.spans[2:]):
        return before
    return Field(space, (0,) * len(space), before.known)


def _seen_from_middle(step: Step, ref: Ref) -> Box | None:
    """What the middle position reads of one input; None where that input feeds other channels."""
    middle = Box.whole(step.shape)
    for axis, length in list(enumerate(step.shape))[2:]:
        middle = middle.replace(axis, Span(length // 2, length // 2 + 1))
    return step.operation.reads(middle).get(ref)


def _widest(joined: list[Field]) -> Field:
    size = tuple(max(sizes) for sizes in zip(*(f.size for f in joined), strict=True))
    jump = tuple(max(jumps) for jumps in zip(*(f.jump for f in joined), strict=True))
    return Field(size, jump, all(f.known for f in joined))


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
