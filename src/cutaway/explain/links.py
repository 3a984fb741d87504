"""How boxes go from step to step through a whole run: of this, a page makes any number's field.

`field.py` gives the same boxes for one number, and is asked where they do not go axis by axis.
"""

from dataclasses import fields, is_dataclass, replace
from random import Random

from cutaway.arithmetic.box import Box, Span
from cutaway.explain.axes import EVER, NOTHING, Along, Link, Merged, Spans, follow
from cutaway.explain.feeding import fed_by
from cutaway.explain.motion_known import windows_over
from cutaway.explain.owners import Owners, Row, owners_of, row_of
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.ops.reshape import Reshape, groups
from cutaway.recording.recording import Recording

LONGEST = 4096
SAMPLES = 6


class Links:
    """Finds links; what was found out about an operation is kept for those that are like it."""

    def __init__(self) -> None:
        self._known: dict[object, Link] = {}

    def of(self, recording: Recording) -> tuple[Link, ...]:
        """Every link between two steps, in the order of the run."""
        return tuple(
            replace(self._like(step.operation, ref), step=step.name, source=ref.name)
            for step in recording.steps
            for ref in dict.fromkeys(step.operation.inputs)
            if ref.kind == "step"
        )

    def _like(self, operation: Operation, ref: Ref) -> Link:
        likeness = _likeness(operation, ref)
        if likeness not in self._known:
            self._known[likeness] = link(operation, ref)
        return self._known[likeness]


def link(operation: Operation, ref: Ref) -> Link:
    """How an operation reads one of its inputs; held against `reads` and `fed_by` at samples."""
    if isinstance(operation, Reshape):
        return _reshaped(operation)
    shape = operation.shape()
    whole = operation.reads(Box.whole(shape)).get(ref)
    if whole is None or max((*shape, *ref.shape), default=0) > LONGEST:
        return Link("", ref.name)
    rows = [_row(operation, ref, axis, whole) for axis in range(len(shape))]
    owners = owners_of(rows, whole)
    if owners is None:
        return Link("", ref.name)
    alive = [tuple(Span(i, i + (box is not None)) for i, box in enumerate(row)) for row in rows]
    reads = [
        Along(axis, own, _column(rows[own], axis))
        if own is not None
        else Along(axis, EVER, (span,))
        for axis, (own, span) in enumerate(zip(owners, whole.spans, strict=True))
    ]
    feeds = [
        _fed(operation, ref, axis, owners, reads) if axis in owners else _ever(axis, alive[axis])
        for axis in range(len(shape))
    ]
    for axis, living in enumerate(alive):
        if axis not in owners and not all(span.size for span in living):
            reads.append(Along(EVER, axis, living))
    for axis, (own, span) in enumerate(zip(owners, whole.spans, strict=True)):
        if own is None and span.size < ref.shape[axis]:
            feeds.append(Along(EVER, axis, _inside(span, ref.shape[axis])))
    told = Link("", ref.name, True, tuple(reads), tuple(feeds))
    return told if _holds(told, operation, ref) else Link("", ref.name)


def _row(operation: Operation, ref: Ref, axis: int, everything: Box) -> Row:
    """What is read at each place along one axis of the output, the others whole."""
    whole, windows = Box.whole(operation.shape()), windows_over(operation, ref)
    length, first = whole.spans[axis].size, len(whole.spans) - len(windows)
    if axis >= first:  # by its geometry: asking the whole operation takes ten times as long
        window, across = windows[axis - first], ref.shape[axis]
        spans = (window.reads(Span(at, at + 1), across) for at in range(length))
        return [everything.replace(axis, span) if span.size else None for span in spans]

    def seen(at: int) -> Box | None:
        return operation.reads(whole.replace(axis, Span(at, at + 1))).get(ref)

    return row_of(length, seen, everything)


def _column(row: Row, axis: int) -> Spans:
    return tuple(NOTHING if box is None else box.spans[axis] for box in row)


def _fed(operation: Operation, ref: Ref, axis: int, owners: Owners, reads: list[Along]) -> Along:
    """What is fed along an axis of the output, by the position along the axis that it decides."""
    by = owners.index(axis)
    windows = windows_over(operation, ref)
    first = len(ref.shape) - len(windows)
    if by >= first:  # a window knows which positions its dilation and stride leave out
        length = ref.shape[by]
        met = (windows[by - first].feeds(Span(i, i + 1), length) for i in range(length))
        return Along(axis, by, tuple(met))
    fed = [NOTHING] * ref.shape[by]
    for output, span in enumerate(reads[by].spans):
        for position in range(span.start, span.stop):
            fed[position] = fed[position].union(Span(output, output + 1))
    return Along(axis, by, tuple(fed))


def _inside(span: Span, length: int) -> Spans:
    """Something at the positions of a span, nothing at the others."""
    return tuple(Span(i, i + (span.start <= i < span.stop)) for i in range(length))


def _ever(axis: int, living: Spans) -> Along:
    hull = NOTHING
    for span in living:
        hull = hull.union(span)
    return Along(axis, EVER, (hull,))


def _reshaped(operation: Reshape) -> Link:
    before, after = operation.input.shape, operation.sizes
    reads, feeds, merged = [], [], []
    for source, step in groups(before, after):
        if [before[axis] for axis in source] == [after[axis] for axis in step]:
            for one, other in zip(source, step, strict=True):
                same = tuple(Span(i, i + 1) for i in range(before[one]))
                reads.append(Along(one, other, same))
                feeds.append(Along(other, one, same))
        elif len(source) > 1 and len(step) > 1:
            return Link("", operation.input.name)
        else:
            merged.append(Merged(tuple(source), tuple(step)))
    return Link("", operation.input.name, True, tuple(reads), tuple(feeds), tuple(merged))


def _holds(told: Link, operation: Operation, ref: Ref) -> bool:
    """Whether some boxes of the output and of the input give what the operation says."""
    rng, shape = Random(0), operation.shape()
    outputs = [_some(rng, shape) for _ in range(SAMPLES)]
    read = all(
        follow(told.reads, out, len(ref.shape)) == operation.reads(out).get(ref) for out in outputs
    )
    into = _some(rng, ref.shape)
    fed = fed_by(operation, ref, into)
    return read and follow(told.feeds, into, len(shape)) == (fed if fed.size else None)


def _some(rng: Random, shape: tuple[int, ...]) -> Box:
    """A box, small or large."""
    starts = [rng.randrange(n) for n in shape]
    sizes = [rng.choice((1, 1, 2, n)) for n in shape]
    return Box(tuple(Span(a, min(n, a + k)) for a, k, n in zip(starts, sizes, shape, strict=True)))


def _likeness(operation: Operation, ref: Ref) -> object:
    """Equal for operations that read alike: their fields, with shapes in place of names."""
    if not is_dataclass(operation):
        return operation
    told = [
        (entry.name, value.shape if isinstance(value, Ref) else repr(value))
        for entry in fields(operation)
        if not _holds_refs(value := getattr(operation, entry.name))
    ]
    refs = operation.inputs
    return type(operation), tuple(told), tuple(held.shape for held in refs), refs.index(ref)


def _holds_refs(value: object) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Ref) for item in value)
