"""B of two networks: its own options, and the network that they make."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.commands.finding import find_network

if TYPE_CHECKING:
    from cutaway.networks.network import Network

Train = Annotated[bool, typer.Option("--b-train", help="B in training mode.")]
Bgr = Annotated[bool, typer.Option("--b-bgr", help="B on channels in the order B, G, R.")]
Rgb = Annotated[bool, typer.Option("--b-rgb", help="B on channels in the order R, G, B.")]


def two_networks(
    a: str, b: str, trust: bool, input: str, ways: Mapping[str, bool]
) -> "tuple[Network, Network]":
    """A as it is, and B under a name of its own, in those of the ways that were asked for."""
    from cutaway.networks.variant import variant

    first = find_network(a, trust, input)
    second = first if a == b else find_network(b, trust, input)
    second = variant(second, *(way for way, asked in ways.items() if asked))
    if second.name == first.name and second is not first:
        name, title = f"{second.name} (B)", f"{second.title} (B)"
        second = replace(second, name=name, title=title)
    return first, second
