"""B of two networks: its own options, and the network that they make."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.finding import find_network
from cutaway.commands.words import Files, named
from cutaway.errors import NetworkError

if TYPE_CHECKING:
    from cutaway.networks.network import Network

Train = Annotated[bool, typer.Option("--b-train", help="B in training mode.")]
Bgr = Annotated[bool, typer.Option("--b-bgr", help="B on channels in the order B, G, R.")]
Rgb = Annotated[bool, typer.Option("--b-rgb", help="B on channels in the order R, G, B.")]
BWeights = Annotated[str, typer.Option("--b-weights", help="As --weights, of B.", callback=named)]
BPreparing = Annotated[
    str, typer.Option("--b-preprocess", help="As --preprocess, of B.", callback=named)
]
BArch = Annotated[str, typer.Option("--b-arch", help="As --arch, of B.", callback=named)]


def second_files(a: str, b: str, first: Files, own: Files) -> Files:
    """What B was given; what it was not, it takes from A where both name the same network.

    Two files of weights belong to one architecture, unless it is said otherwise.
    """
    from cutaway.networks.files.checkpoint import is_weights

    if not (a == b or (is_weights(a) and is_weights(b))):
        return own
    return Files(
        weights=own.weights or (first.weights if a == b else ""),
        preprocess=own.preprocess or first.preprocess,
        arch=own.arch or first.arch,
    )


def in_ways(second: "Network", ways: Mapping[str, bool]) -> "Network":
    """B in those of the ways that were asked for. Raises NetworkError where two exclude another."""
    from cutaway.networks.variant import variant

    if ways.get("rgb") and ways.get("bgr"):
        raise NetworkError("--b-rgb and --b-bgr exclude each other: give one of them")
    return variant(second, *(way for way, asked in ways.items() if asked))


def find_two(
    a: str, b: str, trust: bool, input: str, files: tuple[Files, Files]
) -> "tuple[Network, Network]":
    """A and B, each with what it was given, under names of their own; one where they are equal."""
    first = find_network(a, trust, input, files[0])
    if (a, files[0]) == (b, files[1]):
        return first, first
    second = find_network(b, trust, input, files[1])
    if second.name != first.name:
        return first, second
    return first, replace(second, name=f"{second.name} (B)", title=f"{second.title} (B)")
