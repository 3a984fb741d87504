"""`cutaway play`: a layer over a small matrix of one's own."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from cutaway.commands import layer_words as words
from cutaway.commands.finding import prepare
from cutaway.commands.words import AsJson
from cutaway.errors import AskError

if TYPE_CHECKING:
    from cutaway.playground.lab import Lab
    from cutaway.playground.state import LayerState
    from cutaway.protocol.room import Room


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(play)


def play(
    kind: words.Kind = "",
    input: words.Matrix = "",
    kernel: words.Kernel = "",
    bias: words.Bias = "",
    size: words.Size = "",
    stride: words.Stride = "",
    padding: words.Padding = "",
    dilation: words.Dilation = "",
    groups: words.Groups = "",
    outputs: words.Outputs = "",
    mode: words.Mode = "",
    output_padding: words.OutputPadding = "",
    flip: words.Flip = False,
    ceil: words.Ceil = False,
    at: words.Place = "",
    as_json: AsJson = False,
    steps: words.Steps = False,
    latex: words.Latex = False,
    link: words.Link = False,
    port: words.Port = None,
    no_browser: words.NoBrowser = False,
) -> None:
    """A small layer by hand: the output, and each step of it; without a LAYER, the page."""
    if not kind and not input:
        open_page(port, browser=not no_browser)
        return
    from cutaway.playground.state import LayerState

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
    lab = _lab(input, layer)
    ways = {"json": as_json, "steps": steps, "latex": latex, "link": link, "at": bool(at)}
    print(told(lab, _way(ways), at))


def _lab(input: str, layer: "LayerState") -> "Lab":
    """The layer over the matrix. Raises CutawayError where they are not whole, or do not fit."""
    from cutaway.playground.lab import lab_of
    from cutaway.playground.reason import refuse
    from cutaway.playground.state import PlayState

    if not layer.kind or not input:
        raise AskError(
            "give a layer and its --input, such as cutaway play conv2d --input '1 2; 3 4'; "
            "without both, cutaway play opens the page"
        )
    words.refuse_unused(layer)
    lab = lab_of(PlayState(input, layers=(layer,)))
    refuse(lab.setup.problems)
    return lab


def _way(asked: Mapping[str, bool]) -> str:
    """The one way to tell the answer that was asked for; a table where none was."""
    if sum(asked.values()) > 1:
        raise AskError("give one of --json, --steps, --latex, --link and --at")
    return next((way for way, wanted in asked.items() if wanted), "table")


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
    if not done.output.known:
        raise AskError(
            f"{next(table(done.output))}; --json and --steps tell its size and its cost, a smaller "
            "input its numbers"
        )
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
