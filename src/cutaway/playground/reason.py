"""Why something is so, as data: a code and numbers for a translation, and the sentence itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cutaway.errors import AskError

Fact = str | int | float
SPOKEN = {"extra": "output padding"}
"""Boxes that a person knows by another name than a link does."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence.

    code      a stable word by which a page finds its translation
    facts     the numbers and names of the sentence, by name
    english   the sentence in English
    """

    code: str
    english: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something typed that could not be taken as it stands.

    layer    which layer, 0 first; −1 for the input and for the whole
    name     the box: "input", "kernel", "bias", "size", "stride", …
    axis     which axis of it, −1 for all
    cell     plane, row and column of a matrix, from 0; () where no cell is meant
    found    what was typed
    used     what was taken in its place, as text
    """

    layer: int
    name: str
    reason: Reason
    found: str = ""
    used: str = ""
    axis: int = -1
    cell: tuple[int, ...] = ()


def refuse(problems: Iterable[Problem]) -> None:
    """Raises AskError for the first of some problems, if there is one."""
    for problem in problems:
        told, box = problem.reason.english, SPOKEN.get(problem.name, problem.name)
        if box not in told:
            told = f"{box} is {problem.found}; {told}"
        raise AskError(told, problem=problem.reason.code, **problem.reason.facts)
