"""Tables of configurations, as the VGG paper prints them: one network a column, cells of words.

Cells stand between tabs or | signs. A row of one cell counts for all columns. A row such as
"11 weight layers" is held against what the cells build.
"""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from textwrap import dedent

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError
from cutaway.networks.notation.layers import Conv, Full
from cutaway.networks.notation.meaning import every
from cutaway.networks.notation.text import parse
from cutaway.networks.phrases import absent, is_file

MARKUP = re.compile(r"<[^<>]*>|\*\*|__|\\_")
RULE = re.compile(r"[\s|+:=-]*")
PRINTED = re.compile(r"(\d+)\s*(?:weight layers?|layers?|个?权重层|层)", re.IGNORECASE)
INPUT = re.compile(r"(?:input|输入)\b.*?(\d+)\D+?(\d+)(.*)", re.IGNORECASE)
MOST_SIGNS = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """One network of a table.

    words         its cells from top to bottom, in the notation
    built         weight layers that the words make: convolutions and fully connected ones
    printed       weight layers that the table states; None where it states none
    input_shape   (1, c, h, w) of the table's row "input"
    """

    name: str
    words: str
    built: int
    printed: int | None
    input_shape: Shape

    @property
    def fault(self) -> str:
        """Why the column cannot be trusted; "" where it says of itself what it builds."""
        if self.printed in (None, self.built):
            return ""
        return (
            f"column {self.name} builds {self.built} weight layers, and the table prints "
            f"{self.printed}: a layer was {'lost' if self.built < self.printed else 'added'} when "
            "it was copied; compare its cells with the original"
        )

    def trusted_words(self) -> str:
        """The words. Raises NetworkError where the table contradicts itself."""
        if self.fault:
            raise NetworkError(self.fault, column=self.name)
        return self.words


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, cleaned; `line` counts from 1."""

    line: int
    cells: tuple[str, ...]

    def spread(self, columns: int) -> tuple[str, ...]:
        """One cell for each column. Raises NetworkError where there are too many."""
        if len(self.cells) == 1:
            return self.cells * columns
        if len(self.cells) > columns:
            raise NetworkError(
                f"line {self.line} of the table has {len(self.cells)} cells; its columns are "
                f"{columns}"
            )
        return self.cells + ("",) * (columns - len(self.cells))


def open_table(path: Path) -> tuple[Column, ...]:
    """The columns of a table in a file. Raises NetworkError where it cannot be read."""
    if not is_file(path):
        raise NetworkError(absent(path))
    try:
        if path.stat().st_size > MOST_SIGNS:
            raise NetworkError(
                f"{path.name} has over {MOST_SIGNS:,} bytes; a table is a small text"
            )
        return read_table(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise NetworkError(
            f"{path.name} cannot be read as text; expected rows of words, in UTF-8"
        ) from None


def named(columns: tuple[Column, ...], name: str) -> Column:
    """The column of a name. Raises NetworkError where there is none."""
    for column in columns:
        if column.name.lower() == name.lower():
            return column
    names = ", ".join(column.name for column in columns)
    raise NetworkError(f"the table has no column {name!r}; its columns are {names}")


def read_table(text: str) -> tuple[Column, ...]:
    """The columns of a table. Raises NetworkError where a cell cannot be read.

    >>> [(c.name, c.words, c.fault) for c in read_table("A|B\\nconv3-8|2*conv3-8\\nFC-10")]
    [('A', 'conv3-8 FC-10', ''), ('B', '2*conv3-8 FC-10', '')]
    """
    if len(text) > MOST_SIGNS:
        raise NetworkError(f"the table has {len(text):,} signs; at most {MOST_SIGNS:,}")
    lines = enumerate(dedent(text).splitlines(), 1)
    rows = [row for number, line in lines if (row := _row(number, line)).cells]
    head = _head(rows)
    names = _told_apart(rows[head].cells)
    printed: tuple[int | None, ...] = (None,) * len(names)
    words: list[list[str]] = [[] for _ in names]
    shape: Shape = (1, 3, 224, 224)
    for row in rows[head + 1 :]:
        stated, given = PRINTED.fullmatch(row.cells[0]), INPUT.match(row.cells[0])
        if stated:
            printed = tuple(map(_printed, row.spread(len(names))))
        elif given:
            shape = _shape(given)
        else:
            _add(row, words)
    return tuple(
        Column(name, " ".join(cells), _built(name, " ".join(cells)), number, shape)
        for name, cells, number in zip(names, words, printed, strict=True)
    )


def _told_apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the columns. Raises NetworkError where two are the same but for capitals."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise NetworkError(f"two columns of the table are called {name!r}; rename one")
        seen.add(name.lower())
    return names


def _row(number: int, line: str) -> Row:
    if RULE.fullmatch(line):
        return Row(number, ())
    cells = line.split("\t") if "\t" in line else line.removeprefix("|").split("|")
    cleaned = [" ".join(unescape(MARKUP.sub(" ", cell)).split()) for cell in cells]
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return Row(number, tuple(cleaned))


def _head(rows: list[Row]) -> int:
    """Which row has the names: the one above the printed weight layers, or the first wide one."""
    for i, row in enumerate(rows[1:]):
        if PRINTED.fullmatch(row.cells[0]):
            return i
    if len(rows) < 2:
        raise NetworkError(
            "the table has fewer than two rows; expected names of columns, then cells of words "
            "such as conv3-64, with tabs or | between the columns"
        )
    return next((i for i, row in enumerate(rows) if len(row.cells) > 1), 0)


def _add(row: Row, words: list[list[str]]) -> None:
    for cell, column in zip(row.spread(len(words)), words, strict=True):
        if cell:
            try:
                parse(cell)
            except NetworkError as error:
                raise NetworkError(
                    f"line {row.line} of the table: {error}", **error.facts
                ) from None
            column.append(cell)


def _printed(cell: str) -> int | None:
    found = PRINTED.fullmatch(cell)
    return int(found[1]) if found else None


def _shape(found: re.Match[str]) -> Shape:
    channels = 1 if re.search(r"gr[ea]y|灰", found[3], re.IGNORECASE) else 3
    return (1, channels, int(found[1]), int(found[2]))


def _built(name: str, words: str) -> int:
    if not words:
        raise NetworkError(f"column {name} of the table is empty")
    return sum(isinstance(layer, Conv | Full) for layer in every(parse(words)))
