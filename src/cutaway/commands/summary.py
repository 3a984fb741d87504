"""`cutaway summary`: the table of a network."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.finding import aside, find_module, on_input
from cutaway.commands.running import saved_run
from cutaway.commands.words import (
    Arch,
    AsJson,
    Download,
    Files,
    Inputs,
    Labels,
    NetworkName,
    Preparing,
    Trust,
    Weights,
    given,
)
from cutaway.errors import RunError

if TYPE_CHECKING:
    from torch import nn

    from cutaway.explain.summary import Summary


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(summary)


def summary(
    network: NetworkName,
    input: Inputs = None,
    weights: Weights = "",
    labels: Labels = "",
    preprocess: Preparing = "",
    arch: Arch = "",
    download: Download = False,
    batch: Annotated[int, typer.Option("--batch", help="Items in the batch.", min=1)] = 1,
    compare: Annotated[
        bool, typer.Option("--compare", help="Beside torch's counter and torchinfo, and why.")
    ] = False,
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """The table of a network: shapes, parameters, MACs and receptive fields, step by step."""
    from cutaway.explain.compare import compare as compared
    from cutaway.explain.summary import summarise
    from cutaway.terminal import summary as written
    from cutaway.terminal.plain import json_text

    files = Files(weights, labels, preprocess, arch, download)
    inputs = given(input)
    run = saved_run(network, inputs, files)
    if run is not None:
        table, failure = summarise(run.recording), run.failure
    else:
        module, shapes = find_module(network, trust, inputs, batch, files)
        table, failure = _table(module, shapes, inputs)
    beside = compare and run is None and failure is None
    with aside():
        others = compared(module, shapes, table) if beside else ()
    if as_json:
        told = written.summary_json(table, failure) | written.comparisons_json(others)
        print(json_text(told))
    else:
        written.print_summary(table, failure)
        written.print_comparisons(others)
    if failure is not None:
        raise failure


def _table(
    module: "nn.Module", shapes: Sequence[tuple[int, ...]], inputs: Sequence[str]
) -> "tuple[Summary, RunError | None]":
    """The table, and the failure where it ends half way."""
    from cutaway.explain.summary import Summary, summary

    try:
        with aside():
            return summary(module, *shapes), None
    except RunError as error:
        if not isinstance(error.partial, Summary):
            raise
        return error.partial, on_input(error, error.partial.recording.steps[0].shape, inputs)
