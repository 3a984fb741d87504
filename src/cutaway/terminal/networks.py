"""The named networks as a table, and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from cutaway.networks.listing import Entry
from cutaway.terminal.plain import console


def networks_json(found: Sequence[Entry]) -> dict[str, object]:
    """The list as plain values."""
    return {"networks": [{**asdict(e), "input_shape": list(e.input_shape)} for e in found]}


def print_networks(found: Sequence[Entry]) -> None:
    """A row for each network; below, what random weights are."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("name", no_wrap=True)
    table.add_column("title", overflow="fold")
    table.add_column("year", justify="right")
    table.add_column("params", justify="right")
    table.add_column("input", justify="right")
    table.add_column("weights", overflow="fold")
    for entry in found:
        size = "×".join(map(str, entry.input_shape[1:]))
        year, params = str(entry.year or ""), f"{entry.params:,}" if entry.params else ""
        weights = entry.weights.partition(" (He")[0] if not entry.missing else entry.missing
        table.add_row(Text(entry.name), Text(entry.title), year, params, size, Text(weights))
    out = console()
    out.print(table)
    told = (
        "random weights: nobody trained the network, so its shapes and costs mean something and "
        "its answers do not; --weights FILE brings trained ones"
    )
    out.print(Text(f"\n{told}"), style="dim", soft_wrap=True)
