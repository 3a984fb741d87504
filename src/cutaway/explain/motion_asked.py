"""The motion of an operation that is asked what it reads, at a few outputs."""

from collections.abc import Sequence
from fractions import Fraction

from cutaway.arithmetic.box import Box, Shape, Span
from cutaway.explain.rates import Motion, Number, plain
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref

SAMPLES = 5


def base_of(operation: Operation, ref: Ref, shape: Shape) -> Box | None:
    """An output near the middle that reads the input; whole along an axis where it must be."""
    middle = Box(tuple(Span(n // 2, n // 2 + 1) for n in shape))
    tries = [
        middle,
        *(middle.replace(a, Span(0, n)) for a, n in enumerate(shape)),
        Box.whole(shape),
    ]
    return next((box for box in tries if ref in operation.reads(box)), None)


def probed(
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
            return plain(rate), plain(min(lows)), plain(max(highs))
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
