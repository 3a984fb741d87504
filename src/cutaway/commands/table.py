"""`cutaway table`: networks from a table of columns, such as the VGG paper's."""

from pathlib import Path
from typing import Annotated

import typer

from cutaway.commands.words import AsJson
from cutaway.errors import NetworkError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(table)


def table(
    file: Annotated[Path, typer.Argument(help="A text of rows, tabs or | between the columns.")],
    column: Annotated[
        str, typer.Option("--column", help="Only print this column's notation.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Read a table of networks, and hold its printed weight layers against what it builds."""
    from cutaway.networks.notation.table import named, open_table
    from cutaway.networks.notation.text import parse
    from cutaway.networks.notation.weighing import weigh
    from cutaway.terminal.plain import json_text
    from cutaway.terminal.table import print_table, table_json

    columns = open_table(file)
    if column:
        print(named(columns, column).trusted_words())
        return
    found = [(each, weigh(parse(each.words), each.input_shape)) for each in columns]
    if as_json:
        print(json_text(table_json(found)))
    else:
        print_table(found)
    faults = [each.fault for each in columns if each.fault]
    if faults:
        raise NetworkError("; ".join(faults))
