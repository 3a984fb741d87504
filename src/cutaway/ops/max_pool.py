"""Maximum pooling in one, two and three dimensions."""

from collections.abc import Iterable, Iterator
from itertools import product
from math import inf, isnan, prod
from random import Random
from typing import Any

from cutaway.arithmetic.box import Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import largest, number
from cutaway.arithmetic.term import Term
from cutaway.ops.geometry import Numbers
from cutaway.ops.operation import Call, Reading, calls
from cutaway.ops.ref import Read, Ref
from cutaway.ops.reshape import ravel
from cutaway.ops.windowed import Windowed, pool_windows


@fact
class MaxPool(Windowed):
    """The largest number of each window.

    Padding counts as −∞: a padded position never wins.
    """

    def count(self) -> Count:
        """One comparison per tap beyond the first."""
        return Count(other=prod(self.sizes) * (self.size - 1))

    def explain(self, out: Index, read: Read) -> Term:
        window = read(self.input, self.taps(out), -inf)
        return largest(blocks=(window,))


@fact
class MaxPlaces(Windowed):
    """Where each maximum of a pool stands, in whole numbers.

    A place counts the positions of the input's plane, row by row. Of equal numbers the first
    counts, as in torch; of several NaN the last. The comparisons are those of the pool itself.
    """

    def count(self) -> Count:
        return Count()

    def explain(self, out: Index, read: Read) -> Term:
        """A constant that the numbers of the window choose."""
        axes = len(self.windows)
        space, taps = self.input.shape[-axes:], self.taps(out)
        window = read(self.input, taps, -inf)
        winner, most = _first_largest(product(*taps[-axes:]), window.values, space)
        place = number(ravel(winner, space))
        because = f"the largest, {most:.6g}, is at {list(winner)}"
        return Term("choose", place.value, (place,), (window,), None, because, place.weight)


def _first_largest(
    places: Iterable[Index], values: Iterable[float], space: Shape
) -> tuple[Index, float]:
    """The place that a max pool names, and the number there; padding is never named."""
    winner: Index = ()
    most = -inf
    for at, value in zip(places, values, strict=True):
        inside = all(0 <= i < n for i, n in zip(at, space, strict=True))
        if inside and (not winner or value > most or isnan(value)):
            winner, most = at, value
    return winner, most


@calls("max_pool1d", "max_pool1d_with_indices")
def max_pool1d(input: Ref, kernel_size: Numbers, *rest: Any, **named: Any) -> Reading:
    """torch's `max_pool1d`."""
    return _max_pool(1, input, kernel_size, *rest, **named)


@calls("max_pool2d", "max_pool2d_with_indices")
def max_pool2d(input: Ref, kernel_size: Numbers, *rest: Any, **named: Any) -> Reading:
    """torch's `max_pool2d`."""
    return _max_pool(2, input, kernel_size, *rest, **named)


@calls("max_pool3d", "max_pool3d_with_indices")
def max_pool3d(input: Ref, kernel_size: Numbers, *rest: Any, **named: Any) -> Reading:
    """torch's `max_pool3d`."""
    return _max_pool(3, input, kernel_size, *rest, **named)


def _max_pool(
    axes: int,
    input: Ref,
    kernel_size: Numbers,
    stride: Numbers | None = None,
    padding: Numbers = 0,
    dilation: Numbers = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Reading:
    """The pool; with `return_indices` the places of the maxima are a second output."""
    windows = pool_windows(axes, kernel_size, stride, padding, dilation, ceil_mode)
    pool = MaxPool(input, windows)
    return (pool, MaxPlaces(input, windows)) if return_indices else pool


def cases(rng: Random) -> Iterator[Call]:
    """Pools whose padding, ceiling and dilation break careless code."""
    image = {"input": (2, 3, 9, 8)}
    yield Call("max_pool2d", image, {"kernel_size": 2})
    yield Call(
        "max_pool2d", image, {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}
    )
    yield Call("max_pool2d", image, {"kernel_size": (3, 2), "stride": (1, 3), "padding": (1, 0)})
    yield Call("max_pool2d", image, {"kernel_size": 4, "stride": 5, "ceil_mode": True})
    yield Call("max_pool2d", image, {"kernel_size": 3, "padding": 2})  # refused: more than half
    yield Call("max_pool2d", image, {"kernel_size": 12})  # refused: does not fit
    yield Call("max_pool2d", image, {"kernel_size": 3, "dilation": 2, "padding": 1, "stride": 1})
    yield Call("max_pool2d", image, {"kernel_size": 3, "stride": 2, "return_indices": True})
    yield Call(
        "max_pool2d", image, {"kernel_size": 3, "padding": 1, "dilation": 2, "return_indices": True}
    )
    yield Call("max_pool1d", {"input": (1, 2, 7)}, {"kernel_size": 2, "return_indices": True})
    yield Call("max_pool2d", {"input": (3, 9, 8)}, {"kernel_size": (2, 3)})
    yield Call("max_pool1d", {"input": (1, 2, 7)}, {"kernel_size": 3, "stride": 2})
    yield Call("max_pool3d", {"input": (1, 2, 4, 5, 6)}, {"kernel_size": (2, 3, 2)})
    for _ in range(4):
        size = rng.randint(1, 4)
        yield Call(
            "max_pool2d",
            {"input": (1, 2, rng.randint(4, 9), rng.randint(4, 9))},
            {
                "kernel_size": size,
                "stride": rng.randint(1, 3),
                "padding": rng.randint(0, size // 2),
                "dilation": rng.randint(1, 2),
                "ceil_mode": rng.random() < 0.5,
            },
        )
