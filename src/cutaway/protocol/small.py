"""Handlers of the playground and the lesson: plain numbers, no torch behind them."""

from dataclasses import asdict

from cutaway.arithmetic.window import Window
from cutaway.errors import AskError
from cutaway.exercises.judge import judge
from cutaway.lesson.library import Library
from cutaway.playground.compare import comparison
from cutaway.playground.costing import costing
from cutaway.playground.depth import depth
from cutaway.playground.examples import EXAMPLES, example
from cutaway.playground.formula import formula_of
from cutaway.playground.lab import lab_of
from cutaway.playground.link import link_of, state_of
from cutaway.playground.pair import convolution_and_pool
from cutaway.playground.paste import pasted
from cutaway.playground.size import size_of
from cutaway.playground.want import ways
from cutaway.protocol import asks, playing, reckoning
from cutaway.protocol.answer import Handlers
from cutaway.protocol.lessons import lesson_handlers
from cutaway.protocol.messages import SizeAnswer
from cutaway.protocol.played import cost_out, formula_out, played, played_cell
from cutaway.protocol.states import state_in, text_in


def handlers(library: Library = Library()) -> Handlers:  # noqa: B008  frozen
    """By method.

    library   the lesson's chapters
    """
    return {
        **lesson_handlers(library),
        "play": _play,
        "play_link": _play_link,
        "play_line": _play_line,
        "play_example": _play_example,
        "play_cell": _play_cell,
        "compare": _compare,
        "size": _size,
        "cost": _cost,
        "depth": _depth,
        "examples": _examples,
        "judge": _judge,
    }


def _play(_: asks.PlayAsk, *buffers: bytes) -> playing.Played:
    return played(lab_of(state_in(buffers)))


def _play_link(_: asks.PlayLinkAsk, *buffers: bytes) -> playing.Played:
    opened = state_of(text_in(buffers))
    return played(lab_of(opened.state), opened.unread)


def _play_line(ask: asks.PlayLineAsk, *buffers: bytes) -> playing.Played:
    state = state_in(buffers)
    if not 0 <= ask.layer <= len(state.layers):
        raise AskError(f"layer is 0 … {len(state.layers)}; got {ask.layer}")
    return played(lab_of(pasted(state, ask.layer, ask.line)))


def _play_example(ask: asks.PlayExampleAsk) -> playing.Played:
    found = example(ask.name)
    if found is None:
        names = ", ".join(known.name for known in EXAMPLES)
        raise AskError(f"there is no example {ask.name[:40]!r}; there are {names}")
    return played(lab_of(found.state))


def _play_cell(ask: asks.PlayCellAsk, *buffers: bytes) -> playing.PlayedCell:
    return played_cell(lab_of(state_in(buffers)), ask.layer, ask.index)


def _compare(_: asks.CompareAsk, *buffers: bytes) -> reckoning.Compared:
    pair = convolution_and_pool(lab_of(state_in(buffers)).layers)
    return reckoning.Compared(
        tuple(reckoning.ComparedRow(**asdict(row)) for row in comparison(*pair))
    )


def _size(ask: asks.SizeAsk) -> reckoning.Sized:
    window = Window(ask.size, ask.stride, ask.before, ask.after, ask.dilation, ask.ceil)
    found = size_of(ask.length, window)
    wanted = ways(ask.want, ask.length, window) if ask.want else None
    return reckoning.Sized(
        SizeAnswer(
            found.length, found.outputs, found.reach, found.room, found.stride, found.remainder
        ),
        formula_out(formula_of(ask.length, window)),
        reckoning.Ways(**asdict(wanted)) if wanted else None,
    )


def _cost(ask: asks.CostAsk) -> reckoning.Costed:
    found = costing(ask.line, ask.input)
    return reckoning.Costed(
        tuple(
            reckoning.CostedLayer(
                one.line,
                one.input,
                one.output,
                tuple(map(formula_out, one.formulas)),
                tuple(map(cost_out, one.costs)),
            )
            for one in found.layers
        ),
        found.params,
        found.macs,
        found.flops,
    )


def _depth(ask: asks.DepthAsk) -> reckoning.Deepened:
    found = depth(ask.big, ask.small, ask.channels)
    return reckoning.Deepened(**asdict(found), one_symbols=found.symbols[0],
                            several_symbols=found.symbols[1])  # fmt: skip


def _examples(_: asks.ExamplesAsk) -> reckoning.Examples:
    return reckoning.Examples(
        tuple(
            reckoning.ExampleEntry(
                one.name, one.title, one.title_zh, one.note, one.note_zh, link_of(one.state)
            )
            for one in EXAMPLES
        )
    )


def _judge(ask: asks.JudgeAsk, *buffers: bytes) -> reckoning.Judged:
    return reckoning.Judged(**asdict(judge(state_in(buffers), ask.what, ask.answer, ask.layer)))
