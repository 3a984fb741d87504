"""`cutaway field`: what one number depends on, or feeds."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.finding import aside, find_module, find_network, on_input, prepare
from cutaway.commands.running import index_of, recorded, saved_run
from cutaway.commands.words import (
    Arch,
    AsJson,
    At,
    Download,
    Element,
    Files,
    Images,
    Inputs,
    Labels,
    NetworkName,
    Preparing,
    Trust,
    Weights,
    given,
    place_of,
)
from cutaway.errors import RunError, ShapeError

if TYPE_CHECKING:
    from torch import nn

    from cutaway.recording.recording import Recording


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(field)


def field(
    network: NetworkName,
    at: At,
    feeds: Annotated[
        bool, typer.Option("--feeds", help="What the number feeds, not what it depends on.")
    ] = False,
    image: Images = None,
    batch: Element = 0,
    input: Inputs = None,
    weights: Weights = "",
    labels: Labels = "",
    preprocess: Preparing = "",
    arch: Arch = "",
    download: Download = False,
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """Exactly which numbers one number depends on, or feeds, step by step."""
    prepare()
    from cutaway.explain.exact import ExactFields
    from cutaway.terminal.places import places_json, print_places
    from cutaway.terminal.plain import json_text

    step, place = place_of(at)
    files = Files(weights, labels, preprocess, arch, download)
    inputs = given(input)
    run = saved_run(network, inputs, files) if not image else None
    if run is not None:
        recording = run.recording
    elif image:
        recording = recorded(find_network(network, trust, _only(inputs), files), image)
    else:
        module, shapes = find_module(network, trust, inputs, batch + 1, files)
        recording = _of_shapes(module, shapes, inputs)
    index = index_of(recording, step, place, batch)
    exact = ExactFields(recording)
    found = exact.projective(step, index) if feeds else exact.receptive(step, index)
    if as_json:
        print(json_text(places_json(step, index, feeds, found)))
    else:
        steps = [(s.name, found[s.name]) for s in recording.steps if s.name in found]
        print_places(step, index, feeds, steps)


def _only(inputs: Sequence[str]) -> str:
    """The one shape beside --image; "" where none was given."""
    if len(inputs) > 1:
        raise ShapeError(
            f"--image runs on one input, and --input gave {len(inputs)} ({', '.join(inputs)}); "
            "give it once, or leave --image out: a field follows from shapes alone"
        )
    return "".join(inputs)


def _of_shapes(
    module: "nn.Module", shapes: Sequence[tuple[int, ...]], inputs: Sequence[str]
) -> "Recording":
    from cutaway.recording.fits import advised
    from cutaway.recording.shapes import record_shapes

    try:
        with aside():
            return record_shapes(module, *shapes)
    except RunError as error:
        raise on_input(advised(error, module), shapes[0], inputs) from error.__cause__
