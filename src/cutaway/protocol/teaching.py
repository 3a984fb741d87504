"""The lesson, as it crosses to the page, beside the chapters themselves (`cutaway.lesson`)."""

from dataclasses import dataclass

from cutaway.lesson.library import ChapterEntry


@dataclass(frozen=True, slots=True)
class Lessons:
    """The chapters there are, in order."""

    chapters: tuple[ChapterEntry, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What the values of a text are now, by name."""

    values: dict[str, str]
