"""How one step's window moves over one of its inputs, axis by axis."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cutaway.arithmetic.box import Box, Shape, Span
from cutaway.arithmetic.window import Window
from cutaway.ops.activation import Activation
from cutaway.ops.avg_pool import AvgPool
from cutaway.ops.batch_norm import BatchNorm
from cutaway.ops.conv import Conv
from cutaway.ops.conv_transpose import ConvTranspose
from cutaway.ops.dropout import Dropout
from cutaway.ops.elementwise import Elementwise
from cutaway.ops.join import Cat
from cutaway.ops.lp_pool import LpPool
from cutaway.ops.max_pool import MaxPool
from cutaway.ops.operation import Operation
from cutaway.ops.pad import Pad
from cutaway.ops.ref import Ref

# They read one number of each input for one of the output's, at the same place.
POINTWISE = (Activation, Dropout, Elementwise)
SLIDING = (Conv, MaxPool, AvgPool, LpPool)
Number = int | Fraction
Rates = tuple[tuple[int, Number | None], ...]
SAMPLES = 5


class Motion(NamedTuple):
    """What an output reads of one axis of an input: first + Σ rate · i … last + Σ rate · i.

    first, last   positions that the output at index 0 reads, were there no edge
    rates         (output axis, positions per step along it); None where it moves unevenly
    whole         every output reads the whole axis
    """

    first: Number
    last: Number
    rates: Rates
    whole: bool = False


def motions(operation: Operation, ref: Ref, shape: Shape, axes: tuple[int, ...]) -> list[Motion]:
    """The motion over each of some axes of an input; `shape` is of the operation's output.

    Convolution, pooling and padding answer by their geometry; others are asked what they read.
    """
    windows = windows_over(operation, ref)
    lead = len(shape) - len(windows)
    if windows and min(axes) >= lead:
        return [_of_window(windows[axis - lead], axis) for axis in axes]
    if isinstance(operation, ConvTranspose) and operation.input == ref and min(axes) > 1:
        return [_of_painted(operation.painted[axis - 2], axis) for axis in axes]
    if isinstance(operation, Pad):  # not by what is read at an edge, where it turns around
        starts = [-operation.sides[axis][0] for axis in axes]
        return [Motion(s, s, ((axis, 1),)) for s, axis in zip(starts, axes, strict=True)]
    base = _base(operation, ref, shape)
    if base is None:
        return [Motion(0, 0, (), whole=True) for _ in axes]
    return _probed(operation, ref, base, shape, axes)


def windows_over(operation: Operation, ref: Ref) -> tuple[Window, ...]:
    """The windows that slide over an input's last axes; () where none do."""
    if isinstance(operation, SLIDING) and operation.input == ref:
        return operation.windows
    return ()


def still(operation: Operation, ref: Ref, shape: Shape, axes: tuple[int, ...]) -> bool:
    """Whether an output reads, along some axes, exactly the position where it stands itself."""
    if len(shape) != len(ref.shape) or any(shape[axis] != ref.shape[axis] for axis in axes):
        return False
    if _stays(operation, axes) and 0 not in ref.shape:
        return True
    if windows_over(operation, ref):
        return False
    spans = [Span(0, n) for n in shape]
    for place, axis in enumerate(axes):  # elsewhere on each axis, so that a swap is noticed
        at = shape[axis] // (2 + place)
        spans[axis] = Span(at, at + 1)
    seen = operation.reads(Box(tuple(spans))).get(ref)
    return seen is not None and all(seen.spans[axis] == spans[axis] for axis in axes)


def _stays(operation: Operation, axes: tuple[int, ...]) -> bool:
    """Whether an operation is known to leave numbers in their places; others are asked."""
    if isinstance(operation, BatchNorm):
        return operation.mean is not None
    if isinstance(operation, Cat):
        return operation.axis not in axes
    return isinstance(operation, POINTWISE)


def _of_window(window: Window, axis: int) -> Motion:
    first = -window.before
    return Motion(first, first + window.reach - 1, ((axis, window.stride),))


def _of_painted(window: Window, axis: int) -> Motion:
    """Of a transposed convolution: output o meets the inputs i with tap o + before − stride · i."""
    first = Fraction(window.before - window.reach + 1, window.stride)
    last = Fraction(window.before, window.stride)
    return Motion(_plain(first), _plain(last), ((axis, _plain(Fraction(1, window.stride))),))


