"""`cutaway summary`: the table of a network."""

from typing import Annotated

import typer

from cutaway.commands.finding import find_module, on_input
from cutaway.commands.words import (
    Arch,
    AsJson,
    Download,
    Files,
    Input,
    Labels,
    NetworkName,
    Preparing,
    Trust,
    Weights,
)
from cutaway.errors import RunError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(summary)


def summary(
    network: NetworkName,
    input: Input = "",
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
    from cutaway.explain.summary import Summary
    from cutaway.explain.summary import summary as summary_of
    from cutaway.terminal import summary as written
    from cutaway.terminal.plain import json_text

    failure = None
    files = Files(weights, labels, preprocess, arch, download)
    module, shape = find_module(network, trust, input, batch, files)
    try:
        table = summary_of(module, shape)
    except RunError as error:
        if not isinstance(error.partial, Summary):
            raise
        table = error.partial
        failure = on_input(error, table.steps[0].shape, input)
    others = compared(module, shape, table) if compare and failure is None else ()
    if as_json:
        told = written.summary_json(table, failure) | written.comparisons_json(others)
        print(json_text(told))
    else:
        written.print_summary(table, failure)
        written.print_comparisons(others)
    if failure is not None:
        raise failure
