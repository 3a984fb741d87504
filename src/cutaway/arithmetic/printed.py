"""How many decimals to print so that what is printed adds up as printed."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import floor, isfinite, log10

MOST = 9


def rounded(value: float, digits: int) -> Decimal:
    """A number at `digits` decimals, halves away from zero: as `Intl` and people round.

    >>> str(rounded(0.125, 2)), str(rounded(-2.5, 0))
    ('0.13', '-3')
    """
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def digits_that_add_up(terms: Sequence[float], total: float) -> tuple[int, bool]:
    """The fewest decimals at which the printed terms sum to the printed total, and whether any do.

    Where none up to nine do, or a number is not finite, the decimals that show the largest
    number to three figures, and False: then ≈ is to be printed.

    >>> digits_that_add_up([0.125, 0.125], 0.25)
    (3, True)
    """
    if not all(map(isfinite, (*terms, total))):
        return 2, False
    fewest = figures(max(map(abs, (*terms, total)), default=0.0))
    for digits in range(fewest, MOST + 1):
        if sum(rounded(term, digits) for term in terms) == rounded(total, digits):
            return digits, True
    return fewest, False


def figures(largest: float, wanted: int = 3) -> int:
    """Decimals at which the largest number shows about `wanted` figures, between 2 and 8."""
    if not largest or not isfinite(largest):
        return 2
    return min(8, max(2 if largest < 100 else 1, wanted - 1 - floor(log10(largest))))
