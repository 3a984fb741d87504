"""A number as a waterfall: the largest shares, the rest joined, the bias, the total."""

from dataclasses import dataclass
from typing import Literal

from cutaway.arithmetic.printed import digits_that_add_up
from cutaway.arithmetic.term import Term
from cutaway.explain.channels import ChannelSum, channel_axis, channel_sums, dot_of

SHOWN = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    kind      a channel's share, another term of the sum, the joined rest, the bias, the total
    channel   the input channel, −1 for the other kinds
    count     how many shares the bar joins
    """

    kind: Literal["channel", "term", "other", "bias", "total"]
    label: str
    channel: int
    count: int
    value: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Bars whose printed values, at `digits` decimals, sum to the printed total.

    exact is False where no reasonable number of decimals achieves that: then print ≈.
    """

    bars: tuple[Bar, ...]
    digits: int
    exact: bool


def waterfall(term: Term, shares: tuple[ChannelSum, ...] | None = None) -> Waterfall:
    """The waterfall of a sum; without bars where the number is no sum.

    shares   its channel sums, where they are known already
    """
    bars = _bars(term, channel_sums(term) if shares is None else shares)
    if not bars:
        return Waterfall((), 2, True)
    digits, exact = digits_that_add_up([bar.value for bar in bars], term.value)
    return Waterfall((*bars, Bar("total", "", -1, 1, term.value)), digits, exact)


def _bars(term: Term, shares: tuple[ChannelSum, ...]) -> tuple[Bar, ...]:
    dot = dot_of(term)
    if dot is None:
        if term.rule != "sum" or not 1 < len(term.parts) <= SHOWN:
            return ()
        return tuple(Bar("term", part.label, -1, 1, part.value) for part in term.parts)
    top = SHOWN if len(shares) > SHOWN + 1 else len(shares)
    bars = [Bar("channel", "", share.channel, 1, share.value) for share in shares[:top]]
    if len(shares) > top:
        rest = dot.value - sum(share.value for share in shares[:top])
        window = dot.blocks[0]
        joined = window.shape[channel_axis(window)] - top
        bars.append(Bar("other", "", -1, joined, rest))
    extra = [part for part in term.parts if part is not dot] if term is not dot else []
    bars += [
        Bar("bias" if part.label == "bias" else "term", part.label, -1, 1, part.value)
        for part in extra
    ]
    return tuple(bars)
