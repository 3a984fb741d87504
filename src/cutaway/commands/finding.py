"""From the word for a network to the network, ready to run."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cutaway.commands.bar import bar
from cutaway.commands.words import Files, shape_of
from cutaway.errors import RunError

if TYPE_CHECKING:
    from torch import Tensor, nn

    from cutaway.networks.network import Network

NO_FILES = Files()


def prepare() -> None:
    """Makes torch keep the memory it has freed; before torch is imported."""
    from cutaway.recording.allocator import keep_freed_memory

    keep_freed_memory()


def find_network(name: str, trust: bool, input: str, files: Files = NO_FILES) -> "Network":
    """The network of a name, for an input such as "3x224x224" where one is given."""
    from cutaway.networks.find import Wanted, find

    given = (files.weights, files.labels, files.preprocess, files.arch)
    return find(Wanted(name, *given, shape_of(input), trust, files.download))


def find_module(
    name: str, trust: bool, input: str, batch: int, files: Files = NO_FILES
) -> "tuple[nn.Module, tuple[int, ...]]":
    """A module and its input's shape, of so many items; the shape need not fit the module."""
    made = made_for_input(files.arch or name)
    found = find_network(name, trust, input if made else "", files)
    return found.skeleton, (batch, *(shape_of(input) or found.input_shape)[1:])


def made_for_input(name: str) -> bool:
    """Whether a network is made for the input that is asked for, and has none of its own."""
    from cutaway.networks.factory import is_code
    from cutaway.networks.notation import is_notation

    return is_code(name) or is_notation(name)


def input_of(images: Sequence[str], network: "Network") -> "Tensor":
    """The network's input for what --image gives: pictures, arrays or "random"; a batch of them."""
    from cutaway.networks.inputs import RANDOM, random_input

    def given(image: str) -> object:
        return random_input(network.input_shape) if image == RANDOM else image

    return network.prepare([given(image) for image in images])[0]


def on_input(failure: RunError, shape: tuple[int, ...], input: str) -> RunError:
    """The failure; where nobody gave the input's shape, it says which one we took."""
    if input:
        return failure
    taken = "x".join(map(str, shape[1:]))
    hint = f"{failure} (the input was taken to be {taken}; --input gives another)"
    return RunError(hint, failure.partial, **failure.facts)


@contextmanager
def progress(network: "Network", batch: int = 1) -> Iterator[Callable[[int], None]]:
    """A bar on standard error while a network runs; too large a run is refused before it starts.

    batch   elements that run together
    """
    from cutaway.explain.room import steps_with_room

    total = steps_with_room(network, (batch, *network.input_shape[1:]))
    with bar(f"running {network.name}", total) as watch:
        yield watch
