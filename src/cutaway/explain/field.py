"""Receptive and projective fields of one number, as bounding boxes, through the whole graph."""

from cutaway.arithmetic.box import Box, Index
from cutaway.explain.feeding import fed_by
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
