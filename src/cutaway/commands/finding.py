"""From the word for a network to the network, ready to run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cutaway.commands.bar import bar
from cutaway.commands.words import shape_of
from cutaway.errors import RunError

if TYPE_CHECKING:
    from torch import nn

    from cutaway.networks.network import Network


def prepare() -> None:
    """Makes torch keep the memory it has freed; before torch is imported."""
    from cutaway.recording.allocator import keep_freed_memory

    keep_freed_memory()


def find_network(name: str, trust: bool, input: str) -> "Network":
    """The network of a name, for an input such as "3x224x224" where one is given."""
    from cutaway.networks.adopt import resized
    from cutaway.networks.trusted import is_code, trusted_network
    from cutaway.networks.zoo import network

    shape = shape_of(input)
    if is_code(name):
        return trusted_network(name, trust, shape)
    return network(name) if shape is None else resized(network(name), shape)


def find_module(
    name: str, trust: bool, shape: tuple[int, ...] | None, batch: int
) -> "tuple[nn.Module, tuple[int, ...]]":
    """A module and its input's shape; the input need be no picture where its shape is given."""
    from cutaway.networks.network import Network
    from cutaway.networks.trusted import is_code, trusted

    bare = shape is not None and is_code(name)
    found = trusted(name, trust) if bare else find_network(name, trust, "")
    if isinstance(found, Network):
        return found.module, (batch, *(shape or found.input_shape)[1:])
    assert shape is not None, "only a network of its own brings its shape"
    return found, (batch, *shape[1:])


def on_input(failure: RunError, shape: tuple[int, ...], input: str) -> RunError:
    """The failure; where nobody gave the input's shape, it says which one we took."""
    if input:
        return failure
    taken = "x".join(map(str, shape[1:]))
    hint = f"{failure} (the input was taken to be {taken}; --input gives another)"
    return RunError(hint, failure.partial, **failure.facts)


@contextmanager
def progress(network: "Network") -> Iterator[Callable[[int], None]]:
    """A bar on standard error while a network runs; too large a run is refused before it starts."""
    from cutaway.explain.summary import Summary
    from cutaway.explain.summary import summary as summary_of
    from cutaway.recording.budget import check_budget

    try:
        table = summary_of(network)
        total = len(table.steps)
    except RunError as error:  # the run will say it better
        if not isinstance(error.partial, Summary):
            raise
        table, total = error.partial, 0
    check_budget(table.totals.bytes)
    with bar(f"running {network.name}", total) as watch:
        yield watch
