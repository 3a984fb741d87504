"""Which values a setting may take, given the others, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import gcd

from cutaway.playground.asked import Asked, Axis
from cutaway.playground.limits import (
    dilation_limits,
    extra_limits,
    length_limits,
    padding_limits,
    size_limits,
    stride_limits,
)
from cutaway.playground.reason import Reason
from cutaway.playground.span import Limits

MOST_CHOICES = 64


@dataclass(frozen=True, slots=True)
class Bound:
    """The values of one setting that are valid given all others.

    name      input, size, stride, padding (both sides), before, after, dilation, extra, groups,
              outputs
    axis      0 first; −1 where the setting has no axes
    given     what was asked for
    low, high the valid range; high None where there is no end
    useful    where a slider had better end
    choices   the only valid values, where not all between low and high are; else ()
    why_low, why_high   the reasons
    note      what is worth knowing within the range, such as what the next value would do
    valid     whether `given` is
    nearest   the valid value nearest to it
    """

    name: str
    axis: int
    given: int
    low: int
    high: int | None
    useful: int
    choices: tuple[int, ...]
    why_low: Reason
    why_high: Reason | None
    note: Reason | None
    valid: bool
    nearest: int


def bounds(asked: Asked) -> tuple[Bound, ...]:
    """The bounds of every setting the kind has.

    >>> from cutaway.playground.asked import Asked
    >>> lecture = Asked("conv1d", 1, (4,), 1, (3,), (1,), (1,), (1,), (1,), 1, "zeros", False, (0,))
    >>> {b.name: (b.low, b.high, b.useful) for b in bounds(lecture)}["size"]
    (1, 6, 6)
    """
    return tuple(_all(asked))


def _all(asked: Asked) -> Iterator[Bound]:
    for number in range(len(asked.space)):
        axis = asked.axis(number)
        yield _bound("input", number, asked.space[number], length_limits(axis))
        if asked.kind == "relu":
            continue
        yield _bound("size", number, asked.sizes[number], size_limits(axis))
        yield _bound("stride", number, asked.strides[number], stride_limits(axis))
        yield from _padding(asked, axis)
        yield _bound("dilation", number, asked.dilations[number], dilation_limits(axis))
        if asked.transposed:
            yield _bound("extra", number, asked.extra[number], extra_limits(axis))
    if asked.convolves:
        yield _groups(asked)
        yield _outputs(asked)


def _padding(asked: Asked, axis: Axis) -> Iterator[Bound]:
    before, after = asked.before[axis.axis], asked.after[axis.axis]
    both = padding_limits(axis, before=True, after=True)
    alike = _bound("padding", axis.axis, max(before, after), both)
    yield alike if before == after else replace(alike, valid=True)  # not what is asked for
    if not asked.transposed:
        yield _bound("before", axis.axis, before, padding_limits(axis, before=True, after=False))
        yield _bound("after", axis.axis, after, padding_limits(axis, before=False, after=True))


def _bound(name: str, axis: int, given: int, limits: Limits) -> Bound:
    low, high = limits.low, limits.high
    if high is not None and high < low:
        high = low  # nothing is valid given the others; the reasons say why
        valid = False
    else:
        valid = low <= given and (high is None or given <= high)
    nearest = max(low, given if high is None else min(high, given))
    useful = max(low, limits.useful if high is None else min(high, limits.useful))
    return Bound(
        name,
        axis,
        given,
        low,
        high,
        useful,
        (),
        limits.why_low,
        limits.why_high,
        limits.note,
        valid,
        nearest,
    )


def _groups(asked: Asked) -> Bound:
    common = gcd(asked.channels, max(1, asked.outputs))
    choices = tuple(n for n in range(1, min(common, 4096) + 1) if common % n == 0)[:MOST_CHOICES]
    facts = {"channels": asked.channels, "outputs": asked.outputs}
    why = Reason(
        "groups-divide",
        f"groups divide both the {asked.channels} input and the {asked.outputs} output channels",
        facts,
    )
    depthwise = Reason(
        "groups-depthwise", "each channel has kernels of its own: depthwise convolution", facts
    )
    one = Reason("groups-one", "there is one channel", facts)
    note = one if common == 1 == asked.channels else None
    note = depthwise if asked.groups == asked.channels > 1 else note
    nearest = min(choices, key=lambda n: (abs(n - asked.groups), n))
    valid = asked.groups in choices
    last = choices[-1]
    return Bound("groups", -1, asked.groups, 1, last, last, choices, why, why, note, valid, nearest)


def _outputs(asked: Asked) -> Bound:
    groups = max(1, asked.groups)
    why = Reason(
        "outputs-groups",
        f"output channels are a multiple of the {groups} groups, at least {groups}"
        if groups > 1
        else "there is at least one output channel, and one kernel for each",
        {"groups": groups},
    )
    useful = max(8, groups * 4)
    choices = tuple(range(groups, useful + 1, groups)) if groups > 1 else ()
    nearest = max(groups, -(-asked.outputs // groups) * groups)
    valid = asked.outputs == nearest
    return Bound(
        "outputs", -1, asked.outputs, groups, None, useful, choices, why, None, None, valid, nearest
    )
