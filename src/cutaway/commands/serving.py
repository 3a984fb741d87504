"""Networks that a command found, opened in the browser at a view of their own."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

import typer

from cutaway.errors import ShapeError

if TYPE_CHECKING:
    from cutaway.networks.network import Network
    from cutaway.protocol.house import House

Open = Annotated[bool, typer.Option("--open", help="In the browser, until Ctrl-C.")]
Port = Annotated[
    int | None,
    typer.Option("--port", help="With --open; 0: any free one.  [default: 8137 or the next]"),
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="With --open: only print the address.")
]


def house_of(networks: "Iterable[Network]") -> "House":
    """A house in which the networks are open, the first one shown."""
    from cutaway.protocol.house import House

    first, *others = networks
    house = House(first)
    for network in others:
        house.add(network)
    return house


def distinct(networks: "Iterable[Network]") -> "list[Network]":
    """The networks under names of their own: a name that was given before gets a number."""
    found: list[Network] = []
    for network in networks:
        taken = {known.name for known in found}
        numbers = (f" ({n})" if n > 1 else "" for n in count(1))
        mark = next(mark for mark in numbers if f"{network.name}{mark}" not in taken)
        name, title = f"{network.name}{mark}", f"{network.title}{mark}"
        found.append(replace(network, name=name, title=title))
    return found


def add_pictures(house: "House", network: "Network", images: Sequence[str]) -> None:
    """Adds pictures to a network's, as one batch where they fit, the first one shown."""
    from cutaway.networks.inputs.arrays import no_picture
    from cutaway.networks.inputs.preprocess import takes_pictures

    if not takes_pictures(network.input_shape):
        raise no_picture(network.name, network.input_shape)
    added = [house.add_file(network.name, Path(image)).id for image in images]
    if len(added) == 1:
        return
    try:
        house.add_batch(network.name, added)
    except ShapeError as error:
        print(f"cutaway: {error}; until then each runs alone", file=sys.stderr)


def serve(house: "House", view: Mapping[str, str], port: int | None, no_browser: bool) -> None:
    """Serves a view until Ctrl-C, its address first on standard output."""
    from cutaway.protocol.whole import room
    from cutaway.server.launch import launch

    launch(room(house), port=port, browser=not no_browser, view=urlencode(view))
