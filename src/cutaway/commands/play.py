"""`cutaway play`: a layer over a small matrix of one's own."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.finding import prepare
from cutaway.errors import AskError

if TYPE_CHECKING:
    from cutaway.playground.lab import Lab
    from cutaway.protocol.room import Room

KINDS = "conv2d, conv1d, maxpool2d, maxpool1d, avgpool2d, avgpool1d, conv_transpose2d, …1d, relu"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(play)


def play(
    kind: Annotated[str, typer.Argument(help=KINDS, metavar="[LAYER]")] = "",
    input: Annotated[
        str, typer.Option("--input", help="A matrix: '1 2; 3 4'; channels parted by |; or 3x8x8.")
    ] = "",
    kernel: Annotated[
        str, typer.Option("--kernel", help="Weights: '1 0; 0 1'; planes parted by |; or 3x3.")
    ] = "",
    bias: Annotated[str, typer.Option("--bias", help="One number, or one a channel.")] = "",
    size: Annotated[str, typer.Option("--size", help="Of the window: 2, or '3 2'.")] = "",
    stride: Annotated[str, typer.Option("--stride", help="1, or '2 1'.")] = "",
    padding: Annotated[
        str, typer.Option("--padding", help="1; '1 0' an axis; '1 0 0 1' a side; same.")
    ] = "",
    dilation: Annotated[str, typer.Option("--dilation", help="1, or '2 1'.")] = "",
    groups: Annotated[str, typer.Option("--groups", help="A number, or depthwise.")] = "",
    outputs: Annotated[str, typer.Option("--outputs", help="Output channels.")] = "",
    mode: Annotated[
        str, typer.Option("--mode", help="Padding: zeros, reflect, replicate, circular.")
    ] = "",
    output_padding: Annotated[
        str, typer.Option("--output-padding", help="Of a transposed convolution.")
    ] = "",
    flip: Annotated[
        bool, typer.Option("--flip", help="Flip the kernel: true convolution.")
    ] = False,
    ceil: Annotated[bool, typer.Option("--ceil", help="Round the size up (pools).")] = False,
    at: Annotated[str, typer.Option("--at", help="One number, C,Y,X: how it is made.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    steps: Annotated[bool, typer.Option("--steps", help="Print every number's sum.")] = False,
    latex: Annotated[bool, typer.Option("--latex", help="Print LaTeX.")] = False,
    link: Annotated[bool, typer.Option("--link", help="Print the state as in a link.")] = False,
    port: Annotated[
        int | None, typer.Option("--port", help="Of the page, without a LAYER; 0: any free one.")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Without a LAYER: only print the page's address.")
    ] = False,
) -> None:
    """A small layer by hand: the output, and each step of it; without a LAYER, the page."""
    if not kind and not input:
        open_page(port, browser=not no_browser)
        return
    if not kind or not input:
        raise AskError(
            "give a layer and its --input, such as cutaway play conv2d --input '1 2; 3 4'; "
            "without both, cutaway play opens the page"
        )
    from cutaway.playground.lab import lab_of
    from cutaway.playground.reason import refuse
    from cutaway.playground.state import LayerState, PlayState

    layer = LayerState(
        kind=kind,
        kernel=kernel,
        outputs=outputs,
        size=size,
        bias=bias,
        stride=stride,
        padding=padding,
        dilation=dilation,
        groups=groups,
        mode=mode,
        flip="yes" if flip else "",
        ceil="yes" if ceil else "",
        extra=output_padding,
    )
    lab = lab_of(PlayState(input, layers=(layer,)))
    refuse(lab.setup.problems)
    chosen = {"json": as_json, "steps": steps, "latex": latex, "link": link, "at": bool(at)}
    if sum(chosen.values()) > 1:
        raise AskError("give one of --json, --steps, --latex, --link and --at")
    how = next((word for word, given in chosen.items() if given), "table")
    print(told(lab, how, at))


def open_page(port: int | None, browser: bool) -> None:
    """Serves the app at the playground, until Ctrl-C; torch comes when a network is asked for."""
    from cutaway.protocol.photographs import handlers as photographs
    from cutaway.protocol.room import late
    from cutaway.protocol.small import handlers as small
    from cutaway.server.launch import launch

    room = late({**small(), **photographs()}, _networks)
    launch(room, port=port, browser=browser, view="play=")


def _networks() -> "Room":
    prepare()
    from cutaway.protocol.house import House
    from cutaway.protocol.whole import room

    return room(House())


def told(lab: "Lab", how: str, at: str) -> str:
    """The answer in one of the ways a person may ask for it."""
    from cutaway.playground.latex import latex_of
    from cutaway.playground.link import link_of
    from cutaway.playground.steps import steps, table

    done, ready = lab.passes[0], lab.setup.layers[0]
    if how == "json":
        return json.dumps(_json(lab), ensure_ascii=False)
    if how == "steps":
        return "\n".join(steps(lab)).rstrip("\n")
    if how == "latex":
        return latex_of(done, lab.setup.input, ready.kernel, ready.bias)
    if how == "link":
        return link_of(lab.state)
    if how == "at":
        return lab.cell(0, _place(at)).words
    return "\n".join(table(done.output))


def _place(text: str) -> tuple[int, ...]:
    """ "0,1,2" → (0, 1, 2)."""
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() for part in parts):
        raise AskError(f"--at is C,Y,X, such as 0,1,2; got {text!r}")
    return tuple(map(int, parts))


def _json(lab: "Lab") -> dict[str, object]:
    from dataclasses import asdict

    from cutaway.playground.cost import costs
    from cutaway.playground.formula import formulas
    from cutaway.playground.line import line_of
    from cutaway.playground.link import link_of

    done = lab.passes[0]
    known = done.output.known
    return {
        "layer": asdict(done.layer),
        "line": line_of(done.layer),
        "shape": done.shape,
        "output": _nested(done.output.values, done.shape) if known else None,
        "size": [asdict(formula) for formula in formulas(done.layer)],
        "cost": [asdict(cost) for cost in costs(done.layer)],
        "link": link_of(lab.state),
    }


def _nested(values: tuple[float, ...], shape: tuple[int, ...]) -> list[object]:
    """Row-major numbers as lists in lists.

    >>> _nested((1.0, 2.0, 3.0, 4.0), (2, 2))
    [[1.0, 2.0], [3.0, 4.0]]
    """
    if len(shape) == 1:
        return list(values)
    step = len(values) // shape[0]
    return [_nested(values[i : i + step], shape[1:]) for i in range(0, len(values), step)]
