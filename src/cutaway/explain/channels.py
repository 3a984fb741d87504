"""The shares of a dot: what each input channel adds to one number."""

from dataclasses import dataclass
from math import floor, isfinite, log10, prod

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.term import Term

MOST = 1024


@dataclass(frozen=True, slots=True)
class ChannelSum:
    """One input channel's share of a dot.

    channel   position in the input tensor's channel axis
    place     position along the block's channel axis
    value     Σ window × kernel over this channel
    digits    decimals at which window and kernel are printed
    printed   Σ of the products of the printed numbers: what a reader with a pencil gets
    """

    channel: int
    place: int
    value: float
    digits: int
    printed: float


def dot_of(term: Term) -> Term | None:
    """The dot that a number is made of, alone or plus a bias; None where there is none."""
    if term.rule == "dot":
        return term
    if term.rule == "sum":
        return next((part for part in term.parts if part.rule == "dot"), None)
    return None


def channel_sums(term: Term) -> tuple[ChannelSum, ...]:
    """The shares of the input channels, largest magnitude first; () where there is no dot.

    Of more than 1,024 channels only the largest 1,024 are given.
    """
    dot = dot_of(term)
    if dot is None:
        return ()
    window, kernel = dot.blocks
    axis = channel_axis(window)
    chunk = prod(window.shape[axis + 1 :])
    digits = cell_digits(kernel)
    shares = [
        (sum(map(float.__mul__, _chunk(window, place, chunk), _chunk(kernel, place, chunk))), place)
        for place in range(window.shape[axis])
    ]
    shares.sort(key=lambda share: -abs(share[0]) if isfinite(share[0]) else float("-inf"))
    return tuple(
        ChannelSum(
            window.taps[axis][place],
            place,
            value,
            digits,
            _by_pencil(_chunk(window, place, chunk), _chunk(kernel, place, chunk), digits),
        )
        for value, place in shares[:MOST]
    )


def channel_axis(block: Block) -> int:
    """The axis of a window that holds channels: the second, or the last of a vector."""
    return 1 if len(block.shape) > 2 else len(block.shape) - 1


def cell_digits(block: Block) -> int:
    """Decimals that show a block's numbers in small cells: two, or up to four for tiny ones."""
    largest = max((abs(v) for v in block.values if isfinite(v)), default=0.0)
    return min(4, max(2, 1 - floor(log10(largest)))) if largest else 2


def _chunk(block: Block, place: int, size: int) -> "list[float]":
    return list(block.values[place * size : (place + 1) * size])


def _by_pencil(first: list[float], second: list[float], digits: int) -> float:
    if not all(map(isfinite, (*first, *second))):
        return float("nan")
    scale: int = 10**digits
    products = (_units(a, scale) * _units(b, scale) for a, b in zip(first, second, strict=True))
    return float(sum(products)) / (scale * scale)


def _units(value: float, scale: int) -> int:
    whole = floor(abs(value) * scale + 0.5)
    return whole if value >= 0 else -whole
