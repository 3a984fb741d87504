"""Exactly which numbers one number depends on, and which it feeds, through the whole graph."""

import torch

from cutaway.arithmetic.block import Block, Taps
from cutaway.arithmetic.box import Index, Shape
from cutaway.explain.places import Places, everything, inside, masked, nothing, only, union
from cutaway.explain.probe import Probe, changes_with_numbers, constant, relation_of
from cutaway.explain.reading import reader
from cutaway.explain.relation import Relation
from cutaway.ops.opaque import Opaque
from cutaway.ops.ref import Read, Ref
from cutaway.ops.reshape import Reshape
from cutaway.recording.recording import Recording, Step, check_index

MOST = 20_000


class ExactFields:
    """The exact fields of a recording's numbers; what was found out about a step is kept.

    A recording of shapes is enough, except where a call reads where its numbers tell it to.
    A set that Cutaway cannot take apart is a bound, with `exact` False.
    """

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._read = _reader(recording)
        self._relations: dict[tuple[str, Ref], Relation | None] = {}

    def receptive(self, step: str, index: Index) -> dict[str, Places]:
        """By step, every position that one number depends on; its own step included."""
        found = self._start(step, index)
        for earlier in reversed(self.recording.steps[: self.recording.position(step) + 1]):
            if earlier.name in found:
                for ref in _steps_read(earlier):
                    _add(found, ref.name, self._read_by(earlier, ref, found[earlier.name]))
        return found

    def projective(self, step: str, index: Index) -> dict[str, Places]:
        """By step, every position that one number feeds; its own step included."""
        found = self._start(step, index)
        for later in self.recording.steps[self.recording.position(step) + 1 :]:
            for ref in _steps_read(later):
                if ref.name in found:
                    _add(found, later.name, self._fed_by(later, ref, found[ref.name]))
        return found

    def _start(self, step: str, index: Index) -> dict[str, Places]:
        found = self.recording.step(step)
        check_index(found, tuple(index))
        return {step: only(tuple(index), found.shape)}

    def _read_by(self, step: Step, ref: Ref, outputs: Places) -> Places:
        """The positions of one input that some outputs of a step read."""
        if isinstance(step.operation, Opaque):
            return everything(ref.shape).roughly()
        if isinstance(step.operation, Reshape):
            return _reshaped(outputs, ref.shape)
        probe, relation = self._relation(step, ref)
        if relation is not None:
            return relation.read_by(outputs)
        if outputs.count > MOST or self._depends_on_numbers(probe):
            box = probe.box(outputs.box)
            return inside(box, ref.shape).roughly() if box else nothing(ref.shape)
        mask = torch.zeros(ref.shape, dtype=torch.bool)
        for place in outputs.dense().nonzero().tolist():
            mask |= probe.exactly(tuple(place)).dense()
        return _as_exact_as(outputs, masked(mask))

    def _fed_by(self, step: Step, ref: Ref, inputs: Places) -> Places:
        """The outputs of a step that read some positions of one input."""
        outputs = everything(step.shape)
        if isinstance(step.operation, Opaque):
            return outputs.roughly()
        if isinstance(step.operation, Reshape):
            return _reshaped(inputs, step.shape)
        probe, relation = self._relation(step, ref)
        if relation is not None:
            return relation.fed_by(inputs)
        if outputs.count > MOST or self._depends_on_numbers(probe):
            return outputs.roughly()
        mask, wanted = torch.zeros(step.shape, dtype=torch.bool), inputs.dense()
        for place in outputs.dense().nonzero().tolist():
            mask[tuple(place)] = bool((probe.exactly(tuple(place)).dense() & wanted).any())
        return _as_exact_as(inputs, masked(mask))

    def _depends_on_numbers(self, probe: Probe) -> bool:
        """Whether numbers that were not recorded decide what is read."""
        refs = probe.operation.inputs
        return not all(_kept(self.recording, ref) for ref in refs) and changes_with_numbers(probe)

    def _relation(self, step: Step, ref: Ref) -> tuple[Probe, Relation | None]:
        probe, key = Probe(step.operation, ref, self._read), (step.name, ref)
        if key not in self._relations:
            self._relations[key] = relation_of(probe)
        return probe, self._relations[key]


def _add(found: dict[str, Places], name: str, places: Places) -> None:
    if places.count:
        found[name] = union(found[name], places) if name in found else places


def _steps_read(step: Step) -> list[Ref]:
    return [ref for ref in dict.fromkeys(step.operation.inputs) if ref.kind == "step"]


def _reshaped(places: Places, shape: Shape) -> Places:
    return _as_exact_as(places, masked(places.dense().reshape(shape)))


def _as_exact_as(known: Places, found: Places) -> Places:
    return found if known.exact else found.roughly()


def _reader(recording: Recording) -> Read:
    """Reads what was recorded, and zeros where only a shape is known."""
    kept = reader(recording)

    def read(ref: Ref, taps: Taps, fill: float = 0.0) -> Block:
        return kept(ref, taps, fill) if _kept(recording, ref) else constant(ref, taps, 0.0)

    return read


def _kept(recording: Recording, ref: Ref) -> bool:
    value = recording.values.get(ref.name)
    return value is not None and not value.is_meta
