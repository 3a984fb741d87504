"""`cutaway suggest`: structures that stay within limits."""

from typing import Annotated

import typer

from cutaway.commands.words import AsJson, amount_of, shape_of
from cutaway.errors import NetworkError, ShapeError


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(suggest)


def suggest(
    input: Annotated[str, typer.Option("--input", help="Shape of the pictures, such as 3x64x64.")],
    classes: Annotated[int, typer.Option("--classes", help="Outputs of the last layer.")],
    max_params: Annotated[
        str, typer.Option("--max-params", help="Parameters at the most, such as 500k.")
    ] = "",
    max_macs: Annotated[
        str, typer.Option("--max-macs", help="Multiply-adds at the most, such as 50M.")
    ] = "",
    min_field: Annotated[
        int, typer.Option("--min-field", help="Receptive field of the last map, at the least.")
    ] = 0,
    most: Annotated[int, typer.Option("--most", help="How many to show.", min=1)] = 12,
    code: Annotated[bool, typer.Option("--code", help="The PyTorch of each one shown.")] = False,
    as_json: AsJson = False,
) -> None:
    """Structures N × [M conv + b pool] + K FC within limits; accuracy is not in it."""
    from cutaway.networks.structures.suggest import Limits, spread
    from cutaway.networks.structures.suggest import suggest as suggested
    from cutaway.terminal.plain import json_text
    from cutaway.terminal.suggest import print_suggestion, suggestion_json, why_none

    shape = shape_of(input)
    if shape is None:
        raise ShapeError("--input is empty; give the shape of the pictures, such as 3x64x64")
    params, macs = amount_of("--max-params", max_params), amount_of("--max-macs", max_macs)
    limits = Limits(shape, classes, params, macs, min_field)
    found = suggested(limits)
    if not found.front:
        raise NetworkError(why_none(found, limits))
    if as_json:
        print(json_text(suggestion_json(found, limits)))
    else:
        print_suggestion(found, limits, spread(found.front, most), code)
