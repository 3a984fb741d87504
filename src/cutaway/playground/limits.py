"""From where to where each setting of one axis may go, given the others."""

from cutaway.arithmetic.counted import counted
from cutaway.playground.asked import Axis
from cutaway.playground.reason import Reason
from cutaway.playground.span import Limits

SHOWN = 16


def length_limits(axis: Axis) -> Limits:
    """Input positions: the window has to fit, and mirrors need something to mirror."""
    asked, pad = axis.asked, max(axis.before, axis.after)
    if asked.transposed:
        least = -(-(1 + axis.before + axis.after - axis.reach - axis.extra) // axis.stride) + 1
        return _lengths(least, _cropped(axis))
    least = axis.reach - axis.before - axis.after - axis.slack
    why = Reason(
        "length-window",
        f"at least {max(1, least)}: the window reaches {axis.reach}, the padding adds "
        f"{axis.before} + {axis.after}",
        {"low": max(1, least), "reach": axis.reach, "before": axis.before, "after": axis.after},
    )
    needed = {"reflect": pad + 1, "circular": pad}.get(asked.mode, 0)
    if needed > least:
        least, why = needed, _mode_needs(axis, needed)
    return _lengths(least, why)


def size_limits(axis: Axis) -> Limits:
    """The window: it fits in the padded input, and a pool's is at least twice its padding."""
    asked = axis.asked
    if asked.transposed:
        over = axis.before + axis.after - (axis.length - 1) * axis.stride - axis.extra
        low = max(1, -(-over // axis.dilation) + 1)
        return Limits(low, None, max(7, low), _cropped(axis) if low > 1 else _one("size"))
    room = axis.padded - 1 + axis.slack
    high = room // axis.dilation + 1
    facts = {
        "high": high,
        "length": axis.length,
        "before": axis.before,
        "after": axis.after,
        "dilation": axis.dilation,
    }
    sum_ = f"{axis.length} + {axis.before} + {axis.after}"
    told = f"at most {high}: {sum_} positions"
    if axis.dilation > 1:
        told += f", and weights stand {axis.dilation} apart"
    why_high = Reason("size-high", told, facts)
    low = 1
    why_low = _one("size")
    pad = max(axis.before, axis.after)
    if asked.halves(axis.axis) and axis.before == axis.after and pad:
        low = 2 * pad
        why_low = Reason(
            "size-pool",
            f"at least {low}: a pool's window is at least twice its padding of {pad}",
            {"low": low, "padding": pad},
        )
    return Limits(low, high, high, why_low, why_high)


def stride_limits(axis: Axis) -> Limits:
    """Steps: at least 1; beyond the room there is but one output."""
    low = Reason(
        "stride-low",
        "a stride of 0 would never move, a negative one would go back: at least 1",
        {"low": 1},
    )
    if axis.asked.transposed:
        return _painting(axis, low, axis.dilation, axis.length - 1, axis.reach)
    room = max(0, axis.padded - axis.reach)
    note = Reason(
        "stride-one-output",
        f"from {room + 1} on there is one output along this axis",
        {"from": room + 1},
    )
    least = max(1, axis.reach - axis.padded + 1) if axis.asked.ceil else 1
    if least > 1:
        low = Reason(
            "stride-ceil",
            f"at least {least}: rounding up, the window may reach {least - 1} beyond the end",
            {"low": least, "beyond": least - 1},
        )
    return Limits(least, None, max(least, min(SHOWN, room + 1)), low, None, note)


def padding_limits(axis: Axis, before: bool, after: bool) -> Limits:
    """Positions added on one side, or on both alike."""
    asked = axis.asked
    if asked.transposed:
        return _crop_limits(axis)
    sides = before + after
    held = (0 if before else axis.before) + (0 if after else axis.after)
    missing = axis.reach - axis.length - held - axis.slack
    low = max(0, -(-missing // sides))
    why_low = Reason("padding-low", "padding cannot be negative", {"low": 0})
    if low:
        why_low = Reason(
            "padding-window",
            f"at least {low}: the window reaches {axis.reach} over "
            f"{counted(axis.length, 'position')}",
            {"low": low, "reach": axis.reach, "length": axis.length},
        )
    high, why_high = _padding_high(axis, sides)
    note = Reason(
        "padding-note",
        f"from {axis.reach} on, the outermost windows see nothing but padding",
        {"from": axis.reach},
    )
    return Limits(low, high, max(low, axis.reach), why_low, why_high, note)


def dilation_limits(axis: Axis) -> Limits:
    """Input positions from one weight to the next."""
    low = Reason("dilation-low", "weights stand at least 1 apart", {"low": 1})
    if axis.asked.kind.startswith("avg"):
        why = Reason("dilation-average", "an average pool has no dilation")
        return Limits(1, 1, 1, low, why)
    next_reach = (axis.dilation + 1) * (axis.size - 1) + 1
    note = Reason(
        "dilation-next",
        f"{axis.dilation + 1} would read {next_reach} wide",
        {"next": axis.dilation + 1, "reach": next_reach},
    )
    if axis.asked.transposed:
        rest = (axis.length - 1) * axis.stride + 1
        return _painting(axis, low, axis.stride, axis.size - 1, rest)
    if axis.size == 1:
        note = Reason("dilation-single", "a window of one weight has no gaps")
        return Limits(1, None, 1, low, None, note)
    high = (axis.padded - 1 + axis.slack) // (axis.size - 1)
    why = Reason(
        "dilation-high",
        f"at most {high}: {counted(axis.size, 'weight')} {high + 1} apart would reach "
        f"{(high + 1) * (axis.size - 1) + 1} of {counted(axis.padded, 'position')}",
        {"high": high, "size": axis.size, "padded": axis.padded},
    )
    return Limits(1, high, high, low, why, note)


def extra_limits(axis: Axis) -> Limits:
    """torch's output_padding."""
    high = max(axis.stride, axis.dilation) - 1
    least = max(0, 1 - (axis.painted - axis.extra - axis.before - axis.after))
    low = Reason("extra-low", "output padding cannot be negative", {"low": 0})
    low = _cropped(axis) if least else low
    why = Reason(
        "extra-high",
        f"at most {high}: output padding is smaller than the stride {axis.stride} or the dilation "
        f"{axis.dilation}",
        {"high": high, "stride": axis.stride, "dilation": axis.dilation},
    )
    return Limits(least, high, high, low, why)


def _padding_high(axis: Axis, sides: int) -> tuple[int | None, Reason | None]:
    asked = axis.asked
    if asked.halves(axis.axis):
        if sides == 1:
            return None, None  # one-sided: a step of its own, as nn.ZeroPad2d
        half = axis.size // 2
        why = Reason(
            "padding-pool",
            f"at most {half}: a pool pads by at most half of its window of {axis.size}",
            {"high": half, "size": axis.size},
        )
        return half, why
    high = {"reflect": axis.length - 1, "circular": axis.length}.get(asked.mode)
    if high is None:
        return None, None
    why = Reason(
        f"padding-{asked.mode}",
        f"at most {high}: {asked.mode} padding has only "
        f"{counted(axis.length, 'position')} to take from",
        {"high": high, "length": axis.length},
    )
    return high, why


def _crop_limits(axis: Axis) -> Limits:
    high = (axis.painted - 1) // 2
    low = Reason("padding-low", "padding cannot be negative", {"low": 0})
    why = Reason(
        "padding-crop",
        f"at most {high}: padding crops the {counted(axis.painted, 'position')} on both sides, "
        "and one stays",
        {"high": high, "painted": axis.painted},
    )
    return Limits(0, high, high, low, why)


def _painting(axis: Axis, low: Reason, other: int, times: int, rest: int) -> Limits:
    """A transposed convolution's stride or dilation, which paints `times` × itself + `rest`.

    other   the dilation or the stride: either is larger than the output padding
    """
    least, why = 1, low
    if axis.extra >= other:
        least = axis.extra + 1
        why = Reason(
            "painting-extra",
            f"at least {least}: more than the output padding of {axis.extra}",
            {"low": least, "extra": axis.extra},
        )
    missing = 1 + axis.before + axis.after - rest - axis.extra
    if times and -(-missing // times) > least:
        least, why = -(-missing // times), _cropped(axis)
    return Limits(least, None, max(4, least), why)


def _lengths(least: int, why: Reason) -> Limits:
    low = max(1, least)
    if least <= 1:
        why = Reason("length-low", "the input has at least one position", {"low": 1})
    return Limits(low, None, max(SHOWN, low), why)


def _cropped(axis: Axis) -> Reason:
    pad = axis.before + axis.after
    return Reason(
        "transposed-crop",
        f"padding crops {pad} of {counted(axis.painted, 'position')}: at least one must stay",
        {"padding": pad, "painted": axis.painted},
    )


def _mode_needs(axis: Axis, needed: int) -> Reason:
    pad = max(axis.before, axis.after)
    return Reason(
        f"length-{axis.asked.mode}",
        f"at least {needed}: {axis.asked.mode} padding of {pad} takes that many positions",
        {"low": needed, "padding": pad},
    )


def _one(name: str) -> Reason:
    return Reason(f"{name}-low", "a window has at least one position", {"low": 1})
