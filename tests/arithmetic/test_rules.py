"""Rules: values as floating point gives them, weights that bound what rounding can do."""

import math
from array import array
from decimal import Decimal
from random import Random

import numpy as np
import pytest

from cutaway.arithmetic import rules
from cutaway.arithmetic.block import Block
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.printed import digits_that_add_up, rounded
from cutaway.arithmetic.rules import number


def block(*values: float) -> Block:
    return Block("x", (range(len(values)),), (len(values),), array("d", values))


def test_values_by_hand() -> None:
    a, b = number(3), number(-2)
    assert rules.total(a, b, blocks=[block(1, 2)]).value == 4
    assert rules.product(a, b, b).value == 12
    assert rules.dot(block(1, 2, 3), block(4, 5, -6)).value == -4
    assert rules.dot(block(1, 2, 3), block(4, 5, -6)).weight == 32
    assert rules.subtract(a, b).value == 5
    assert rules.divide(a, b).value == -1.5
    assert rules.largest(a, blocks=[block(7, 1)]).value == 7
    assert rules.smallest(a, b).value == -2
    assert rules.power(a, b).value == pytest.approx(1 / 9)


def test_what_is_no_number_is_kept() -> None:
    zero, one, nan, inf = number(0), number(1), number(math.nan), number(math.inf)
    assert rules.divide(one, zero).value == math.inf
    assert math.isnan(rules.divide(zero, zero).value)
    assert math.isnan(rules.largest(one, nan).value)
    assert math.isnan(rules.total(inf, number(-math.inf)).value)
    assert rules.exp(number(1e6)).value == math.inf
    assert rules.log(zero).value == -math.inf and math.isnan(rules.log(number(-1)).value)
    assert math.isnan(rules.sqrt(number(-1)).value)


@pytest.mark.parametrize("seed", range(60))
def test_a_float32_evaluation_stays_within_the_tolerance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(2, 200)).astype(np.float32)
    low = np.float32(0)
    for a, b in zip(x, w, strict=True):
        low = np.float32(low + a * b)
    low = np.float32(np.exp(low / np.float32(20)) - np.float32(1))
    exact = rules.subtract(
        rules.exp(rules.divide(rules.dot(block(*x), block(*w)), number(20))), number(1)
    )
    allowed = 32 * np.finfo(np.float32).eps * (exact.weight + abs(exact.value))
    assert abs(exact.value - float(low)) <= allowed
    assert allowed < 1e-2


def test_printed_numbers_add_up_as_printed() -> None:
    rng = Random(0)
    exact = 0
    for _ in range(1000):
        terms = [rng.gauss(0, 10 ** rng.randint(-3, 3)) for _ in range(rng.randint(2, 9))]
        total = sum(terms)
        digits, adds_up = digits_that_add_up(terms, total)
        printed = sum((rounded(term, digits) for term in terms), Decimal(0))
        assert adds_up == (printed == rounded(total, digits))
        exact += adds_up
    assert exact > 950


def test_halves_round_away_from_zero() -> None:
    assert [str(rounded(v, 0)) for v in (0.5, 1.5, 2.5, -0.5, -2.5)] == ["1", "2", "3", "-1", "-3"]


def test_counts() -> None:
    first, second = Count.dots(10, 490, True), Count.dots(128, 10, False)
    assert (first + second).macs == 4900 + 1280
    assert (first + second).flops_exact == 9800 + 128 * 19
    assert first.flops == 9800
