"""What stands inside a line of a chapter."""

from dataclasses import dataclass
from typing import Literal, Union


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as it is."""

    kind: Literal["plain"]
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A word of code, as it is."""

    kind: Literal["code"]
    text: str


@dataclass(frozen=True, slots=True)
class Sub:
    """A subscript: the o of C~o~."""

    kind: Literal["sub"]
    text: str


@dataclass(frozen=True, slots=True)
class Sup:
    """A superscript: the p of Z^p^."""

    kind: Literal["sup"]
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number of what stands beside the text, by its name."""

    kind: Literal["value"]
    name: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that are stressed."""

    kind: Literal["strong"]
    parts: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that lead to a place of the app ("#…") or of the web ("https://…")."""

    kind: Literal["anchor"]
    href: str
    parts: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class When:
    """Words that stand only where a value says so, and words for otherwise.

    name      a value
    equals    a value or a number that it must equal; "" where it must be something, and not 0
    """

    kind: Literal["when"]
    name: str
    equals: str
    so: tuple["Inline", ...]
    otherwise: tuple["Inline", ...]


Inline = Union[Plain, Code, Sub, Sup, Value, Strong, Anchor, When]  # noqa: UP007  read at run time
Line = tuple[Inline, ...]