def _base(operation: Operation, ref: Ref, shape: Shape) -> Box | None:
    """An output near the middle that reads the input; whole along an axis where it must be."""
    middle = Box(tuple(Span(n // 2, n // 2 + 1) for n in shape))
    tries = [
        middle,
        *(middle.replace(a, Span(0, n)) for a, n in enumerate(shape)),
        Box.whole(shape),
    ]
    return next((box for box in tries if ref in operation.reads(box)), None)


def _probed(
    operation: Operation, ref: Ref, base: Box, shape: Shape, axes: tuple[int, ...]
) -> list[Motion]:
    """The motions over some axes of the input, by moving an output along each of its own."""
    here = operation.reads(base)[ref].spans
    found = {axis: Motion(here[axis].start, here[axis].stop - 1, ()) for axis in axes}
    for own, length in enumerate(shape):
        few = _seen(operation, ref, base, own, (0, length // 2, length - 1))
        seen: list[tuple[int, Box]] = []
        for axis in axes:
            if len({box.spans[axis] for _, box in few}) < 2:
                continue
            length_in = ref.shape[axis]
            fitted = _fitted(few, axis, length_in, length) or _uneven(few, axis, length_in)
            if fitted[0] is not None:  # three places do not rule it out: ask at more
                seen = seen or _seen(operation, ref, base, own, _samples(length))
                fitted = _fitted(seen, axis, length_in, length) or _uneven(seen, axis, length_in)
            rate, low, high = fitted
            first, last, rates, _ = found[axis]
            first, last = first + low - here[axis].start, last + high - here[axis].stop + 1
            found[axis] = Motion(first, last, (*rates, (own, rate)) if rate != 0 else rates)
    return [
        motion if motion.rates else motion._replace(whole=here[axis].size == ref.shape[axis] > 1)
        for axis, motion in found.items()
    ]


def _seen(
    operation: Operation, ref: Ref, base: Box, own: int, places: Sequence[int]
) -> list[tuple[int, Box]]:
    """(place of the output along one of its axes, what it reads of the input)."""
    boxes = ((at, operation.reads(base.replace(own, Span(at, at + 1)))) for at in places)
    return [(at, found[ref]) for at, found in boxes if ref in found]


def _samples(length: int) -> list[int]:
    middle = range(max(0, length // 2 - SAMPLES), min(length, length // 2 + SAMPLES))
    return sorted({0, length // 4, *middle, 3 * length // 4, length - 1})


def _fitted(
    seen: list[tuple[int, Box]], axis: int, length: int, outputs: int
) -> tuple[Number, Number, Number] | None:
    """(rate, first, last) of an even motion that holds every span seen; None if there is none.

    The rates tried are those of moves, strides, enlargements and resizes; no span may wander
    from one by a whole position. Spans that touch an edge are cut there, and say nothing of
    where a window would begin.
    """
    spans = [(at, box.spans[axis]) for at, box in seen]
    inner = [(at, span) for at, span in spans if span.start > 0 and span.stop < length]
    inner = inner if len({span.start for _, span in inner}) > 1 else spans
    up, down = max(1, round(outputs / length)), max(1, round(length / outputs))
    resized = Fraction(length, outputs), Fraction(length - 1, max(1, outputs - 1))
    for rate in (1, down, Fraction(1, up), *resized):
        lows = [span.start - rate * at for at, span in inner]
        highs = [span.stop - 1 - rate * at for at, span in inner]
        if max(lows) - min(lows) < 1 and max(highs) - min(highs) < 1:
            return _plain(rate), _plain(min(lows)), _plain(max(highs))
    return None


def _uneven(
    seen: list[tuple[int, Box]], axis: int, length: int
) -> tuple[Number | None, Number, Number]:
    """(rate, first, last) of a motion that is not even.

    Where it stays inside a part of the axis (the square that a pixel-unshuffle turns into
    channels), every output is taken to see that part: rate 0. Else the rate is None.
    """
    spans = [box.spans[axis] for _, box in seen]
    first, stop = min(s.start for s in spans), max(s.stop for s in spans)
    if stop - first < length:
        return 0, first, stop - 1
    return None, spans[0].start, spans[0].start + max(s.size for s in spans) - 1


def _plain(value: Number) -> Number:
    return value.numerator if value.denominator == 1 else value
