"""From the word for a network to the network, ready to run."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import TYPE_CHECKING

from cutaway.commands.forward import check_shapes, check_single
from cutaway.commands.words import Files, shape_of
from cutaway.errors import RunError, ShapeError

if TYPE_CHECKING:
    from torch import Tensor, nn

    from cutaway.networks.network import Network

NO_FILES = Files()


def prepare() -> None:
    """Makes torch keep the memory it has freed; before torch is imported."""
    from cutaway.recording.allocator import keep_freed_memory

    keep_freed_memory()


@contextmanager
def aside() -> Iterator[None]:
    """What a person's own code prints goes to standard error: standard output is our answer."""
    with redirect_stdout(sys.stderr):
        yield


def find_network(name: str, trust: bool, input: str, files: Files = NO_FILES) -> "Network":
    """The network of a name, for one input, such as "3x224x224" where it is given."""
    found = _found(name, trust, input, files)
    check_single(found)
    return found


def find_for_shapes(
    name: str, trust: bool, input: str, files: Files = NO_FILES
) -> "tuple[Network, tuple[int, ...]]":
    """A network of one input, and the shape that it is taken to be, which need not fit.

    Raises ShapeError for a shape of other axes: torch would take some of these for an input
    without its batch axis, and fail late, for a reason that nobody gave.
    """
    found, shape = _with_shape(name, trust, input, files)
    check_single(found)
    return found, shape


def find_module(
    name: str, trust: bool, inputs: Sequence[str], batch: int, files: Files = NO_FILES
) -> "tuple[nn.Module, list[tuple[int, ...]]]":
    """A module and the shapes of its inputs, of so many items; they need not fit the module."""
    first, *others = inputs or [""]
    found, shape = _with_shape(name, trust, first, files)
    check_shapes(found, inputs)
    shapes = [shape, *filter(None, map(shape_of, others))]
    return found.skeleton, [(batch, *shape[1:]) for shape in shapes]


def _found(name: str, trust: bool, input: str, files: Files) -> "Network":
    from cutaway.networks.find import Wanted, find

    given = (files.weights, files.labels, files.preprocess, files.arch)
    with aside():
        return find(Wanted(name, *given, shape_of(input), trust, files.download))


def _with_shape(
    name: str, trust: bool, input: str, files: Files
) -> "tuple[Network, tuple[int, ...]]":
    made = _made_for_input(files.arch or name)
    found = _found(name, trust, input if made else "", files)
    shape = shape_of(input) or found.input_shape
    _check_axes(found, shape)
    return found, shape


def _check_axes(network: "Network", shape: tuple[int, ...]) -> None:
    own, got = network.input_shape[1:], shape[1:]
    if len(got) != len(own):
        raise ShapeError(
            f"--input {'x'.join(map(str, got))} is a shape of length {len(got)}, but "
            f"{network.name} reads length {len(own)}, such as {'x'.join(map(str, own))}; give "
            "every size but the batch's"
        )


def _made_for_input(name: str) -> bool:
    """Whether a network is made for the input that is asked for: it may have none of its own."""
    from cutaway.networks.find import is_onnx
    from cutaway.networks.foreign.factory import is_code
    from cutaway.networks.notation.text import is_notation

    return is_code(name) or is_notation(name) or is_onnx(name)


def input_of(images: Sequence[object], network: "Network") -> "Tensor":
    """The network's input for what --image gives: pictures, arrays or "random"; a batch of them."""
    from cutaway.networks.inputs.arrays import RANDOM, random_input

    def given(image: object) -> object:
        return random_input(network.input_shape).to(network.dtype) if image == RANDOM else image

    return network.prepare([given(image) for image in images])[0]


def on_input(failure: RunError, shape: tuple[int, ...], input: Sequence[str]) -> RunError:
    """The failure; where nobody gave the input's shape, it says which one we took."""
    if input:
        return failure
    taken = "x".join(map(str, shape[1:]))
    hint = f"{failure} (the input was taken to be {taken}; --input gives another)"
    return RunError(hint, failure.partial, **failure.facts)
