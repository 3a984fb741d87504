"""Handlers of the lesson: plain numbers, no torch behind them."""

from dataclasses import asdict

from cutaway.errors import AddressError, AskError
from cutaway.lesson.blocks import Chapter
from cutaway.lesson.library import Library
from cutaway.lesson.structure import Structured, column, pattern, structured
from cutaway.lesson.values import values_of
from cutaway.playground.lab import lab_of
from cutaway.protocol import asks, reckoning, teaching
from cutaway.protocol.answer import Handlers
from cutaway.protocol.states import state_in

MOST_KNOB = 12


def lesson_handlers(library: Library) -> Handlers:
    """By method."""
    found = Lectern(library)
    return {
        "lessons": found.lessons,
        "lesson": found.lesson,
        "lesson_answer": found.answer,
        "fill": _fill,
        "structure": _structure,
    }


class Lectern:
    """The handlers that read chapters, around the library they are in."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def lessons(self, _: asks.LessonsAsk) -> teaching.Lessons:
        return teaching.Lessons(self._library.chapters())

    def lesson(self, ask: asks.LessonAsk) -> Chapter:
        return self._library.chapter(ask.name, ask.language).chapter

    def answer(self, ask: asks.LessonAnswerAsk) -> reckoning.Judged:
        markings = self._library.chapter(ask.name, ask.language).markings
        if ask.question not in markings:
            raise AddressError(f"the chapter {ask.name} asks no question {ask.question[:40]!r}")
        return reckoning.Judged(**asdict(markings[ask.question].verdict(ask.answer)))


def _fill(ask: asks.FillAsk, *buffers: bytes) -> teaching.Filled:
    return teaching.Filled(values_of(lab_of(state_in(buffers)), ask.names.split()))


def _structure(ask: asks.StructureAsk) -> Structured:
    if ask.column:
        return structured(column(ask.column), ask.input)
    if not ask.knobs:
        return structured(ask.words, ask.input)
    if len(ask.knobs) != 4 or not all(0 <= knob <= MOST_KNOB for knob in ask.knobs):
        raise AskError(f"knobs are N, M, b and K, each 0 … {MOST_KNOB}; got {list(ask.knobs)}")
    return structured(pattern(*ask.knobs), ask.input)
