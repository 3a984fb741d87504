"""`cutaway explain`: the arithmetic of one number."""

from typing import Annotated

import typer

from cutaway.commands.finding import find_network, input_of, on_input, prepare, progress
from cutaway.commands.words import (
    Arch,
    AsJson,
    Download,
    Files,
    Image,
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
    app.command()(explain)


def explain(
    network: NetworkName,
    image: Image,
    at: Annotated[str, typer.Option("--at", help="STEP:C,Y,X, or STEP:C of a vector.")],
    batch: Annotated[int, typer.Option("--batch", help="Item of the batch.")] = 0,
    input: Input = "",
    weights: Weights = "",
    labels: Labels = "",
    preprocess: Preparing = "",
    arch: Arch = "",
    download: Download = False,
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """How one number was made: its arithmetic, and whether it adds up."""
    prepare()
    from cutaway.explain.summary import summarise
    from cutaway.explain.value import explain as explain_number
    from cutaway.recording.door import record
    from cutaway.recording.recording import Recording
    from cutaway.terminal.explanation import explanation_json, print_explanation
    from cutaway.terminal.plain import json_text
    from cutaway.terminal.summary import print_summary

    step, index = place_of(at)
    files = Files(weights, labels, preprocess, arch, download)
    found = find_network(network, trust, input, files)
    failure = None
    with progress(found) as watch:
        try:
            recording = record(found, input_of(image, found), watch=watch)
        except RunError as error:
            if not isinstance(error.partial, Recording):
                raise
            recording = error.partial
            failure = on_input(error, recording.steps[0].shape, input)
    if failure is not None and not as_json:
        print_summary(summarise(recording), failure)
    if failure is not None and step not in {found.name for found in recording.steps}:
        raise failure
    axes = len(recording.step(step).shape)
    explanation = explain_number(recording, step, index if len(index) == axes else (batch, *index))
    if as_json:
        random = {"weights_are_random": found.weights_are_random}
        print(json_text(explanation_json(explanation, failure) | random))
    else:
        print_explanation(explanation)
        if found.weights_are_random:
            print(found.source)
    if failure is not None:
        raise failure
