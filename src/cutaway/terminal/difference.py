"""Where two networks first differ, in a terminal and as plain values."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from cutaway.arithmetic.box import Shape
from cutaway.explain.apart import Apart
from cutaway.explain.difference import Difference
from cutaway.explain.judge_step import StepDifference
from cutaway.explain.weights import WeightDifference
from cutaway.networks.network import Network
from cutaway.terminal.plain import console, plain, told

STATUS = {
    "equal": "equal",
    "close": "equal, to rounding",
    "rounding": "rounding, made larger",
    "carried": "follows",
    "differs": "DIFFERS",
    "only a": "only in A",
    "only b": "only in B",
}
STYLE = {"differs": "bold red", "carried": "red", "only a": "yellow", "only b": "yellow"}
CAUSES = {
    "shape": "its output has another shape",
    "channels": "A's channels are in reverse order (RGB against BGR)",
    "weights": "its weights differ",
    "settings": "it is set otherwise",
    "sources": "it reads other steps",
    "input": "it is another picture, or one that was prepared otherwise",
    "values": "it gives other numbers",
}


Shapes = tuple[Shape, Shape] | None
"""Of the first step that differs, in A and in B; None where there is none."""


def difference_json(a: str, b: str, found: Difference, shapes: Shapes) -> dict[str, object]:
    """A difference as plain values; NaN and ±∞ are strings."""
    first = found.first
    return {
        "a": a,
        "b": b,
        "first": None if first is None else _step(first),
        "shapes": shapes,
        "apart": found.apart,
        "steps": [_step(step) for step in found.steps],
        "convention": found.convention,
    }


def print_difference(a: Network, b: Network, found: Difference, shapes: Shapes) -> None:
    """The first step that differs and why, then every step."""
    out = console()
    for letter, network in (("A", a), ("B", b)):
        source = f" · {network.source}" if network.source else ""
        out.print(Text(f"{letter}  {network.name}{source}"), soft_wrap=True)
    out.print()
    for line, style in _verdict(found, shapes):
        out.print(Text(line, style=style), soft_wrap=True)
    out.print(_table(found))
    out.print(Text(found.convention), style="dim", soft_wrap=True)


def _verdict(found: Difference, shapes: Shapes) -> Iterator[tuple[str, str]]:
    first = found.first
    if first is None:
        rounding = any(step.status in ("close", "rounding") for step in found.steps)
        yield ("no step differs" + (" by more than rounding" if rounding else "") + "\n", "bold")
        return
    why = ", and ".join(CAUSES[cause] for cause in first.causes)
    yield f"first difference: {_both(first)}: {why}", "bold red"
    for setting in first.settings if "settings" in first.causes else ():
        yield f"  {setting.name}: {setting.a}, in B {setting.b}", ""
    for weight in first.weights:
        if not weight.same:
            yield f"  {_weight(weight)}", ""
    if first.maps is None and shapes is not None:
        yield f"  its output: {list(shapes[0])} in A, {list(shapes[1])} in B", ""
    if first.maps is not None:
        yield f"  its output: {_apart(first.maps)}; rounding leaves {told(first.tolerance)}", ""
    later = [step for step in found.steps if step.status == "differs"][1:]
    for step in later[:5]:
        why = ", ".join(step.causes)
        yield f"also by itself: {_both(step)} ({why})", ""
    if len(later) > 5:
        yield f"and {len(later) - 5} more by themselves", ""
    yield "", ""


def _weight(weight: WeightDifference) -> str:
    name = weight.a if weight.a == weight.b else f"{weight.a} against {weight.b}"
    if weight.apart is None:
        shapes = ("×".join(map(str, shape)) for shape in (weight.shape_a, weight.shape_b))
        return f"{name}: {' against '.join(shapes)}"
    turned = "; B's are A's with the input channels in reverse order" if weight.reversed else ""
    return f"{name}: {_apart(weight.apart)}{turned}"


def _apart(found: Apart) -> str:
    place = ", ".join(map(str, found.at))
    return (
        f"at most {told(found.largest)} apart ({told(found.relative)} of the largest), "
        f"at [{place}]: {told(found.a)} in A, {told(found.b)} in B"
    )


def _table(found: Difference) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("step", overflow="fold")
    table.add_column("")
    for heading in ("maps", "relative", "weights", "relative"):
        table.add_column(heading, justify="right")
    for step in found.steps:
        style = STYLE.get(step.status, "")
        table.add_row(
            Text(_both(step), style=style),
            Text(STATUS[step.status], style=style),
            *_cells(step.maps, "shape" if step.a and step.b and step.maps is None else ""),
            *_cells(*_worst(step.weights)),
        )
    return table


def _cells(found: Apart | None, missing: str) -> tuple[str, str]:
    if found is None:
        return missing, ""
    return (told(found.largest), told(found.relative)) if found.largest else ("0", "")


def _worst(weights: tuple[WeightDifference, ...]) -> tuple[Apart | None, str]:
    """Of the tensors of a step, the one that is farthest apart; "shape" where they do not fit."""
    if any(weight.apart is None for weight in weights):
        return None, "shape"
    known = [weight.apart for weight in weights if weight.apart is not None]
    return max(known, key=lambda one: one.largest, default=None), ""


def _both(step: StepDifference) -> str:
    return (
        step.a or step.b if step.a == step.b or not (step.a and step.b) else f"{step.a} | {step.b}"
    )


def _step(step: StepDifference) -> dict[str, object]:
    return {
        "a": step.a,
        "b": step.b,
        "status": step.status,
        "causes": list(step.causes),
        "settings": [{"name": s.name, "a": s.a, "b": s.b} for s in step.settings],
        "maps": _numbers(step.maps),
        "tolerance": plain(step.tolerance),
        "weights": [
            {
                "a": weight.a,
                "b": weight.b,
                "shape_a": list(weight.shape_a),
                "shape_b": list(weight.shape_b),
                "apart": _numbers(weight.apart),
                "reversed": weight.reversed,
            }
            for weight in step.weights
        ],
    }


def _numbers(found: Apart | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "largest": plain(found.largest),
        "relative": plain(found.relative),
        "at": list(found.at),
        "a": plain(found.a),
        "b": plain(found.b),
    }
