"""`cutaway field`: what one number depends on, or feeds."""

from pathlib import Path
from typing import Annotated

import typer

from cutaway.commands.finding import find_module, find_network
from cutaway.commands.words import AsJson, Input, NetworkName, Trust, place_of, shape_of


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(field)


def field(
    network: NetworkName,
    at: Annotated[str, typer.Option("--at", help="STEP:C,Y,X, or STEP:C of a vector.")],
    feeds: Annotated[
        bool, typer.Option("--feeds", help="What the number feeds, not what it depends on.")
    ] = False,
    image: Annotated[
        Path | None, typer.Option("--image", help="A picture to run on; shapes are enough.")
    ] = None,
    batch: Annotated[int, typer.Option("--batch", help="Item of the batch.")] = 0,
    input: Input = "",
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """Exactly which numbers one number depends on, or feeds, step by step."""
    from cutaway.explain.exact import ExactFields
    from cutaway.networks.pictures import open_picture
    from cutaway.recording.door import record
    from cutaway.recording.shapes import record_shapes
    from cutaway.terminal.places import places_json, print_places
    from cutaway.terminal.plain import json_text

    step, place = place_of(at)
    if image is None:
        module, shape = find_module(network, trust, shape_of(input), batch + 1)
        recording = record_shapes(module, shape)
    else:
        picture = open_picture(image)
        recording = record(find_network(network, trust, input), picture)
    index = place if len(place) == len(recording.step(step).shape) else (batch, *place)
    exact = ExactFields(recording)
    found = exact.projective(step, index) if feeds else exact.receptive(step, index)
    if as_json:
        print(json_text(places_json(step, index, feeds, found)))
    else:
        steps = [(s.name, found[s.name]) for s in recording.steps if s.name in found]
        print_places(step, index, feeds, steps)
