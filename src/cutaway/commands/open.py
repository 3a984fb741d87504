"""`cutaway open`: a network in the browser."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.ending import tidily
from cutaway.commands.finding import find_network, prepare
from cutaway.commands.running import run_on, saved_run
from cutaway.commands.serving import add_pictures
from cutaway.commands.words import (
    Arch,
    Download,
    Files,
    Input,
    Labels,
    Preparing,
    Save,
    Trust,
    Weights,
    named,
)
from cutaway.errors import NetworkError

if TYPE_CHECKING:
    from cutaway.lesson.library import Library
    from cutaway.networks.network import Network
    from cutaway.protocol.house import House

DEFAULT = "tiny-vgg"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("open")(open_)


def open_(
    network: Annotated[
        str, typer.Argument(help="A network, or a link of the app to open again.")
    ] = DEFAULT,
    image: Annotated[
        list[str] | None,
        typer.Option(
            "--image",
            help="A picture to show, or x.npy, or random; several are one batch.",
            callback=named,
        ),
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="0: any free one.  [default: 8137 or the next]")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
    public_port: Annotated[
        int | None,
        typer.Option("--public-port", min=1, max=65535, help="The port seen through a tunnel."),
    ] = None,
    input: Input = "",
    weights: Weights = "",
    labels: Labels = "",
    preprocess: Preparing = "",
    arch: Arch = "",
    download: Download = False,
    save: Save = "",
    trust: Trust = False,
    lesson: Annotated[
        Path | None, typer.Option("--lesson", help="A folder with chapters of your own.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Tell more about faults.")] = False,
) -> None:
    """Open a network in the browser, and serve it until Ctrl-C."""
    prepare()
    from cutaway.lesson.library import Library
    from cutaway.protocol.whole import room
    from cutaway.server.launch import launch

    library = Library(lesson)
    # what is wrong with a chapter of one's own is said now, not in the page
    view = f"lesson={library.chapters()[0].name}" if lesson is not None else ""
    if network.startswith(("http://", "https://", "#")):
        network, view = _link(network)
    files = Files(weights, labels, preprocess, arch, download)
    house = _house(network, trust, input, files, library)
    _show(house, image or ())
    if save:
        _save(house, Path(save))
    launch(
        room(house),
        port=port,
        public_port=public_port,
        browser=not no_browser,
        view="" if house.notice else view,
        debug=debug,
    )


def _house(name: str, trust: bool, input: str, files: Files, library: "Library") -> "House":
    """The house of a network or a saved run; with a notice, where it shows another instead."""
    from cutaway.protocol.house import House

    kept = saved_run(name, input, files)
    if kept is not None:
        house = House(kept.network, library=library)
        house.keep(kept.network, kept.recording, kept.failure, kept.pictures)
        return house
    found, notice = _network(name, trust, input, files)
    return House(found, notice, library)


def _network(
    name: str, trust: bool, input: str, files: Files
) -> "tuple[Network, NetworkError | None]":
    """The network; or the one that is always there, and why the other cannot be had."""
    try:
        return find_network(name, trust, input, files), None
    except NetworkError as error:
        if "reason" not in error.facts:
            raise
        print(f"cutaway: {error}; opening {DEFAULT} instead", file=sys.stderr)
        return find_network(DEFAULT, False, ""), error


def _show(house: "House", images: Sequence[str]) -> None:
    """Adds what --image gives. Raises ShapeError where there is nothing to run on then."""
    from cutaway.networks.inputs.arrays import no_picture

    network = house.network(house.opened)
    if images:
        _add(house, network, images)
    if not network.pictures and not house.picture:
        raise no_picture(network.name, network.input_shape)


def _add(house: "House", found: "Network", images: Sequence[str]) -> None:
    """Adds pictures, as one batch where they fit; arrays and random numbers are run on at once."""
    from cutaway.networks.inputs.arrays import is_picture

    if all(map(is_picture, images)):
        add_pictures(house, found, images)
        return
    run = run_on(found, images)
    house.keep(found, run.recording, run.failure, run.pictures)


def _save(house: "House", path: Path) -> None:
    """Keeps the run that is shown first."""
    from cutaway.networks.saved import Run, save_run

    run = house.run(house.opened, house.picture)
    pictures = run.pictures if run.prepared else ()
    with tidily():
        save_run(path, Run(run.network, run.recording, pictures, run.failure))


def _link(link: str) -> tuple[str, str]:
    """The network and the view of a link of the app."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    from cutaway.networks.notation.text import is_notation
    from cutaway.networks.variant import parted
    from cutaway.networks.zoo import NAMES

    fields = parse_qsl(urlsplit(link).fragment, keep_blank_values=True)
    parts = [(k, v) for k, v in fields if k != "token"]
    name, _ = parted(dict(parts).get("network", DEFAULT))
    if name not in NAMES and not is_notation(name):
        raise NetworkError(
            f"the link shows {name!r}, a network of somebody's own; open that network itself, "
            "with cutaway open file.py:factory --trust"
        )
    return name, urlencode(parts)
