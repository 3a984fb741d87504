"""Columns of words: what rich would print, and nothing lost where the console is narrow."""

from io import StringIO
from random import Random

import pytest
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cutaway.terminal.columns import print_columns

LEFT, RIGHT = ("step", "call"), ("shape", "MACs")
WORDS = ("", "conv1_1", "输入", "[bold]", ":smile:", "×", "1,024", "a much longer name")


def rows(seed: int, count: int) -> list[tuple[str, ...]]:
    rng = Random(seed)
    return [tuple(rng.choice(WORDS) for _ in (*LEFT, *RIGHT)) for _ in range(count)]


def printed(width: int, given: list[tuple[str, ...]], failed: tuple[str, ...] = ()) -> str:
    file = StringIO()
    print_columns(Console(file=file, width=width), LEFT, RIGHT, given, failed)
    return file.getvalue()


def by_rich(given: list[tuple[str, ...]]) -> str:
    file, table = StringIO(), Table(box=None, pad_edge=False)
    for heading in LEFT:
        table.add_column(heading)
    for heading in RIGHT:
        table.add_column(heading, justify="right")
    for cells in given:
        table.add_row(*map(Text, cells))
    Console(file=file, width=160, highlight=False).print(table)
    return file.getvalue()


@pytest.mark.parametrize("seed", range(6))
def test_it_prints_what_rich_prints(seed: int) -> None:
    given = rows(seed, 5 * seed)
    assert printed(160, given) == by_rich(given)


def test_the_row_that_failed_is_the_last_and_is_red() -> None:
    given, failed = rows(1, 3), ("fc6", "failed")
    assert printed(160, given, failed) == by_rich([*given, (*failed, "", "")])
    file = StringIO()
    console = Console(file=file, width=160, force_terminal=True, color_system="standard")
    print_columns(console, LEFT, RIGHT, given, failed)
    assert "\x1b[1;31mfc6" in file.getvalue().splitlines()[-1]


def test_a_narrow_console_folds_and_loses_nothing() -> None:
    given = [("features.denseblock4.denselayer16.conv2", "conv2d", "32×7×7", "1,806,336")]
    told = printed(30, given, ("classifier", "failed"))
    assert max(map(len, told.splitlines())) <= 30 and len(told.splitlines()) > 3
    letters = "".join(sorted(told.replace("\n", "").replace(" ", "")))
    words = (*LEFT, *RIGHT, *given[0], "classifier", "failed")
    assert letters == "".join(sorted("".join(words)))
