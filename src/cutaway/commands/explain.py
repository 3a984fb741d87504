"""`cutaway explain`: the arithmetic of one number."""

from pathlib import Path
from typing import Annotated

import typer

from cutaway.commands.finding import prepare
from cutaway.commands.running import run_of
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
    Save,
    Trust,
    Weights,
    place_of,
)


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(explain)


def explain(
    network: NetworkName,
    at: Annotated[str, typer.Option("--at", help="STEP:C,Y,X, or STEP:C of a vector.")],
    image: Image = "",
    batch: Annotated[int, typer.Option("--batch", help="Item of the batch.")] = 0,
    input: Input = "",
    weights: Weights = "",
    labels: Labels = "",
    preprocess: Preparing = "",
    arch: Arch = "",
    download: Download = False,
    save: Save = "",
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """How one number was made: its arithmetic, and whether it adds up."""
    prepare()
    from cutaway.explain.summary import summarise
    from cutaway.explain.value import explain as explain_number
    from cutaway.networks.saved import save_run
    from cutaway.terminal.explanation import explanation_json, print_explanation
    from cutaway.terminal.plain import json_text
    from cutaway.terminal.summary import print_summary

    step, index = place_of(at)
    run = run_of(network, image, trust, input, Files(weights, labels, preprocess, arch, download))
    recording, failure = run.recording, run.failure
    if save:
        save_run(Path(save), run)
    if failure is not None and not as_json:
        print_summary(summarise(recording), failure)
    if failure is not None and step not in {found.name for found in recording.steps}:
        raise failure
    axes = len(recording.step(step).shape)
    explanation = explain_number(recording, step, index if len(index) == axes else (batch, *index))
    if as_json:
        random = {"weights_are_random": run.network.weights_are_random}
        print(json_text(explanation_json(explanation, failure) | random))
    else:
        print_explanation(explanation)
        if run.network.weights_are_random:
            print(run.network.source)
    if failure is not None:
        raise failure
