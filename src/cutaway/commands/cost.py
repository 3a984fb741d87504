"""`cutaway cost`: what a line of PyTorch costs, by each convention."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cutaway.playground.costing import CostedLayer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(cost)


def cost(
    line: Annotated[
        str, typer.Argument(help="A layer, such as 'nn.Conv2d(100, 100, 5, padding=2)'.")
    ],
    input: Annotated[
        str, typer.Option("--input", help="Its input: 64x64, or 100x64x64 with the channels.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Parameters, MACs and FLOPs of a layer: the formula in symbols, then in numbers."""
    from cutaway.playground.costing import costing

    found = costing(line, input)
    if as_json:
        told = asdict(found) | {"params": found.params, "macs": found.macs, "flops": found.flops}
        print(json.dumps(told, ensure_ascii=False))
        return
    for layer in found.layers:
        _print(layer)
    if len(found.layers) > 1:
        print(f"all: {found.params:,} parameters · {found.macs:,} MACs · {found.flops:,} FLOPs")


def _print(layer: "CostedLayer") -> None:
    shapes = ("×".join(map(str, shape)) for shape in (layer.input, layer.output))
    print(f"{layer.line}: {' → '.join(shapes)}")
    for axis, formula in enumerate(layer.formulas):
        name = ("height", "width")[axis] if len(layer.formulas) == 2 else "length"
        print(f"  {name}: {formula.numbers}")
    for count in layer.costs:
        print(f"  {count.label}")
        steps = dict.fromkeys((count.symbols, count.numbers, f"{count.value:,}"))
        print(f"    {' = '.join(steps)}")
