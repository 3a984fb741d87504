"""The receptive field of every step as a formula: size, cumulative stride and start."""

from math import floor
from typing import NamedTuple

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.fact import fact
from cutaway.explain.motion import motions, still
from cutaway.explain.rates import Motion, Number, Rates
from cutaway.ops.opaque import Opaque
from cutaway.ops.ref import Ref
from cutaway.recording.recording import Recording, Step


@fact(slots=True)
class Field:
    """How far a step sees on the network's input, per spatial axis, as if it had no edge.

    The output at i can depend on the positions from start + jump · i on, `size` of them; where
    paths join, on those of the widest, from the first to the last.

    size    input positions from the first to the last that one output can depend on
    jump    input positions from one output to the next (the cumulative stride); 0 where the
            step no longer moves over the input, or moves unevenly
    start   the first input position of output 0's window: negative where it begins in padding,
            a fraction after an enlargement, whose outputs start between input positions
    known   False where something on the way may read everything

    A step of which each number reads the whole axis (a global pool) has size = its length.
    """

    size: tuple[int, ...]
    jump: tuple[float, ...]
    start: tuple[float, ...]
    known: bool = True


class Sight(NamedTuple):
    """What a step's number sees of one axis of the network's input: a `Motion` over it."""

    first: Number
    last: Number
    rates: Rates
    whole: bool


Sights = tuple[Sight, ...]


def fields(recording: Recording) -> dict[str, Field]:
    """The field of every step, by name."""
    space = recording.steps[0].shape[2:]
    sights: dict[str, Sights | None] = {}
    unknown: set[str] = set()
    found: dict[str, Field] = {}
    for step in recording.steps:
        seen = sights[step.name] = _sights(step, sights, space)
        sources = step.sources
        if isinstance(step.operation, Opaque) or not unknown.isdisjoint(sources):
            unknown.add(step.name)
        elif sources and seen is sights[sources[0]]:
            found[step.name] = found[sources[0]]  # it sees what its source sees
            continue
        found[step.name] = _field(seen, space, step.name not in unknown)
    return found


def _sights(step: Step, before: dict[str, Sights | None], space: Shape) -> Sights | None:
    """What a step sees along every axis of the input; None where it reads nothing of it."""
    if step.call == "input":
        axes = len(step.shape) - 2
        return tuple(
            Sight(0, 0, ((k + 2, 1),) if k < axes else (), False) for k in range(len(space))
        )
    if isinstance(step.operation, Opaque):
        return tuple(Sight(0, n - 1, (), True) for n in space)
    joined: Sights | None = None
    read = [ref for ref in step.operation.inputs if ref.kind == "step"]
    for ref in read if len(read) == 1 else dict.fromkeys(read):
        known = before.get(ref.name)
        if known is not None:
            seen = _through(step, ref, known)
            joined = seen if joined is None or joined == seen else _joined(joined, seen)
    return joined


def _through(step: Step, ref: Ref, sights: Sights) -> Sights:
    """What a step sees by way of one of the steps that it reads."""
    axes = tuple(dict.fromkeys([axis for sight in sights for axis, _ in sight.rates]))
    if not axes or still(step.operation, ref, step.shape, axes):
        return sights
    found = dict(zip(axes, motions(step.operation, ref, step.shape, axes), strict=True))
    return tuple([_composed(sight, found) for sight in sights])


def _composed(sight: Sight, found: dict[int, Motion]) -> Sight:
    """What is seen by a motion over what sees by motions of its own."""
    first, last, whole = sight.first, sight.last, sight.whole
    rates: dict[int, Number | None] = {}
    for axis, rate in sight.rates:
        motion = found[axis]
        if motion.whole or (rate is None and motion.first != motion.last):
            whole = True
        elif rate is not None:
            first, last = first + rate * motion.first, last + rate * motion.last
        for own, step in motion.rates:
            rates[own] = _together(rates.get(own, 0), rate, step)
    return Sight(first, last, tuple(rates.items()), whole)


def _together(before: Number | None, rate: Number | None, step: Number | None) -> Number | None:
    """before + rate × step; None where any of them is uneven."""
    if before is None or rate is None or step is None:
        return None
    return before + rate * step


def _joined(one: Sights, other: Sights) -> Sights:
    return tuple(_widest(a, b) for a, b in zip(one, other, strict=True))


def _widest(a: Sight, b: Sight) -> Sight:
    """From the first position that either sees to the last."""
    uneven = bool(a.rates and b.rates and a.rates != b.rates)
    rates = a.rates or b.rates
    return Sight(min(a.first, b.first), max(a.last, b.last), rates, a.whole or b.whole or uneven)


def _field(sights: Sights | None, space: Shape, known: bool) -> Field:
    if sights is None:
        nothing = (0,) * len(space)
        return Field(nothing, nothing, nothing, known)
    sizes = [
        n if sight.whole else floor(sight.last - sight.first) + 1
        for n, sight in zip(space, sights, strict=True)
    ]
    jumps = [_number(_jump(sight)) for sight in sights]
    starts = [0 if sight.whole else _number(sight.first) for sight in sights]
    return Field(tuple(sizes), tuple(jumps), tuple(starts), known)


def _jump(sight: Sight) -> Number:
    return min([rate for _, rate in sight.rates if rate is not None], default=0)


def _number(value: Number) -> float:
    return value if isinstance(value, int) else float(value)
