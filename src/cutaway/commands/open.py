"""`cutaway open`: a network in the browser."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from cutaway.commands.finding import find_network, prepare
from cutaway.commands.words import Input, Trust
from cutaway.errors import NetworkError

DEFAULT = "tiny-vgg"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("open")(open_)


def open_(
    network: Annotated[
        str, typer.Argument(help="A network, or a link of the app to open again.")
    ] = DEFAULT,
    image: Annotated[
        list[Path] | None, typer.Option("--image", help="A picture to add; may be repeated.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="0: any free one.  [default: 8137 or the next]")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
    public_port: Annotated[
        int | None, typer.Option("--public-port", help="The port seen through a tunnel.")
    ] = None,
    input: Input = "",
    trust: Trust = False,
    debug: Annotated[bool, typer.Option("--debug", help="Tell more about faults.")] = False,
) -> None:
    """Open a network in the browser, and serve it until Ctrl-C."""
    prepare()
    from cutaway.protocol.house import House
    from cutaway.server.launch import launch

    link = network.startswith(("http://", "https://"))
    name, view = _link(network) if link else (network, "")
    notice = None
    try:
        found = find_network(name, trust, input)
    except NetworkError as error:
        if "reason" not in error.facts:
            raise
        found, view, notice = find_network(DEFAULT, False, ""), "", error
        print(f"cutaway: {error}; opening {DEFAULT} instead", file=sys.stderr)
    house = House(found, notice)
    for path in image or ():
        house.add_file(found.name, path)
    launch(
        house,
        port=port,
        public_port=public_port,
        browser=not no_browser,
        view=view,
        debug=debug,
    )


def _link(link: str) -> tuple[str, str]:
    """The network and the view of a link of the app."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    from cutaway.networks.zoo import NAMES

    parts = [(k, v) for k, v in parse_qsl(urlsplit(link).fragment) if k != "token"]
    name = dict(parts).get("network", DEFAULT)
    if name not in NAMES:
        raise NetworkError(
            f"the link shows {name!r}, a network of somebody's own; open that network itself, "
            "with cutaway open file.py:factory --trust"
        )
    return name, urlencode(parts)
