"""`cutaway compare`: networks side by side."""

from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.bar import bar
from cutaway.commands.finding import aside, find_for_shapes, find_network, prepare
from cutaway.commands.serving import NoBrowser, Open, Port, distinct, house_of, serve
from cutaway.commands.words import AsJson, Input, Trust
from cutaway.errors import RunError

if TYPE_CHECKING:
    from cutaway.explain.side_by_side import Portrait


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(compare)


def compare(
    networks: Annotated[
        list[str], typer.Argument(help="Networks, as `open` takes them.", metavar="NETWORK...")
    ],
    input: Input = "",
    as_json: AsJson = False,
    trust: Trust = False,
    open: Open = False,
    port: Port = None,
    no_browser: NoBrowser = False,
) -> None:
    """Networks side by side: depth, parameters, MACs, memory, field, and where the cost sits."""
    from cutaway.explain.side_by_side import by_year
    from cutaway.terminal.plain import json_text
    from cutaway.terminal.side_by_side import portraits_json, print_portraits

    names = list(dict.fromkeys(networks))
    if open:
        _open(names, trust, input, port, no_browser)
        return
    found = []
    with bar("weighing networks", len(names)) as watch:
        for done, name in enumerate(names, 1):
            found.append(_portrait(name, trust, input))
            watch(done)
    if as_json:
        print(json_text(portraits_json(by_year(found))))
    else:
        print_portraits(by_year(found))


def _portrait(name: str, trust: bool, input: str) -> "Portrait":
    from cutaway.explain.side_by_side import portrait
    from cutaway.recording.shapes import record_shapes

    network, shape = find_for_shapes(name, trust, input)
    try:
        with aside():
            recording = record_shapes(network.skeleton, shape)
        return portrait(recording, name, network.title, network.year)
    except RunError as error:
        raise RunError(f"{name}: {error}", error.partial, **error.facts) from error


def _open(names: list[str], trust: bool, input: str, port: int | None, no_browser: bool) -> None:
    prepare()
    networks = distinct(find_network(name, trust, input) for name in names)
    view = {"view": "compare", "with": ",".join(network.name for network in networks)}
    serve(house_of(networks), view, port, no_browser)
