"""Exactly which numbers one number depends on, or feeds."""

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from cutaway.arithmetic.box import Index
from cutaway.explain.places import Places
from cutaway.terminal.plain import console


def places_json(
    step: str, index: Index, feeds: bool, found: Mapping[str, Places]
) -> dict[str, object]:
    """The exact field of one number as plain values."""
    told = {
        name: {
            "start": [span.start for span in places.box.spans],
            "stop": [span.stop for span in places.box.spans],
            "count": places.count,
            "holes": places.holes,
            "exact": places.exact,
        }
        for name, places in found.items()
    }
    return {"step": step, "index": list(index), "feeds": feeds, "steps": told}


def print_places(step: str, index: Index, feeds: bool, found: Sequence[tuple[str, Places]]) -> None:
    """By step, the box of what one number depends on or feeds, and how full it is."""
    out = console()
    verb = "feeds" if feeds else "depends on"
    out.print(Text(f"{step}[{', '.join(map(str, index))}] {verb}", style="bold"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("step", overflow="fold")
    table.add_column("box (first…last of each axis)", overflow="fold")
    table.add_column("numbers", justify="right")
    table.add_column("", overflow="fold")
    for name, places in found:
        box = ", ".join(f"{s.start}…{s.stop - 1}" for s in places.box.spans)
        of = "" if places.exact else "at most: of a call on the way it is not known what it reads"
        holes = f"with holes: the box has {places.box.size:,}" if places.holes else of
        table.add_row(Text(name), f"[{box}]", f"{places.count:,}", holes)
    out.print(table)
