"""How answers look in a terminal, and as JSON."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from heapq import nlargest
from math import isfinite, isnan

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Index
from cutaway.arithmetic.printed import rounded
from cutaway.arithmetic.term import Term
from cutaway.explain.channels import dot_of
from cutaway.explain.compare import Comparison
from cutaway.explain.places import Places
from cutaway.explain.summary import Row, Summary
from cutaway.explain.value import Explanation
from cutaway.explain.waterfall import waterfall

LONG = 12
DEEP = 6


def summary_json(found: Summary) -> dict[str, object]:
    """The table as plain values."""
    return {"steps": [_row(row) for row in found.steps], "totals": asdict(found.totals)}


def explanation_json(found: Explanation) -> dict[str, object]:
    """An explanation as plain values; NaN and ±∞ are strings."""
    return {
        "step": found.step,
        "index": list(found.index),
        "value": _plain(found.value),
        "recorded": _plain(found.recorded),
        "residual": _plain(found.residual),
        "tolerance": _plain(found.tolerance),
        "adds_up": found.adds_up,
        "term": _term(found.term),
    }


def print_summary(found: Summary) -> None:
    """The table and its totals."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("step", overflow="fold")
    table.add_column("call")
    for heading in ("shape", "params", "MACs", "memory", "field", "stride", "start"):
        table.add_column(heading, justify="right", overflow="fold")
    for row in found.steps:
        known = row.known and row.field.known
        table.add_row(
            Text(row.name),
            row.op + ("" if row.known else " (unknown)"),
            "×".join(map(str, row.shape[1:])) or "1",
            f"{row.params:,}" if row.params else "",
            f"{row.macs:,}" if row.macs else "" if row.known else "?",
            _bytes(row.bytes),
            "×".join(map(str, row.field.size)) if known else "?",
            _jump(row) if known else "?",
            ", ".join(map(_told, row.field.start)) if known else "?",
        )
    console = _console()
    console.print(table)
    totals = found.totals
    least = "" if totals.complete else "at least "
    console.print(
        Text(
            f"\n{totals.params:,} parameters · {least}{totals.macs:,} MACs · "
            f"{totals.flops:,} FLOPs ({totals.flops_exact:,} exactly) · {totals.other:,} others\n"
            f"{_bytes(totals.weight_bytes)} of weights · {_bytes(totals.bytes)} of outputs, "
            f"{_bytes(totals.peak_bytes)} of them at once at the peak"
        )
    )
    if not totals.complete:
        names = ", ".join(totals.unknown)
        console.print(
            Text(f"incomplete: Cutaway cannot count {names} (docs/add-an-op.md)", style="bold red")
        )
    console.print(Text(totals.convention), style="dim")
    console.print(Text(totals.memory_convention), style="dim")


def print_explanation(found: Explanation) -> None:
    """The arithmetic of one number, largest contributions first where it is long."""
    console = _console()
    place = ", ".join(map(str, found.index))
    console.print(Text(f"{found.step}[{place}] = {_told(found.recorded)}", style="bold"))
    for line in arithmetic(found.term):
        console.print(Text(line))
    mark = "adds up" if found.adds_up else "DOES NOT ADD UP"
    console.print(
        Text(
            f"recomputed {_told(found.value)}, recorded {_told(found.recorded)}: {mark}, "
            f"residual {_told(found.residual)} (allowed {_told(found.tolerance)})",
            style="" if found.adds_up else "bold red",
        )
    )


def arithmetic(term: Term) -> Iterator[str]:
    """Lines that say how a number was made."""
    if dot_of(term) is None:
        yield from _tree(term, 1)
        return
    dot = dot_of(term)
    assert dot is not None
    yield from _products(dot)
    falls = waterfall(term)
    yield f"  shares of the channels{'' if falls.exact else ' (≈)'}:"
    for bar in falls.bars:
        name = {"channel": f"channel {bar.channel}", "other": f"other {bar.count}"}.get(
            bar.kind, bar.label or bar.kind
        )
        yield f"    {name:<14}{_fixed(bar.value, falls.digits):>14}"


