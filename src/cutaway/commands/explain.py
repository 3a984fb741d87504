"""`cutaway explain`: the arithmetic of one number."""

from pathlib import Path

import typer

from cutaway.commands.ending import tidily
from cutaway.commands.finding import prepare
from cutaway.commands.running import index_of, run_of
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
    at: At,
    image: Images = None,
    batch: Element = 0,
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
    from cutaway.recording.elements import elements_in
    from cutaway.terminal.explanation import explanation_json, print_explanation
    from cutaway.terminal.plain import json_text
    from cutaway.terminal.summary import print_summary

    step, index = place_of(at)
    files = Files(weights, labels, preprocess, arch, download)
    run = run_of(network, image or (), trust, input, files)
    recording, failure = run.recording, run.failure
    if save:
        with tidily():
            save_run(Path(save), run)
    if failure is not None and not as_json:
        print_summary(summarise(recording), failure)
    if failure is not None and step not in {found.name for found in recording.steps}:
        raise failure
    explanation = explain_number(recording, step, index_of(recording, step, index, batch))
    if as_json:
        random = {"weights_are_random": run.network.weights_are_random}
        print(json_text(explanation_json(explanation, failure) | random))
    else:
        print_explanation(explanation, elements_in(recording))
        if run.network.weights_are_random:
            print(run.network.source)
    if failure is not None:
        raise failure
