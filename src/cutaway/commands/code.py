"""`cutaway code`: a network as the PyTorch that a person would write."""

from enum import StrEnum
from typing import Annotated

import typer

from cutaway.commands.notation import find_words
from cutaway.commands.words import Input, NetworkName, Trust


class Form(StrEnum):
    """How the code is laid out."""

    SEQUENTIAL = "sequential"
    MODULE = "module"


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(code)


def code(
    network: NetworkName,
    input: Input = "",
    form: Annotated[
        Form, typer.Option("--form", help="One nn.Sequential, or a class with a forward.")
    ] = Form.SEQUENTIAL,
    trust: Trust = False,
) -> None:
    """A network as plain PyTorch: print it, save it, run it without Cutaway."""
    from cutaway.networks.notation.code import module_code, sequential_code
    from cutaway.networks.notation.text import parse

    words, shape = find_words(network, input, trust)
    write = sequential_code if form == Form.SEQUENTIAL else module_code
    print(write(parse(words), shape), end="")
