"""Structures within limits, in a terminal and as plain values."""

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from cutaway.arithmetic.count import CONVENTION
from cutaway.networks.notation.code import sequential_code
from cutaway.networks.notation.text import parse
from cutaway.networks.structures.structure import Structure
from cutaway.networks.structures.suggest import ABSENCE, Fallen, Limits, Suggestion
from cutaway.terminal.plain import console

BETTER = (
    "none other has no more parameters and MACs, no fewer layers and maps, and no smaller field "
    "(up to the input's size)"
)


def suggestion_json(found: Suggestion, limits: Limits) -> dict[str, object]:
    """The whole front as plain values, each with its notation and code."""
    return {
        "weighed": found.weighed,
        "front": [_structure(each, limits) for each in found.front],
        "fallen": [
            {
                "why": each.why,
                "count": each.count,
                "nearest": _structure(each.nearest, limits),
                "better": _structure(each.better, limits) if each.better else None,
            }
            for each in found.fallen
        ],
        "not_in_it": ABSENCE,
        "convention": CONVENTION,
    }


def print_suggestion(
    found: Suggestion, limits: Limits, shown: Sequence[Structure], code: bool
) -> None:
    """The structures shown, why others fell out, and what the figures leave out."""
    out = console()
    of = f"{len(found.front):,} are" if len(found.front) > 1 else "1 is"
    out.print(
        Text(
            f"{found.weighed:,} structures weighed, {of} on the Pareto front: {BETTER}. "
            f"Shown: {len(shown)}, evenly from the fewest MACs to the most.\n"
        ),
        soft_wrap=True,
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("params", "MACs", "depth", "maps", "field"):
        table.add_column(heading, justify="right")
    table.add_column("notation", overflow="fold")
    for each in shown:
        table.add_row(*_cells(each))
    out.print(table)
    out.print(Text("\nfell out:"))
    for line in _why(found.fallen):
        out.print(Text(f"  {line}"), soft_wrap=True)
    size = "x".join(map(str, limits.input_shape[1:]))
    out.print(Text(f"\ncutaway code 'NOTATION' --input {size} prints the PyTorch"), soft_wrap=True)
    for line in (ABSENCE, f"depth = layers with weights; field = of the last map; {CONVENTION}"):
        out.print(Text(line), style="dim", soft_wrap=True)
    for each in shown if code else ():
        out.print(Text(f"\n# {each.words}"), soft_wrap=True)
        out.print(Text(sequential_code(parse(each.words), limits.input_shape)), soft_wrap=True)


def why_none(found: Suggestion, limits: Limits) -> str:
    """Why no structure is left, in one line."""
    return (
        f"none of {found.weighed:,} structures fits: {'; '.join(_why(found.fallen))}. "
        "Allow more, or ask for less"
    )


def _why(fallen: Sequence[Fallen]) -> Iterator[str]:
    for each in fallen:
        near = each.nearest
        yield {
            "params": f"{each.count:,} for too many parameters alone; the smallest has "
            f"{near.params:,}: {near.words}",
            "macs": f"{each.count:,} for too many MACs alone; the cheapest needs "
            f"{near.macs:,}: {near.words}",
            "field": f"{each.count:,} for too small a field alone; the largest is "
            f"{near.field}: {near.words}",
            "several": f"{each.count:,} for more than one reason",
            "beaten": f"{each.count:,} beaten by one on the front, such as {near.words} "
            f"({near.params:,} parameters, {near.macs:,} MACs)"
            + (
                f" by {each.better.words} ({each.better.params:,}, {each.better.macs:,})"
                if each.better
                else ""
            ),
        }[each.why]


def _cells(found: Structure) -> tuple[str | Text, ...]:
    counts = (found.params, found.macs, found.depth, found.channels, found.field)
    return (*(f"{count:,}" for count in counts), Text(found.words))


def _structure(found: Structure, limits: Limits) -> dict[str, object]:
    return {
        "notation": found.words,
        "params": found.params,
        "macs": found.macs,
        "depth": found.depth,
        "maps": found.channels,
        "field": found.field,
        "code": sequential_code(parse(found.words), limits.input_shape),
    }
