"""`cutaway field`: what one number depends on, or feeds."""

from typing import Annotated

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
    Input,
    Labels,
    NetworkName,
    Preparing,
    Trust,
    Weights,
    place_of,
)
from cutaway.errors import RunError


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
    input: Input = "",
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
    from cutaway.recording.fits import advised
    from cutaway.recording.shapes import record_shapes
    from cutaway.terminal.places import places_json, print_places
    from cutaway.terminal.plain import json_text

    step, place = place_of(at)
    files = Files(weights, labels, preprocess, arch, download)
    run = saved_run(network, input, files) if not image else None
    if run is not None:
        recording = run.recording
    elif not image:
        module, shape = find_module(network, trust, input, batch + 1, files)
        try:
            with aside():
                recording = record_shapes(module, shape)
        except RunError as error:
            raise on_input(advised(error, module), shape, input) from error.__cause__
    else:
        found_network = find_network(network, trust, input, files)
        recording = recorded(found_network, image)
    index = index_of(recording, step, place, batch)
    exact = ExactFields(recording)
    found = exact.projective(step, index) if feeds else exact.receptive(step, index)
    if as_json:
        print(json_text(places_json(step, index, feeds, found)))
    else:
        steps = [(s.name, found[s.name]) for s in recording.steps if s.name in found]
        print_places(step, index, feeds, steps)
