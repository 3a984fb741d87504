"""Matrices as text: "1 2 0 3; 0 1 2 3", rows pasted from a spreadsheet, nested lists.

Numbers are parted by spaces, tabs or commas, rows by `;` or a new line, planes (channels) by `|`
or an empty line. "3x32x32" alone stands for made-up numbers of that shape.
"""

import re
from functools import lru_cache
from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.counted import counted
from cutaway.playground.grid import MOST_NUMBERS, Grid, generated
from cutaway.playground.numerals import number_of, plain
from cutaway.playground.reason import Fact, Problem, Reason
from cutaway.playground.tidy import tidy

BETWEEN_NUMBERS = re.compile(r" *[,\t] *| +")
SHAPE = re.compile(r"\d{1,10}(?: *[x×*] *\d{1,10}){0,3}")
SIGNS = {ord("；"): ";", ord("，"): ",", ord("、"): ",", ord("｜"): "|", ord("\u3000"): " "}
MOST_TEXT = 400_000

Rows = list[list[str]]


def read_matrix(
    text: str, axes: int = 2, name: str = "input", layer: int = -1, low: int = 0, high: int = 6
) -> tuple[Grid, list[Problem]]:
    """The planes (n, *space) of a text, and what could not be taken as it stands.

    axes   1: every row is a plane of its own; 2: planes of rows
    low, high   between which numbers are made up where only a shape was given

    A cell that is no number counts as 0, and a short row is filled up with zeros.

    >>> read_matrix("1 2; 3 ½")[0].values
    (1.0, 2.0, 3.0, 0.5)
    """
    found, problems = _read(text, axes, name, layer, low, high)
    return found, list(problems)


@lru_cache(maxsize=32)
def _read(
    text: str, axes: int, name: str, layer: int, low: int, high: int
) -> tuple[Grid, tuple[Problem, ...]]:
    """As `read_matrix`: while one box changes, the matrices in the others stay as they are."""
    shape = shape_of(text, axes)
    if shape is not None:
        return generated(shape, low, high), ()
    if len(text) > MOST_TEXT:
        reason = Reason(
            "matrix-long",
            f"the {name} is a text of {len(text):,} characters; at most {MOST_TEXT:,} are read",
            {"length": len(text), "most": MOST_TEXT},
        )
        return Grid((1,) * (axes + 1), (0.0,), ("0",)), (Problem(layer, name, reason),)
    planes = _planes(text, axes)
    if not planes:
        reason = Reason("matrix-empty", f"the {name} is empty: type numbers such as 1 2; 3 4")
        return Grid((1,) * (axes + 1), (0.0,), ("0",)), (Problem(layer, name, reason),)
    filled, problems = _filled(planes, axes, name, layer)
    return filled, tuple(problems)


def shape_of(text: str, axes: int) -> Shape | None:
    """The shape (planes, *space) that a text such as "3x32x32" names; None where it is no shape.

    >>> shape_of("5×4", 2), shape_of("3x8", 1), shape_of("1 2", 2)
    ((1, 5, 4), (3, 8), None)
    """
    found = plain(text).strip().lower()
    if not re.search("[x×*]", found) or not SHAPE.fullmatch(found):
        return None
    sizes = tuple(int(part) for part in re.split(r" *[x×*] *", found))
    if len(sizes) > axes + 1:
        sizes = (prod(sizes[: len(sizes) - axes]), *sizes[-axes:])
    if not all(sizes):
        return None
    return (1,) * (axes + 1 - len(sizes)) + sizes


def matrix_text(grid: Grid) -> str:
    """The text of a grid's planes (n, *space), rows parted by `;` and planes by `|`.

    >>> matrix_text(Grid((2, 1, 2), (1.0, 0.5, 3.0, 4.0), ("1", "1/2", "3", "4")))
    '1 1/2 | 3 4'
    """
    if not grid.known:
        return "x".join(map(str, grid.shape))
    width = grid.shape[-1]
    rows = [" ".join(grid.texts[i : i + width]) for i in range(0, grid.size, width)]
    height = grid.shape[-2] if len(grid.shape) > 2 else 1
    return " | ".join("; ".join(rows[i : i + height]) for i in range(0, len(rows), height))


def _planes(text: str, axes: int) -> list[Rows]:
    text = tidy(text).translate(SIGNS)
    planes: list[Rows] = []
    for part in re.split(r"\|+", text.strip(" |")):
        rows = [_numbers(row) for row in re.split("; *", part) if row.strip()]
        if axes == 1:
            planes.extend([row] for row in rows)
        elif rows:
            planes.append(rows)
    return planes


def _numbers(row: str) -> list[str]:
    return BETWEEN_NUMBERS.split(row.strip(" ").removesuffix(","))


def _filled(planes: list[Rows], axes: int, name: str, layer: int) -> tuple[Grid, list[Problem]]:
    height = max(map(len, planes))
    width = max(len(row) for rows in planes for row in rows)
    shape = (len(planes), height, width) if axes == 2 else (len(planes), width)
    if prod(shape) > MOST_NUMBERS:
        return Grid(shape, (), ()), []
    values, texts, problems = [], [], []
    for p, rows in enumerate(planes):
        if len(rows) < height:
            problems.append(_few_rows(p, len(rows), height, name, layer))
        for y in range(height):
            row = rows[y] if y < len(rows) else ["0"] * width
            if len(row) < width:
                problems.append(_short(p, y, len(row), width, len(planes), name, layer))
            for x, typed in enumerate(row):
                found = number_of(typed)
                if found is None:
                    problems.append(_no_number((p, y, x), typed, len(planes), name, layer))
                value, kept = found or (0.0, "0")
                values.append(value)
                texts.append(kept)
            values.extend([0.0] * (width - len(row)))
            texts.extend(["0"] * (width - len(row)))
    return Grid(shape, tuple(values), tuple(texts)), problems


def _few_rows(plane: int, got: int, wanted: int, name: str, layer: int) -> Problem:
    reason = Reason(
        "matrix-rows",
        f"plane {plane + 1} of the {name} has {counted(got, 'row')}, another has {wanted}; "
        "all planes have the same size",
        {"plane": plane + 1, "got": got, "expected": wanted},
    )
    return Problem(layer, name, reason, cell=(plane, got, 0))


def _short(
    plane: int, row: int, got: int, wanted: int, planes: int, name: str, layer: int
) -> Problem:
    where = f"row {row + 1}" + (f" of plane {plane + 1}" if planes > 1 else "")
    reason = Reason(
        "matrix-ragged",
        f"{where} of the {name} has {got} number{'s' * (got != 1)}, the longest has {wanted}",
        {"plane": plane + 1, "row": row + 1, "got": got, "expected": wanted},
    )
    return Problem(layer, name, reason, cell=(plane, row, got))


def _no_number(
    cell: tuple[int, int, int], typed: str, planes: int, name: str, layer: int
) -> Problem:
    plane, row, column = cell
    where = f"row {row + 1}, column {column + 1}" + (f" of plane {plane + 1}" if planes > 1 else "")
    facts: dict[str, Fact] = {
        "plane": plane + 1,
        "row": row + 1,
        "column": column + 1,
        "found": typed[:40],
    }
    if not typed.strip():
        reason = Reason("matrix-blank", f"{where} of the {name} is empty", facts)
    else:
        english = f"{where} of the {name} is no number: {typed[:40]!r}"
        reason = Reason("matrix-number", english, facts)
    return Problem(layer, name, reason, found=typed[:40], used="0", cell=cell)
