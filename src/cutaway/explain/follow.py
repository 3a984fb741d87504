"""What becomes of a number: the steps that read it."""

from dataclasses import dataclass
from math import nan, prod
from typing import Literal

from cutaway.arithmetic.box import Box, Index
from cutaway.arithmetic.window import Window
from cutaway.explain.feeding import fed_by
from cutaway.ops.ref import Ref
from cutaway.recording.recording import Recording, Step, check_index


@dataclass(frozen=True, slots=True)
class Follow:
    """One following step.

    fed     how many of its numbers read this one
    index   the one number where fed is 1, else the first of them, () where there is none
    value   that number's value where fed is 1, else NaN
    wins    whether the number is the largest of its window, for a max: "yes" or "no"
    """

    step: str
    call: str
    fed: int
    index: Index
    value: float
    wins: Literal["yes", "no", ""]


def follows(recording: Recording, step: str, index: Index) -> tuple[Follow, ...]:
    """The steps that read one number, and what they make of it."""
    found = recording.step(step)
    check_index(found, tuple(index))
    return tuple(_follow(recording, reader, found, index) for reader in recording.readers(step))


def _follow(recording: Recording, reader: Step, step: Step, index: Index) -> Follow:
    ref = next(r for r in reader.operation.inputs if r.kind == "step" and r.name == step.name)
    box = fed_by(reader.operation, ref, Box.at(tuple(index)))
    fed = _exactly(reader, ref, index, box)
    start = tuple(span.start for span in box.spans) if fed else ()
    if fed != 1:
        return Follow(reader.name, reader.call, fed, start, nan, "")
    value = float(recording.values[reader.name][start])
    wins: Literal["yes", "no", ""] = ""
    if "max_pool" in reader.call:
        wins = "yes" if value == float(recording.values[step.name][tuple(index)]) else "no"
    return Follow(reader.name, reader.call, fed, start, value, wins)


def _exactly(reader: Step, ref: Ref, index: Index, box: Box) -> int:
    """How many outputs read the number: gaps of a dilated or strided window left out."""
    windows: tuple[Window, ...] = getattr(reader.operation, "windows", ())
    place = index[len(index) - len(windows) :]
    if not windows or len(ref.shape) != len(reader.shape):
        return box.size
    along = (
        sum(position in window.taps(i) for i in range(span.start, span.stop))
        for window, position, span in zip(
            windows, place, box.spans[len(index) - len(windows) :], strict=True
        )
    )
    return prod(box.shape[: len(index) - len(windows)]) * prod(along)
