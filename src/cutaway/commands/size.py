"""`cutaway size`: how large an output is, and backwards."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.arithmetic.counted import counted
from cutaway.errors import ShapeError

if TYPE_CHECKING:
    from cutaway.arithmetic.window import Window
    from cutaway.playground.want import Ways


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(size)


def size(
    length: Annotated[int, typer.Argument(help="Input positions along one axis.")],
    kernel: Annotated[int, typer.Option("--kernel", help="Size of the window.")] = 3,
    padding: Annotated[int, typer.Option("--padding", help="Positions added on both sides.")] = 0,
    padding_after: Annotated[
        int | None, typer.Option("--padding-after", help="Behind, where that differs.")
    ] = None,
    stride: Annotated[int, typer.Option("--stride", help="Steps of the window.")] = 1,
    dilation: Annotated[int, typer.Option("--dilation", help="Steps between its weights.")] = 1,
    ceil: Annotated[bool, typer.Option("--ceil", help="Round up, as ceil_mode does.")] = False,
    want: Annotated[
        int | None, typer.Option("--want", help="Also: which settings give this size?")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """The output size of a convolution or pooling layer along one axis, with its formula."""
    from cutaway.arithmetic.window import Window
    from cutaway.playground.formula import formula_of
    from cutaway.playground.want import ways

    if kernel < 1:
        raise ShapeError(f"--kernel is {kernel}; a window has at least one position")
    after = padding if padding_after is None else padding_after
    window = Window(kernel, stride, padding, after, dilation, ceil)
    found = None
    try:
        found = formula_of(length, window)
    except ShapeError:
        if want is None:
            raise
    wanted = ways(want, length, window) if want is not None else None
    if as_json:
        told = {
            "outputs": found.outputs if found else None,
            "formula": asdict(found) if found else None,
            "ways": asdict(wanted) if wanted else None,
        }
        print(json.dumps(told, ensure_ascii=False))
        return
    if found:
        print(found.outputs)
        print(f"{found.symbols} = {found.numbers}")
        print(found.left.english)
    if wanted:
        print("\n".join(_ways(wanted, window)))


def _ways(found: "Ways", window: "Window") -> Iterator[str]:
    yield f"{counted(found.want, 'output')}, changing one setting:"
    lists = {
        "padding": found.paddings,
        "stride": found.strides,
        "kernel": found.sizes,
        "dilation": found.dilations,
        "input": found.lengths,
    }
    for name, values in lists.items():
        yield f"  {name:<9}{_list(values)}"
    yield f"or padding and stride, kernel {window.size}:"
    pairs = (f"  padding {padding}, stride {stride}" for padding, stride in found.pairs)
    yield "\n".join(pairs) or "  none"


def _list(values: tuple[int, ...]) -> str:
    """Values; runs of more than two as a range.

    >>> _list((1, 4, 5, 6)), _list(())
    ('1, 4…6', 'none')
    """
    runs: list[list[int]] = []
    for value in values:
        if runs and value == runs[-1][-1] + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    told = [f"{run[0]}…{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(told) or "none"
