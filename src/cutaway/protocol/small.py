"""Handlers of the playground: plain numbers, no torch behind them."""

from cutaway.playground.size import size_of
from cutaway.protocol.answer import Handlers
from cutaway.protocol.asks import SizeAsk
from cutaway.protocol.messages import SizeAnswer


def handlers() -> Handlers:
    """By method."""
    return {"size": _size}


def _size(ask: SizeAsk) -> SizeAnswer:
    found = size_of(
        ask.length,
        size=ask.size,
        stride=ask.stride,
        before=ask.before,
        after=ask.after,
        dilation=ask.dilation,
        ceil=ask.ceil,
    )
    return SizeAnswer(
        found.length, found.outputs, found.reach, found.room, found.stride, found.remainder
    )
