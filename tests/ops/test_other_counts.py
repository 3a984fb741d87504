"""Counts that have a closed form, against the sum over all outputs."""

from array import array
from math import prod

import pytest

from cutaway.arithmetic.block import Block, Taps
from cutaway.ops.adaptive_pool import AdaptivePool
from cutaway.ops.ref import Ref


def numbers_read(pool: AdaptivePool) -> int:
    """How many numbers all outputs of a pool over one axis read together."""
    sizes = []

    def read(ref: Ref, taps: Taps, fill: float = 0.0) -> Block:
        sizes.append(prod(map(len, taps)))
        return Block(ref.name, taps, ref.shape, array("d", [1.0] * sizes[-1]))

    for place in range(pool.sizes[0]):
        pool.explain((0, place), read)
    return sum(sizes)


@pytest.mark.parametrize("length", range(1, 10))
@pytest.mark.parametrize("size", range(1, 10))
def test_an_adaptive_pool_costs_what_its_windows_hold(length: int, size: int) -> None:
    average = AdaptivePool(Ref("x", (1, length)), (size,), maximum=False)
    largest = AdaptivePool(Ref("x", (1, length)), (size,), maximum=True)
    assert average.count().other == numbers_read(average)
    assert largest.count().other == numbers_read(largest) - size
