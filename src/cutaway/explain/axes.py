"""How a box of one step follows from a box of another, axis by axis."""

from collections.abc import Sequence
from dataclasses import dataclass

from cutaway.arithmetic.box import Box, Span

NOTHING = Span(0, 0)
EVER = -1

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Along:
    """What is met along one axis of a tensor, by the position along an axis of another.

    to      the axis that is met; EVER: none, the spans only say whether anything is met at all
    by      the axis of the other tensor; EVER: whatever its position, `spans` holds one span
    spans   by position; a box meets the hull of its positions' spans, nothing where all are empty
    """

    to: int
    by: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Merged:
    """Axes of the source and of the step that hold the same numbers in the same order."""

    source: tuple[int, ...]
    step: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One step and one other that it reads.

    known    False where boxes do not follow axis by axis: then ask `field.py`
    reads    what a box of the step reads of the source
    feeds    what a box of the source feeds in the step
    merged   axes that neither of them names: row-major order takes them from one to the other
    """

    step: str
    source: str
    known: bool = False
    reads: tuple[Along, ...] = ()
    feeds: tuple[Along, ...] = ()
    merged: tuple[Merged, ...] = ()


def follow(lines: Sequence[Along], box: Box, axes: int) -> Box | None:
    """The box that a box meets, of so many axes; None where it meets nothing."""
    spans = [NOTHING] * axes
    for line in lines:
        met = NOTHING
        here = Span(0, 1) if line.by == EVER else box.spans[line.by]
        for span in line.spans[here.start : here.stop]:
            met = met.union(span)
        if not met.size:
            return None
        if line.to != EVER:
            spans[line.to] = met
    return Box(tuple(spans))
