"""`cutaway notation`: the words that a network is made of."""

import typer

from cutaway.arithmetic.box import Shape
from cutaway.commands.finding import find_network
from cutaway.commands.words import Input, NetworkName, Trust, shape_of
from cutaway.errors import NetworkError

USUAL: Shape = (1, 3, 224, 224)
"""What a notation is read on where it names no input."""


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(notation)


def notation(network: NetworkName, input: Input = "", trust: Trust = False) -> None:
    """A network in the VGG paper's words; docs/notation.md explains them."""
    words, shape = find_words(network, input, trust)
    own = "" if shape == USUAL else f"input-{'x'.join(map(str, shape[1:]))} "
    print(own + words)


def find_words(name: str, input: str, trust: bool) -> tuple[str, Shape]:
    """A network's notation and its input. Raises NetworkError where it has none."""
    found = find_network(name, trust, "")
    if not found.notation:
        raise NetworkError(
            f"{name} has no notation: its module is code of its own; `cutaway summary` lists its "
            "layers"
        )
    return found.notation, shape_of(input) or found.input_shape
