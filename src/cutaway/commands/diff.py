"""`cutaway diff`: where two networks first differ, on one picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.bar import bar
from cutaway.commands.finding import prepare, progress
from cutaway.commands.second import Bgr, Rgb, Train, two_networks
from cutaway.commands.serving import NoBrowser, Open, Port, house_of, serve
from cutaway.commands.words import AsJson, Input, Trust
from cutaway.errors import RunError

if TYPE_CHECKING:
    from PIL import Image

    from cutaway.explain.difference import Difference
    from cutaway.networks.network import Network
    from cutaway.recording.recording import Recording

Name = Annotated[str, typer.Argument(help="A network, as `open` takes it.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(diff)


def diff(
    a: Name,
    b: Name,
    image: Annotated[
        Path | None, typer.Option("--image", help="The picture.  [default: A's first sample]")
    ] = None,
    input: Input = "",
    b_train: Train = False,
    b_bgr: Bgr = False,
    b_rgb: Rgb = False,
    as_json: AsJson = False,
    trust: Trust = False,
    open: Open = False,
    port: Port = None,
    no_browser: NoBrowser = False,
) -> None:
    """Where two networks first differ: every step of both, on one picture. Exit code 1 if so."""
    prepare()
    from cutaway.terminal.difference import difference_json, print_difference
    from cutaway.terminal.plain import json_text

    ways = {"train": b_train, "bgr": b_bgr, "rgb": b_rgb}
    first, second = two_networks(a, b, trust, input, ways)
    if open:
        _open(first, second, image, port, no_browser)
        return
    found = _difference(first, second, image)
    if as_json:
        print(json_text(difference_json(first.name, second.name, found)))
    else:
        print_difference(first.name, second.name, found)
    if found.first is not None:
        raise typer.Exit(1)


def _difference(first: "Network", second: "Network", image: Path | None) -> "Difference":
    from cutaway.explain.difference import difference
    from cutaway.networks.pictures import open_picture

    if image is None:
        pictures = [sample.load() for sample in first.pictures[:1]]
    else:
        pictures = [open_picture(image)]
    one, other = _recorded(first, pictures), _recorded(second, pictures)
    with bar(f"comparing {first.name} and {second.name}", len(one.steps)) as watch:
        return difference(one, other, watch)


def _recorded(network: "Network", pictures: "list[Image.Image]") -> "Recording":
    from cutaway.recording.door import record

    with progress(network) as watch:
        try:
            return record(network, *pictures, watch=watch)
        except RunError as error:
            raise RunError(f"{network.name}: {error}", error.partial, **error.facts) from error


def _open(
    first: "Network", second: "Network", image: Path | None, port: int | None, no_browser: bool
) -> None:
    house = house_of((first, second))
    view = {"network": first.name, "view": "diff", "with": second.name}
    if image is not None:
        view["picture"] = house.add_file(first.name, image).id
    serve(house, view, port, no_browser)
