"""The nearest layer that works: settings made to fit each other."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import gcd

from cutaway.playground.asked import Asked
from cutaway.playground.bounds import Bound
from cutaway.playground.limits import dilation_limits, extra_limits, padding_limits, size_limits
from cutaway.playground.reason import Reason
from cutaway.playground.span import Limits

ROUNDS = 64


@dataclass(frozen=True, slots=True)
class Change:
    """A number that was not taken as asked for; axis −1 where all axes were changed alike."""

    name: str
    axis: int
    asked: int
    used: int
    why: Reason


def fitted(asked: Asked) -> Asked:
    """What was asked with as little changed as makes it valid.

    Where a window does not fit, its dilation gives way, then its size; never the input.
    """
    found = _channels(asked)
    axes = range(len(asked.space))
    for axis in axes:
        found = _alone(found, axis)
    for _ in range(ROUNDS):  # a smaller window may ask for a pool's smaller padding, and so on
        before = found
        for axis in axes:
            found = _together(found, axis)
        if found == before:
            break
    return found


def changes(asked: Asked, found: Asked, bounds: tuple[Bound, ...]) -> list[Change]:
    """What `fitted` changed, and why by the bounds; alike changes are told once."""
    every = list(_changes(asked, found, bounds))
    told: list[Change] = []
    for change in every:
        twin = replace(change, name="before")
        if change.name == "after" and twin in every and not asked.transposed:
            continue
        pair = asked.transposed or replace(change, name="after") in every
        both = change.name == "before" and pair
        told.append(replace(change, name="padding") if both else change)
    return _joined(told, len(asked.space))


def _joined(told: list[Change], axes: int) -> list[Change]:
    found: list[Change] = []
    for change in told:
        alike = [replace(change, axis=axis) in told for axis in range(axes)]
        if change.axis < 0 or axes == 1 or not all(alike):
            found.append(change)
        elif change.axis == 0:
            found.append(replace(change, axis=-1))
    return found


def _changes(asked: Asked, found: Asked, bounds: tuple[Bound, ...]) -> Iterator[Change]:
    before, now = _numbers(asked), _numbers(found)
    for (name, axis), old in before.items():
        new = now[name, axis]
        if old != new and not (name == "after" and asked.transposed):
            yield Change(name, axis, old, new, _why(name, axis, old, new, bounds))


def _numbers(asked: Asked) -> dict[tuple[str, int], int]:
    """Every number by its name and axis."""
    found = {("groups", -1): asked.groups, ("outputs", -1): asked.outputs}
    for axis in range(len(asked.space)):
        found["size", axis] = asked.sizes[axis]
        found["stride", axis] = asked.strides[axis]
        found["before", axis] = asked.before[axis]
        found["after", axis] = asked.after[axis]
        found["dilation", axis] = asked.dilations[axis]
        found["extra", axis] = asked.extra[axis]
    return found


def _why(name: str, axis: int, old: int, new: int, bounds: tuple[Bound, ...]) -> Reason:
    names = (name, "padding") if name in ("before", "after") else (name,)
    for bound in bounds:
        if bound.name in names and bound.axis == axis and not bound.valid:
            high = bound.why_high
            return bound.why_low if old < new or high is None else high
    facts: dict[str, str | int | float] = {"name": name, "used": new}
    return Reason("followed", f"{name} became {new} to fit the other settings", facts)


def _channels(asked: Asked) -> Asked:
    if not asked.convolves:
        return replace(asked, groups=1, outputs=asked.channels)
    outputs, groups = max(1, asked.outputs), asked.groups
    if groups < 1 or asked.channels % groups:
        common = gcd(asked.channels, outputs)
        choices = [n for n in range(1, min(common, 4096) + 1) if common % n == 0]
        groups = min(choices, key=lambda n: (abs(n - asked.groups), n))
    return replace(asked, groups=groups, outputs=-(-outputs // groups) * groups)


def _alone(asked: Asked, axis: int) -> Asked:
    """Each number of an axis possible on its own."""
    possible = asked.axis(axis)
    return replace(
        asked,
        sizes=_set(asked.sizes, axis, possible.size),
        strides=_set(asked.strides, axis, possible.stride),
        dilations=_set(asked.dilations, axis, possible.dilation),
        before=_set(asked.before, axis, possible.before),
        after=_set(asked.after, axis, possible.before if asked.transposed else possible.after),
        extra=_set(asked.extra, axis, possible.extra),
    )


def _together(asked: Asked, axis: int) -> Asked:
    """One round of clamping an axis's numbers by the others."""
    if asked.transposed:
        most = extra_limits(asked.axis(axis)).high
        extra = min(asked.extra[axis], asked.extra[axis] if most is None else most)
        return _pads(replace(asked, extra=_set(asked.extra, axis, extra)), axis)
    found = _pads(asked, axis)
    dilation = _clamped(found.dilations[axis], dilation_limits(found.axis(axis)))
    found = replace(found, dilations=_set(found.dilations, axis, dilation))
    size = _clamped(found.sizes[axis], size_limits(found.axis(axis)))
    return replace(found, sizes=_set(found.sizes, axis, size))


def _pads(asked: Asked, axis: int) -> Asked:
    before, after = asked.before[axis], asked.after[axis]
    alike = before == after
    highs = (
        padding_limits(asked.axis(axis), before=True, after=alike).high,
        padding_limits(asked.axis(axis), before=alike, after=True).high,
    )
    first, last = (
        value if high is None else max(0, min(value, high))
        for value, high in zip((before, after), highs, strict=True)
    )
    return replace(
        asked, before=_set(asked.before, axis, first), after=_set(asked.after, axis, last)
    )


def _clamped(value: int, limits: Limits) -> int:
    """Within the limits; where none is, as small as can be: a later round makes room."""
    if limits.high is None:
        return max(limits.low, value)
    if limits.high < limits.low:
        return max(1, limits.high)
    return max(limits.low, min(value, limits.high))


def _set(values: tuple[int, ...], axis: int, value: int) -> tuple[int, ...]:
    return (*values[:axis], value, *values[axis + 1 :])
