"""The arithmetic of one number."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from heapq import nlargest, nsmallest
from math import isnan

from rich.text import Text

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.term import Rule, Term
from cutaway.errors import RunError
from cutaway.explain.channels import dot_of
from cutaway.explain.value import Explanation
from cutaway.explain.waterfall import waterfall
from cutaway.terminal.plain import console, failure_json, fixed, plain, told

LONG = 12
DEEP = 6


def explanation_json(found: Explanation, failure: RunError | None = None) -> dict[str, object]:
    """An explanation as plain values; NaN and ±∞ are strings."""
    return {
        "step": found.step,
        "index": list(found.index),
        "value": plain(found.value),
        "recorded": plain(found.recorded),
        "residual": plain(found.residual),
        "tolerance": plain(found.tolerance),
        "adds_up": found.adds_up,
        "term": _term(found.term),
        **failure_json(failure),
    }


def print_explanation(found: Explanation, elements: frozenset[str] = frozenset()) -> None:
    """The arithmetic of one number, largest contributions first where it is long.

    elements   steps whose first axis tells the elements of a batch apart: of their numbers it is
               said of which element they are
    """
    out = console()
    place = ", ".join(map(str, found.index))
    out.print(Text(f"{found.step}[{place}] = {told(found.recorded)}", style="bold"))
    for line in arithmetic(found.term, elements):
        out.print(Text(line))
    mark = "adds up" if found.adds_up else "DOES NOT ADD UP"
    out.print(
        Text(
            f"recomputed {told(found.value)}, recorded {told(found.recorded)}: {mark}, "
            f"residual {told(found.residual)} (allowed {told(found.tolerance)})",
            style="" if found.adds_up else "bold red",
        )
    )


def arithmetic(term: Term, elements: frozenset[str] = frozenset()) -> Iterator[str]:
    """Lines that say how a number was made."""
    if dot_of(term) is None:
        yield from _tree(term, 1, elements)
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
        yield f"    {name:<14}{fixed(bar.value, falls.digits):>14}"


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
    yield f"  {counted(f'{count:,}', 'product')} of {names[0]} × {names[1]}" + (
        f", the {LONG} largest:" if count > LONG else ":"
    )
    places = list(window.indices()) if count <= 100_000 else []
    for i in order:
        at = f"[{', '.join(map(str, places[i]))}]" if places else f"[{i}]"
        yield (
            f"    {at:<18}{told(window.values[i]):>14} × {told(kernel.values[i]):>14} = "
            f"{told(products[i]):>14}"
        )


def _tree(term: Term, depth: int, elements: frozenset[str]) -> Iterator[str]:
    where = ""
    if term.address is not None:
        where = f"{term.address.source}[{', '.join(map(str, term.address.index))}] "
    label = f" ({term.label})" if term.label else ""
    yield f"{'  ' * depth}{term.rule} {where}= {told(term.value)}{label}"
    for block in term.blocks:
        for line in _blocks(block, term.rule, elements):
            yield f"{'  ' * (depth + 1)}{line}"
    if depth == DEEP and term.parts:
        yield f"{'  ' * (depth + 1)}… of {counted(len(term.parts), 'number')}"
        return
    for part in _largest(term.parts):
        yield from _tree(part, depth + 1, elements)
    if len(term.parts) > LONG:
        yield f"{'  ' * (depth + 1)}… and {len(term.parts) - LONG} more"


def _largest(parts: tuple[Term, ...]) -> Iterable[Term]:
    """The parts in their order, or the largest of many."""
    if len(parts) <= LONG:
        return parts
    return nlargest(LONG, parts, lambda part: _size(part.value))


def _blocks(block: Block, rule: Rule, elements: frozenset[str]) -> Iterator[str]:
    """A line for a block; one for each element of the batch where it holds several."""
    if block.source not in elements or len(block.taps[0]) == 1:
        yield _block(block, rule)
        return
    share = block.size // len(block.taps[0])
    for place, element in enumerate(block.taps[0][:LONG]):
        taps = (range(element, element + 1), *block.taps[1:])
        values = block.values[place * share : (place + 1) * share]
        yield f"element {element}: {_block(replace(block, taps=taps, values=values), rule)}"
    if len(block.taps[0]) > LONG:
        yield f"… and {len(block.taps[0]) - LONG} more elements"


def _block(block: Block, rule: Rule) -> str:
    if block.size <= LONG:
        return f"of {block.source}: {', '.join(map(told, block.values))}"
    few, what = (nsmallest, "smallest") if rule == "min" else (nlargest, "largest")
    decides = rule in ("max", "min")  # by its value itself, not by how much it adds
    shown = few(LONG, block.values, float if decides else _size)
    values = ", ".join(map(told, shown))
    return f"of {block.size:,} numbers of {block.source}, the {LONG} {what}: {values}, …"


def _term(term: Term) -> dict[str, object]:
    address = term.address
    return {
        "rule": term.rule,
        "value": plain(term.value),
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
                "values": [plain(value) for value in block.values],
            }
            for block in term.blocks
        ],
    }


def _size(value: float) -> float:
    return abs(value) if not isnan(value) else float("inf")
