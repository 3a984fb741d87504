"""Backwards: which settings give the size one wants."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError

MOST = 64
MOST_SIZE = 1000


@dataclass(frozen=True, slots=True)
class Ways:
    """Every value of each setting, the others as they are, that gives `want` outputs.

    paddings   on both sides alike
    pairs      (padding, stride), the window as it is, its padding smaller than its reach
    lengths    input positions
    cut        some list was cut off at 64
    """

    want: int
    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    paddings: tuple[int, ...]
    dilations: tuple[int, ...]
    lengths: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    cut: bool


def ways(want: int, length: int, window: Window) -> Ways:
    """How an axis of `length` positions can give `want` outputs.

    >>> found = ways(10, 10, Window(5, stride=1, before=1, after=1))
    >>> found.paddings, found.sizes, found.pairs
    ((2,), (3,), ((2, 1),))
    """
    if want < 1:
        raise ShapeError(f"the wanted size is {want}; an output has at least 1 position")
    span = min(MOST_SIZE, length + window.before + window.after + 1)
    pad = min(MOST_SIZE, window.stride * want + window.reach)

    def outputs(changed: Window, positions: int = length) -> int:
        try:
            return changed.outputs(positions)
        except ShapeError:
            return 0

    def kept(values: range, change: Callable[[int], Window]) -> tuple[int, ...]:
        return tuple(v for v in values if outputs(change(v)) == want)

    spaced = range(1, span if window.size > 1 else 2)
    sizes = kept(range(1, span), lambda v: replace(window, size=v))
    strides = kept(range(1, span + 1), lambda v: replace(window, stride=v))
    paddings = kept(range(pad + 1), lambda v: replace(window, before=v, after=v))
    dilations = kept(spaced, lambda v: replace(window, dilation=v))
    lengths = tuple(_lengths(want, window))
    pairs = tuple(
        (padding, stride)
        for stride in range(1, 9)
        for padding in range(min(window.reach, 200))
        if outputs(replace(window, stride=stride, before=padding, after=padding)) == want
    )
    counts = map(len, (sizes, strides, paddings, dilations, lengths, pairs))
    return Ways(
        want,
        sizes[:MOST],
        strides[:MOST],
        paddings[:MOST],
        dilations[:MOST],
        lengths[:MOST],
        pairs[:MOST],
        cut=max(counts) > MOST,
    )


def _lengths(want: int, window: Window) -> Iterator[int]:
    """Input positions, about as many as the stride: rounding takes what is left over."""
    exact = (want - 1) * window.stride + window.reach - window.before - window.after
    low, high = exact, exact + window.stride - 1
    if window.ceil:  # and a window that would start in the padding behind is dropped
        low, high = exact - window.stride + 1, max(exact, want * window.stride - window.before)
    for length in islice(range(max(1, low), high + 1), MOST + 1):
        try:
            if window.outputs(length) == want:
                yield length
        except ShapeError:
            continue
