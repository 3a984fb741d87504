"""Power-average pooling: the p-norm of each window."""

from collections.abc import Iterator
from math import prod
from random import Random
from typing import Any

from cutaway.arithmetic.box import Index
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import divide, number, power, product, total
from cutaway.arithmetic.term import Term
from cutaway.ops.geometry import Numbers
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, each
from cutaway.ops.windowed import Windowed, pool_windows


@fact
class LpPool(Windowed):
    """(Σ x^p)^(1/p) over each window: input (n, c, *space) → (n, c, *space').

    A window that `ceil` lets reach beyond the input has its sum scaled up to a whole window's,
    as torch does: mean of the powers × window's size.
    """

    norm: float

    def count(self) -> Count:
        """A power and an addition per tap, and one root."""
        return Count(other=prod(self.sizes) * 2 * self.size)

    def explain(self, out: Index, read: Read) -> Term:
        block = read(self.input, self.taps(out))
        exponent = number(self.norm, "p")
        numbers = [x for x in each(block) if x.rule == "read"]  # what lies outside counts nowhere
        summed = total(*[power(x, exponent) for x in numbers])
        if len(numbers) < self.size:
            mean = divide(summed, number(len(numbers), "count"))
            summed = product(mean, number(self.size, "window"))
        return power(summed, divide(number(1), exponent))


@calls("lp_pool1d")
def lp_pool1d(input: Ref, *rest: Any, **named: Any) -> LpPool:
    """torch's `lp_pool1d`."""
    return _lp_pool(1, input, *rest, **named)


@calls("lp_pool2d")
def lp_pool2d(input: Ref, *rest: Any, **named: Any) -> LpPool:
    """torch's `lp_pool2d`."""
    return _lp_pool(2, input, *rest, **named)


@calls("lp_pool3d")
def lp_pool3d(input: Ref, *rest: Any, **named: Any) -> LpPool:
    """torch's `lp_pool3d`."""
    return _lp_pool(3, input, *rest, **named)


def _lp_pool(
    axes: int,
    input: Ref,
    norm_type: float,
    kernel_size: Numbers,
    stride: Numbers | None = None,
    ceil_mode: bool = False,
) -> LpPool:
    windows = pool_windows(axes, kernel_size, stride, ceil_mode=ceil_mode)
    return LpPool(input, windows, float(norm_type))


def cases(rng: Random) -> Iterator[Call]:
    """Even powers, incomplete windows, one power that is no whole number's root."""
    image = {"input": (2, 3, 7, 8)}
    yield Call("lp_pool2d", image, {"norm_type": 2, "kernel_size": 2})
    yield Call("lp_pool2d", image, {"norm_type": 2, "kernel_size": 3, "ceil_mode": True})
    yield Call("lp_pool2d", image, {"norm_type": 4, "kernel_size": (3, 2), "stride": (2, 1)})
    yield Call(
        "lp_pool1d", {"input": (1, 2, 9)}, {"norm_type": 2, "kernel_size": rng.randint(2, 4)}
    )
    yield Call("lp_pool3d", {"input": (1, 2, 4, 4, 3)}, {"norm_type": 2, "kernel_size": 2})
    yield Call("lp_pool2d", image, {"norm_type": 2, "kernel_size": 11})  # refused
