"""A table of words in columns, laid out at once: rich takes a millisecond for each row."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

GAP = "  "
MARKED = "bold red"


def print_columns(
    out: Console,
    left: Sequence[str],
    right: Sequence[str],
    rows: Sequence[Sequence[str]],
    failed: Sequence[str] = (),
) -> None:
    """Rows under headings, those of `left` flush left and those of `right` flush right.

    failed   the first cells of one more row, which is red; () where there is none

    Where the console is too narrow, words are folded inside their columns.
    """
    last = (*failed, *[""] * (len(left) + len(right) - len(failed)))
    whole = [(*left, *right), *rows, *([last] if failed else [])]
    widths = [max(map(cell_len, column)) for column in zip(*whole, strict=True)]
    if sum(widths) + len(GAP) * (len(widths) - 1) > out.width:
        _print_folded(out, left, right, rows, failed)
        return
    lines = [_line(cells, widths, len(left)) for cells in whole]
    out.print(Text(lines[0], style="bold"), soft_wrap=True)
    body = lines[1:-1] if failed else lines[1:]
    if body:
        out.print(Text("\n".join(body)), soft_wrap=True)
    if failed:
        out.print(Text(lines[-1], style=MARKED), soft_wrap=True)


def _line(cells: Sequence[str], widths: Sequence[int], left: int) -> str:
    padding = [" " * (width - cell_len(cell)) for cell, width in zip(cells, widths, strict=True)]
    return GAP.join(
        cell + space if column < left else space + cell
        for column, (cell, space) in enumerate(zip(cells, padding, strict=True))
    )


def _print_folded(
    out: Console,
    left: Sequence[str],
    right: Sequence[str],
    rows: Sequence[Sequence[str]],
    failed: Sequence[str],
) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in left:
        table.add_column(heading, overflow="fold")
    for heading in right:
        table.add_column(heading, justify="right", overflow="fold")
    for cells in rows:
        table.add_row(*map(Text, cells))
    if failed:
        table.add_row(*(Text(cell, style=MARKED) for cell in failed))
    out.print(table)
