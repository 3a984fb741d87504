"""Average pooling in one, two and three dimensions."""

from collections.abc import Iterator
from math import prod
from random import Random
from typing import Any

from cutaway.arithmetic.box import Index
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import divide, number, total
from cutaway.arithmetic.term import Term
from cutaway.ops.geometry import Numbers
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref
from cutaway.ops.windowed import Windowed, pool_windows


@fact
class AvgPool(Windowed):
    """The mean of each window: input (n, c, *space) → (n, c, *space').

    padded    positions of the padding count in the divisor (torch's `count_include_pad`)
    divisor   divides instead of the number of positions, where given
    """

    padded: bool
    divisor: int | None

    def count(self) -> Count:
        """One addition per tap beyond the first, and one division."""
        return Count(other=prod(self.sizes) * self.size)

    def explain(self, out: Index, read: Read) -> Term:
        taps = self.taps(out)
        window = read(self.input, taps)
        return divide(total(blocks=(window,)), number(self._divisor(taps), "count"))

    def _divisor(self, taps: tuple[range, ...]) -> int:
        if self.divisor is not None:
            return self.divisor
        space = self.input.shape[-len(self.windows) :]
        count = 1
        for tap, window, length in zip(taps[-len(space) :], self.windows, space, strict=True):
            # A window that `ceil` lets reach beyond the padding counts only up to its end.
            start, stop = (-window.before, length + window.after) if self.padded else (0, length)
            count *= sum(start <= position < stop for position in tap)
        return count


@calls("avg_pool1d")
def avg_pool1d(input: Ref, kernel_size: Numbers, *rest: Any, **named: Any) -> AvgPool:
    """torch's `avg_pool1d`."""
    return _avg_pool(1, input, kernel_size, *rest, **named)


@calls("avg_pool2d")
def avg_pool2d(input: Ref, kernel_size: Numbers, *rest: Any, **named: Any) -> AvgPool:
    """torch's `avg_pool2d`."""
    return _avg_pool(2, input, kernel_size, *rest, **named)


@calls("avg_pool3d")
def avg_pool3d(input: Ref, kernel_size: Numbers, *rest: Any, **named: Any) -> AvgPool:
    """torch's `avg_pool3d`."""
    return _avg_pool(3, input, kernel_size, *rest, **named)


def _avg_pool(
    axes: int,
    input: Ref,
    kernel_size: Numbers,
    stride: Numbers | None = None,
    padding: Numbers = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> AvgPool:
    windows = pool_windows(axes, kernel_size, stride, padding, 1, ceil_mode)
    return AvgPool(input, windows, count_include_pad, divisor_override)


def cases(rng: Random) -> Iterator[Call]:
    """Pools whose padding, ceiling and divisor break careless code."""
    image = {"input": (2, 3, 9, 8)}
    odd = {"kernel_size": 3, "stride": 2, "padding": 1}
    yield Call("avg_pool2d", image, {"kernel_size": 2})
    yield Call("avg_pool2d", image, odd | {"ceil_mode": True})
    yield Call("avg_pool2d", image, {"kernel_size": (3, 2), "stride": (1, 3), "padding": (1, 0)})
    yield Call("avg_pool2d", image, {"kernel_size": 4, "stride": 5, "ceil_mode": True})
    yield Call("avg_pool2d", image, {"kernel_size": 3, "padding": 2})  # refused: more than half
    yield Call("avg_pool2d", image, {"kernel_size": 12})  # refused: does not fit
    yield Call("avg_pool2d", image, odd | {"count_include_pad": False, "ceil_mode": True})
    yield Call("avg_pool2d", image, odd | {"divisor_override": 5})
    yield Call("avg_pool1d", {"input": (1, 2, 7)}, {"kernel_size": 3, "padding": 1})
    yield Call("avg_pool3d", {"input": (1, 2, 4, 5, 6)}, {"kernel_size": 2})
    for _ in range(4):
        size = rng.randint(1, 4)
        yield Call(
            "avg_pool2d",
            {"input": (1, 2, rng.randint(4, 9), rng.randint(4, 9))},
            {
                "kernel_size": size,
                "stride": rng.randint(1, 3),
                "padding": rng.randint(0, size // 2),
                "ceil_mode": rng.random() < 0.5,
                "count_include_pad": rng.random() < 0.5,
            },
        )
