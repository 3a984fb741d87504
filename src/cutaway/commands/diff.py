"""`cutaway diff`: where two networks first differ, on a picture or a batch of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.bar import bar
from cutaway.commands.finding import prepare
from cutaway.commands.running import recorded
from cutaway.commands.second import (
    BArch,
    Bgr,
    BPreparing,
    BWeights,
    Rgb,
    Train,
    find_two,
    in_ways,
    second_files,
)
from cutaway.commands.serving import NoBrowser, Open, Port, add_pictures, house_of, serve
from cutaway.commands.words import (
    Arch,
    AsJson,
    Files,
    Input,
    Preparing,
    Trust,
    Weights,
    given,
    named,
)
from cutaway.errors import PictureError, RunError

if TYPE_CHECKING:
    from cutaway.explain.difference import Difference
    from cutaway.networks.network import Network
    from cutaway.protocol.house import House
    from cutaway.recording.recording import Recording
    from cutaway.terminal.difference import Shapes

A = Annotated[str, typer.Argument(help="A network, as `open` takes it.", metavar="A")]
B = Annotated[str, typer.Argument(help="The network to compare it with.", metavar="B")]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(diff)


def diff(
    a: A,
    b: B,
    image: Annotated[
        list[str] | None,
        typer.Option(
            "--image",
            help="A picture, an array (x.npy), or random; several are one batch.  "
            "[A's first sample]",
            callback=named,
        ),
    ] = None,
    input: Input = "",
    weights: Weights = "",
    preprocess: Preparing = "",
    arch: Arch = "",
    b_weights: BWeights = "",
    b_preprocess: BPreparing = "",
    b_arch: BArch = "",
    b_train: Train = False,
    b_bgr: Bgr = False,
    b_rgb: Rgb = False,
    as_json: AsJson = False,
    trust: Trust = False,
    open: Open = False,
    port: Port = None,
    no_browser: NoBrowser = False,
) -> None:
    """Where two networks first differ: every step of both, on one input. Exit code 1 if so."""
    prepare()
    from cutaway.terminal.difference import difference_json, print_difference
    from cutaway.terminal.plain import json_text

    files = Files(weights=weights, preprocess=preprocess, arch=arch)
    own = Files(weights=b_weights, preprocess=b_preprocess, arch=b_arch)
    first, base = find_two(a, b, trust, input, (files, second_files(a, b, files, own)))
    second = in_ways(base, {"train": b_train, "bgr": b_bgr, "rgb": b_rgb})
    images = given(image)
    if open:
        house = house_of((first, base, second))
        view = {"network": first.name, "view": "diff", "with": second.name}
        serve(house, view | _shown(house, first, images), port, no_browser)
        return
    found, shapes = _difference(first, second, images)
    if as_json:
        print(json_text(difference_json(first.name, second.name, found, shapes)))
    else:
        print_difference(first, second, found, shapes)
    if found.first is not None:
        raise typer.Exit(1)


def _shown(house: "House", first: "Network", images: Sequence[str]) -> dict[str, str]:
    """Adds the pictures to the house, and says which one the view is of."""
    from cutaway.networks.inputs.arrays import is_picture

    if not all(map(is_picture, images)):
        raise PictureError(
            f"--open compares on pictures; got --image {' and '.join(images)}: leave --open out, "
            "and the table is of these numbers"
        )
    if images:
        add_pictures(house, first, images)
    return {"picture": house.picture} if images else {}


def _difference(
    first: "Network", second: "Network", images: Sequence[str]
) -> "tuple[Difference, Shapes]":
    """The difference, and the shapes in A and B of the first step that differs."""
    from cutaway.explain.difference import difference

    samples = [sample.load() for sample in first.pictures[:1]]
    one, other = (_run(network, images or samples) for network in (first, second))
    with bar(f"comparing {first.name} and {second.name}", len(one.steps)) as watch:
        found = difference(one, other, watch)
    step = found.first
    return found, (one.step(step.a).shape, other.step(step.b).shape) if step else None


def _run(network: "Network", images: Sequence[object]) -> "Recording":
    """One network's run; where it fails, it says which of the two it was."""
    try:
        return recorded(network, images)
    except RunError as error:
        raise RunError(f"{network.name}: {error}", error.partial, **error.facts) from error
