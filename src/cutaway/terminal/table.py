"""A table of networks: what each column builds, and whether it agrees with what it prints."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from cutaway.networks.notation.table import Column
from cutaway.networks.notation.weighing import Weight
from cutaway.terminal.plain import console

Weighed = tuple[Column, Weight]


def table_json(found: Sequence[Weighed]) -> dict[str, object]:
    """The columns as plain values."""
    return {
        "columns": [
            {
                "name": column.name,
                "notation": column.words,
                "input_shape": list(column.input_shape),
                "printed": column.printed,
                "built": column.built,
                "params": weight.params,
                "macs": weight.macs,
                "fault": column.fault,
            }
            for column, weight in found
        ]
    }


def print_table(found: Sequence[Weighed]) -> None:
    """A row for each column of the table; refused ones in red."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("column")
    for heading in ("printed", "built", "params", "MACs"):
        table.add_column(heading, justify="right")
    table.add_column("notation", overflow="fold")
    for column, weight in found:
        table.add_row(
            Text(column.name),
            "" if column.printed is None else str(column.printed),
            Text(str(column.built), style="bold red" if column.fault else ""),
            f"{weight.params:,}",
            f"{weight.macs:,}",
            Text("refused" if column.fault else column.words),
        )
    console().print(table)
