"""How far and how fast something moves over an axis."""

from fractions import Fraction
from typing import NamedTuple

Number = int | Fraction
Rates = tuple[tuple[int, Number | None], ...]


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


def plain(value: Number) -> Number:
    """A whole number as an int."""
    return value.numerator if value.denominator == 1 else value
