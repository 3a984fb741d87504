"""How answers look in a terminal, and as JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from heapq import nlargest, nsmallest
from math import isfinite, isnan

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.printed import rounded
from cutaway.arithmetic.term import Rule, Term
from cutaway.errors import RunError
from cutaway.explain.channels import dot_of
from cutaway.explain.summary import Row, Summary, Totals
from cutaway.explain.value import Explanation
from cutaway.explain.waterfall import waterfall

LONG = 12
DEEP = 6


def json_text(found: dict[str, object]) -> str:
    """Strict JSON: NaN and ±∞ are strings in it already."""
    return json.dumps(found, allow_nan=False)


def summary_json(found: Summary, failure: RunError | None = None) -> dict[str, object]:
    """The table as plain values; with a failure, the steps before it and totals so far."""
    totals = found.totals if failure is None else replace(found.totals, complete=False)
    return {
        "steps": [_row(row) for row in found.steps],
        "totals": asdict(totals),
        **_failure(failure),
    }


def explanation_json(found: Explanation, failure: RunError | None = None) -> dict[str, object]:
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
        **_failure(failure),
    }


def print_summary(found: Summary, failure: RunError | None = None) -> None:
    """The table and its totals; of a network that failed half way, the steps up to there."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("step", overflow="fold")
    table.add_column("call")
    for heading in ("shape", "params", "MACs", "field", "stride"):
        table.add_column(heading, justify="right", overflow="fold")
    for row in found.steps:
        table.add_row(*_cells(row))
    if failure is not None:
        name = str(failure.facts.get("step", "…"))
        table.add_row(Text(name, style="bold red"), Text("failed", style="bold red"))
    console = _console()
    console.print(table)
    if failure is None:
        _print_totals(console, found.totals)


def _cells(row: Row) -> tuple[Text | str, ...]:
    known = row.known and row.field.known
    return (
        Text(row.name),
        Text(row.op + ("" if row.known else " (unknown)")),
        "×".join(map(str, row.shape[1:])) or "1",
        f"{row.params:,}" if row.params else "",
        f"{row.macs:,}" if row.macs else "" if row.known else "?",
        "×".join(map(str, row.field.size)) if known else "?",
        "×".join(map(str, row.field.jump)) if known else "?",
    )


def _print_totals(console: Console, totals: Totals) -> None:
    lines = [
        f"\n{totals.params:,} parameters · {totals.macs:,} MACs · {totals.flops:,} FLOPs "
        f"({totals.flops_exact:,} exactly) · {totals.bytes / 2**20:,.1f} MiB of outputs"
    ]
    if not totals.complete:
        lines.append("incomplete: steps marked unknown are not counted (docs/add-an-op.md)")
    for line in lines:
        console.print(Text(line), soft_wrap=True)
    console.print(Text(totals.convention), style="dim", soft_wrap=True)


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
        yield f"{'  ' * (depth + 1)}{_block(block, term.rule)}"
    if depth == DEEP and term.parts:
        yield f"{'  ' * (depth + 1)}… of {len(term.parts)} numbers"
        return
    for part in _largest(term.parts):
        yield from _tree(part, depth + 1)
    if len(term.parts) > LONG:
        yield f"{'  ' * (depth + 1)}… and {len(term.parts) - LONG} more"


def _largest(parts: tuple[Term, ...]) -> Iterable[Term]:
    """The parts in their order, or the largest of many."""
    if len(parts) <= LONG:
        return parts
    return nlargest(LONG, parts, lambda part: _size(part.value))


def _block(block: Block, rule: Rule) -> str:
    if block.size <= LONG:
        return f"of {block.source}: {', '.join(map(_told, block.values))}"
    few, what = (nsmallest, "smallest") if rule == "min" else (nlargest, "largest")
    decides = rule in ("max", "min")  # by its value itself, not by how much it adds
    shown = few(LONG, block.values, float if decides else _size)
    told = ", ".join(map(_told, shown))
    return f"of {block.size:,} numbers of {block.source}, the {LONG} {what}: {told}, …"


def _failure(failure: RunError | None) -> dict[str, object]:
    return {} if failure is None else {"failure": {"message": str(failure), **failure.facts}}


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


def _console() -> Console:
    wide = None if sys.stdout.isatty() else 160
    return Console(width=wide, highlight=False, soft_wrap=False)
