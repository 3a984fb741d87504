"""Networks side by side, in a terminal and as plain values."""

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cutaway.arithmetic.count import CONVENTION as COUNTING
from cutaway.explain.side_by_side import CONVENTION, Layer, Portrait
from cutaway.terminal.plain import byte_size, console

EIGHTHS = " ▁▂▃▄▅▆▇█"


def portraits_json(found: Sequence[Portrait]) -> dict[str, object]:
    """The figures as plain values."""
    return {
        "networks": [asdict(portrait) for portrait in found],
        "convention": CONVENTION,
        "counting": COUNTING,
    }


def print_portraits(found: Sequence[Portrait]) -> None:
    """A row for each network, then a bar for each of its layers."""
    out = console()
    out.print(_table(found))
    out.print(Text("\nwhere the cost sits, a bar for each layer from input to output"))
    for portrait in found:
        _print_bars(out, portrait)
    for convention in (CONVENTION, COUNTING):
        out.print(Text(convention), style="dim", soft_wrap=True)


def _table(found: Sequence[Portrait]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("network", overflow="fold")
    headings = ("year", "input", "depth", "params", "MACs", "weights", "peak", "field")
    for heading in headings:
        table.add_column(heading, justify="right", overflow="fold")
    for portrait in found:
        table.add_row(Text(portrait.name, style="bold"), *_cells(portrait))
    return table


def _cells(portrait: Portrait) -> tuple[str, ...]:
    least = "" if portrait.complete else "≥ "
    return (
        str(portrait.year or ""),
        "×".join(map(str, portrait.input_shape[1:])),
        str(portrait.depth),
        f"{portrait.params:,}",
        f"{least}{portrait.macs:,}",
        byte_size(portrait.weight_bytes),
        byte_size(portrait.peak_bytes),
        "×".join(map(str, portrait.field)) or "everything",
    )


def _print_bars(out: Console, portrait: Portrait) -> None:
    if not portrait.layers:
        return
    out.print(Text(f"\n{portrait.name}", style="bold"))
    for what in ("macs", "params"):
        counts = [int(getattr(layer, what)) for layer in portrait.layers]
        total = sum(counts)
        if not total:
            continue
        most = portrait.layers[counts.index(max(counts))]
        label = {"macs": "MACs", "params": "params"}[what]
        line = f"  {label:<7}{bars(counts)}  {_most(most, max(counts) / total)}"
        out.print(Text(line), soft_wrap=True)


def _most(layer: Layer, share: float) -> str:
    return f"most in {layer.name}: {share:.0%}"


def bars(counts: Sequence[int]) -> str:
    """A bar for each number, an eighth of a line high at the least where it is no 0.

    >>> bars([0, 1, 50, 100])
    ' ▁▄█'
    """
    most = max(counts, default=0) or 1
    return "".join(EIGHTHS[max(round(8 * n / most), n > 0)] for n in counts)
