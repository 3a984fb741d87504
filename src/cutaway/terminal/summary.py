"""The table of a network, and other counters beside it."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from rich.console import Console
from rich.text import Text

from cutaway.errors import RunError
from cutaway.explain.compare import Comparison
from cutaway.explain.summary import Row, Summary
from cutaway.explain.totals import Totals
from cutaway.terminal.columns import print_columns
from cutaway.terminal.plain import byte_size, console, failure_json, told

LEFT = ("step", "call")
RIGHT = ("shape", "params", "MACs", "memory", "field", "stride", "start")


def summary_json(found: Summary, failure: RunError | None = None) -> dict[str, object]:
    """The table as plain values; with a failure, the steps before it and totals so far."""
    totals = found.totals if failure is None else replace(found.totals, complete=False)
    return {
        "steps": [_row(row) for row in found.steps],
        "totals": asdict(totals),
        **failure_json(failure),
    }


def print_summary(found: Summary, failure: RunError | None = None) -> None:
    """The table and its totals; of a network that failed half way, the steps up to there."""
    out = console()
    failed: tuple[str, ...] = ()
    if failure is not None:
        failed = (str(failure.facts.get("step", "…")), "failed")
    print_columns(out, LEFT, RIGHT, [_cells(row) for row in found.steps], failed)
    if failure is None:
        _print_totals(out, found.totals)


def _cells(row: Row) -> tuple[str, ...]:
    known = row.known and row.field.known
    return (
        row.name,
        row.op + ("" if row.known else " (unknown)"),
        "×".join(map(str, row.shape[1:])) or "1",
        f"{row.params:,}" if row.params else "",
        f"{row.macs:,}" if row.macs else "" if row.known else "?",
        byte_size(row.bytes),
        "×".join(map(str, row.field.size)) if known else "?",
        _jump(row) if known else "?",
        ", ".join(map(told, row.field.start)) if known else "?",
    )


def _print_totals(out: Console, totals: Totals) -> None:
    least = "" if totals.complete else "at least "
    lines = [
        f"\n{totals.params:,} parameters · {least}{totals.macs:,} MACs · {totals.flops:,} FLOPs "
        f"({totals.flops_exact:,} exactly) · {totals.other:,} others",
        f"{byte_size(totals.weight_bytes)} of weights · {byte_size(totals.bytes)} of outputs, "
        f"{byte_size(totals.peak_bytes)} of them at once at the peak",
    ]
    for line in lines:
        out.print(Text(line), soft_wrap=True)
    if not totals.complete:
        unknown = ", ".join(totals.unknown)
        missing = f"incomplete: steps marked unknown are not counted: {unknown} (docs/add-an-op.md)"
        out.print(Text(missing, style="bold red"), soft_wrap=True)
    for convention in (totals.convention, totals.memory_convention):
        out.print(Text(convention), style="dim", soft_wrap=True)


def comparisons_json(found: Sequence[Comparison]) -> dict[str, object]:
    """Other counters as plain values, under `compared`; nothing where none was asked."""
    return {"compared": [asdict(comparison) for comparison in found]} if found else {}


def print_comparisons(found: Sequence[Comparison]) -> None:
    """What other counters say, and one line for each reason why that differs."""
    out = console()
    for one in found:
        if one.theirs is None:
            out.print(Text(f"\n{one.tool}: {one.trouble}"), soft_wrap=True)
            continue
        verdict = "the same" if one.theirs == one.ours else f"Cutaway {one.ours:,}"
        out.print(Text(f"\n{one.tool}: {one.theirs:,} {one.unit}; {verdict}"))
        for part in one.differences:
            out.print(
                Text(f"  {part.what}: {part.theirs:,}, not {part.ours:,}: {part.why}"),
                soft_wrap=True,
            )


def _row(row: Row) -> dict[str, object]:
    found = asdict(row)
    found["inputs"] = list(row.inputs)
    found["shape"] = list(row.shape)
    return found


def _jump(row: Row) -> str:
    return "×".join(map(told, row.field.jump)) if any(row.field.jump) else ""