def _products(dot: Term) -> Iterator[str]:
    window, kernel = dot.blocks
    count = len(window.values)
    products = [a * b for a, b in zip(window.values, kernel.values, strict=True)]
    order = (
        range(count)
        if count <= LONG
        else nlargest(LONG, range(count), lambda i: _size(products[i]))
    )
    names = window.source, kernel.source
    yield f"  {count:,} products of {names[0]} × {names[1]}" + (
        f", the {LONG} largest:" if count > LONG else ":"
    )
    places = list(window.indices()) if count <= 100_000 else []
    for i in order:
        at = f"[{', '.join(map(str, places[i]))}]" if places else f"[{i}]"
        yield (
            f"    {at:<18}{_told(window.values[i]):>14} × {_told(kernel.values[i]):>14} = "
            f"{_told(products[i]):>14}"
        )


def _tree(term: Term, depth: int) -> Iterator[str]:
    where = ""
    if term.address is not None:
        where = f"{term.address.source}[{', '.join(map(str, term.address.index))}] "
    label = f" ({term.label})" if term.label else ""
    yield f"{'  ' * depth}{term.rule} {where}= {_told(term.value)}{label}"
    for block in term.blocks:
        yield f"{'  ' * (depth + 1)}{_block(block)}"
    if depth < DEEP:
        for part in term.parts[:LONG]:
            yield from _tree(part, depth + 1)
    if len(term.parts) > LONG:
        yield f"{'  ' * (depth + 1)}… and {len(term.parts) - LONG} more"


def _block(block: Block) -> str:
    shown = ", ".join(map(_told, block.values[:LONG]))
    more = f", … {block.size - LONG} more" if block.size > LONG else ""
    return f"of {block.source}: {shown}{more}"


def comparisons_json(found: Sequence[Comparison]) -> dict[str, object]:
    """Other counters as plain values, under `compared`; nothing where none was asked."""
    return {"compared": [asdict(comparison) for comparison in found]} if found else {}


def print_comparisons(found: Sequence[Comparison]) -> None:
    """What other counters say, and one line for each reason why that differs."""
    console = _console()
    for one in found:
        if one.theirs is None:
            console.print(Text(f"\n{one.tool}: {one.trouble}"))
            continue
        verdict = "the same" if one.theirs == one.ours else f"Cutaway {one.ours:,}"
        console.print(Text(f"\n{one.tool}: {one.theirs:,} {one.unit}; {verdict}"))
        for part in one.differences:
            console.print(Text(f"  {part.what}: {part.theirs:,}, not {part.ours:,}: {part.why}"))


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
    console = _console()
    verb = "feeds" if feeds else "depends on"
    console.print(Text(f"{step}[{', '.join(map(str, index))}] {verb}", style="bold"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("step", overflow="fold")
    table.add_column("box (first…last of each axis)", overflow="fold")
    table.add_column("numbers", justify="right")
    table.add_column("", overflow="fold")
    for name, places in found:
        box = ", ".join(f"{s.start}…{s.stop - 1}" for s in places.box.spans)
        of = "" if places.exact else "at most: Cutaway does not know a call on the way"
        holes = f"with holes: the box has {places.box.size:,}" if places.holes else of
        table.add_row(Text(name), f"[{box}]", f"{places.count:,}", holes)
    console.print(table)


def _row(row: Row) -> dict[str, object]:
    found = asdict(row)
    found["inputs"] = list(row.inputs)
    found["shape"] = list(row.shape)
    return found


def _term(term: Term) -> dict[str, object]:
    address = term.address
    return {
        "rule": term.rule,
        "value": _plain(term.value),
        "label": term.label,
        "source": address.source if address else "",
        "index": list(address.index) if address else [],
        "parts": [_term(part) for part in term.parts],
        "blocks": [
            {
                "source": block.source,
                "start": [tap.start for tap in block.taps],
                "stride": [tap.step for tap in block.taps],
                "shape": list(block.shape),
                "values": [_plain(value) for value in block.values],
            }
            for block in term.blocks
        ],
    }


def _plain(value: float) -> float | str:
    if isfinite(value):
        return value
    return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _told(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def _fixed(value: float, digits: int) -> str:
    if not isfinite(value):
        return _told(value)
    return f"{rounded(value, digits):+f}".replace("-", "−")


def _size(value: float) -> float:
    return abs(value) if not isnan(value) else float("inf")


def _jump(row: Row) -> str:
    return "×".join(map(_told, row.field.jump)) if any(row.field.jump) else ""


def _bytes(count: int) -> str:
    return f"{count / 2**20:,.1f} MiB" if count >= 2**20 else f"{count / 2**10:,.1f} KiB"


def _console() -> Console:
    wide = None if sys.stdout.isatty() else 160
    return Console(width=wide, highlight=False, soft_wrap=False)
