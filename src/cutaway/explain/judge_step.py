"""Whether a step gives the same in two networks; where it does not, whose fault that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal

import torch

from cutaway.arithmetic.box import Index
from cutaway.errors import CutawayError
from cutaway.explain.align import Pair
from cutaway.explain.apart import Apart, apart, distances, farthest
from cutaway.explain.settings import Setting, settings
from cutaway.explain.value import SLACK, explain, precision
from cutaway.explain.weights import WeightDifference, reversed_channels, weights
from cutaway.ops.source import Source
from cutaway.recording.recording import Recording, Step

Status = Literal["equal", "close", "rounding", "carried", "differs", "only a", "only b"]
Cause = Literal["shape", "channels", "weights", "settings", "sources", "input", "values"]
PLACES = 4
CHOSEN = frozenset(("size", "stride", "padding", "dilation", "statistics", "operation"))


@dataclass(frozen=True, slots=True)
class StepDifference:
    """One step of both networks, or of one of them.

    a, b        its name in each network, "" where it has no such step
    status      equal     number for number
                close     within the tolerance of the step's own arithmetic
                rounding  beyond it, though the step is the same and what it reads is close:
                          rounding of earlier steps, made larger
                carried   the step is the same; what it reads differs
                differs   the step itself gives something else
                only a, only b: a step without a partner
    causes      of a step that differs: shape      the outputs have different shapes
                                        channels   of the input, in reverse order (RGB, BGR)
                                        weights    see `weights`
                                        settings   see `settings`
                                        sources    it reads other steps
                                        input      another picture, or one prepared otherwise
                                        values     none of these, such as chance
    settings    what the two calls do differently
    maps        how far the outputs are apart; None where there are no two of one shape
    tolerance   what the arithmetic of the number at `maps.at` may leave, as
                `cutaway.explain.value` defines it
    weights     the tensors that the step reads besides steps
    """

    a: str
    b: str
    status: Status
    causes: tuple[Cause, ...] = ()
    settings: tuple[Setting, ...] = ()
    maps: Apart | None = None
    tolerance: float = 0.0
    weights: tuple[WeightDifference, ...] = ()


APART: frozenset[Status] = frozenset(("differs", "carried"))


def judge(
    a: Recording, b: Recording, pair: Pair, before: Mapping[str, StepDifference]
) -> StepDifference:
    """A pair of steps judged.

    before   what was found of earlier steps, by their names in `a`
    """
    if pair.a is None or pair.b is None:
        return _alone(pair)
    one, other = pair.a, pair.b
    read, told = weights(a, b, one, other), settings(one.operation, other.operation)
    maps, tolerance, within = _outputs(a, b, one, other)
    if maps is not None and maps.largest == 0:
        return StepDifference(one.name, other.name, "equal", (), told, maps, 0.0, read)
    causes = () if pair.folded else _causes(a, b, pair, read, told, before)
    sources = _sources(pair)
    status: Status = "differs"
    if within:
        status = "close"
    elif not causes and sources:
        carried = any(before[name].status in APART for name in sources)
        status = "carried" if carried else "rounding"
    blamed = (causes or ("values",)) if status == "differs" else ()
    return StepDifference(one.name, other.name, status, blamed, told, maps, tolerance, read)


def _sources(pair: Pair) -> tuple[str, ...]:
    """The steps of A that a pair's numbers come from: those of the layer before a folded norm."""
    assert pair.a is not None, "both are there"
    past = pair.folded is not None and pair.folded.name in pair.a.sources
    return pair.folded.sources if past and pair.folded else pair.a.sources


def _alone(pair: Pair) -> StepDifference:
    if pair.a is not None:
        return StepDifference(pair.a.name, "", "only a")
    assert pair.b is not None, "a pair has at least one step"
    return StepDifference("", pair.b.name, "only b")


def _outputs(
    a: Recording, b: Recording, one: Step, other: Step
) -> tuple[Apart | None, float, bool]:
    """How far the outputs are apart, what is allowed there, and whether that is kept.

    Where the outputs are farthest apart is where the arithmetic is opened, up to 4 places.
    """
    first, second = a.values[one.name], b.values[other.name]
    if first.shape != second.shape or not first.numel():
        return None, 0.0, first.shape == second.shape
    if torch.equal(first, second):
        return apart(first, second), 0.0, True
    gaps = distances(first, second)
    within, at_most = True, 0.0
    for rank, at in enumerate(farthest(gaps, PLACES)):
        allowed = max(_finite(_allowed(a, one, at)), _finite(_allowed(b, other, at)))
        within = within and float(gaps[at]) <= allowed
        at_most = at_most if rank else allowed
    return apart(first, second, gaps), at_most, within


def _finite(tolerance: float) -> float:
    """What is not finite allows nothing: its own like is equal to it already."""
    return tolerance if isfinite(tolerance) else 0.0


def _allowed(recording: Recording, step: Step, at: Index) -> float:
    try:
        return explain(recording, step.name, at).tolerance
    except CutawayError:  # what we cannot explain may be off by as much as a copy of it
        value = abs(float(recording.values[step.name][at].abs()))
        return 2 * SLACK * precision(recording, step) * value


def _causes(
    a: Recording,
    b: Recording,
    pair: Pair,
    read: tuple[WeightDifference, ...],
    told: tuple[Setting, ...],
    before: Mapping[str, StepDifference],
) -> tuple[Cause, ...]:
    """Why a step of one network would not do to the same input what the other's does."""
    assert pair.a is not None and pair.b is not None, "both are there"
    one, other = pair.a, pair.b
    if isinstance(one.operation, Source):
        return _of_inputs(a, b, one, other)
    found: list[Cause] = []
    if any(not weight.same for weight in read):
        found.append("weights")
    sized_alike = all(before[name].maps is not None for name in one.sources)
    if any(sized_alike or setting.name in CHOSEN for setting in told):
        found.append("settings")
    if [before[name].b if name in before else "" for name in one.sources] != [*other.sources]:
        found.append("sources")
    if one.shape != other.shape and not found and sized_alike:
        found.append("shape")
    return tuple(found)


def _of_inputs(a: Recording, b: Recording, one: Step, other: Step) -> tuple[Cause, ...]:
    first, second = a.values[one.name], b.values[other.name]
    if first.shape != second.shape:
        return ("shape",)
    return ("channels",) if reversed_channels(first, second) else ("input",)
