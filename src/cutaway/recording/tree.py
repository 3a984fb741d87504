"""The modules of a model under every path, walked once for all who need them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor, nn

from cutaway.errors import CutawayError
from cutaway.recording.hidden import place_of, why_hidden

Table = dict[str, Any]  # a module's attributes, where Python keeps them
UNFINISHED = "was made without nn.Module's own __init__; call super().__init__() in its class's"
Found = tuple[nn.Module, str, Table]
Named = tuple[str, Tensor]
Tensors = tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A model taken apart.

    root        the model
    modules     every module once, in the order of `modules()`
    paths       the first path of each; the root's is ""
    tables      the attributes of each
    parameters  every parameter under each of its names, in the order of `named_parameters`
    buffers     every buffer under each of its names, in the order of `named_buffers`
    """

    root: nn.Module
    modules: tuple[nn.Module, ...]
    paths: tuple[str, ...]
    tables: tuple[Table, ...]
    parameters: Tensors
    buffers: Tensors


def tree_of(module: nn.Module) -> Tree:
    """Walks a model. Raises CutawayError where a module is a part of itself."""
    places: dict[int, Found] = {}
    parameters: list[Named] = []
    buffers: list[Named] = []
    try:
        _walk({"": module}, "", places, parameters, buffers)
    except RecursionError:
        raise CutawayError(
            f"a module of this {type(module).__name__} has itself among its own modules, of which "
            "torch finds no end either; keep it where torch does not look, as in a list"
        ) from None
    modules, paths, tables = zip(*places.values(), strict=True)
    return Tree(module, modules, paths, tables, tuple(parameters), tuple(buffers))


def _walk(
    modules: Mapping[str, nn.Module | None],
    start: str,
    places: dict[int, Found],
    parameters: list[Named],
    buffers: list[Named],
) -> None:
    """Notes modules, what is inside of them, and their tensors; their paths begin with `start`."""
    for name, module in modules.items():
        if module is None:
            continue
        path, table = start + name, module.__dict__
        places.setdefault(id(module), (module, path, table))
        if "_parameters" not in table:
            raise CutawayError(f"{place_of(path)} {why_hidden(type(module)) or UNFINISHED}")
        if own := table["_parameters"]:
            parameters += [
                (f"{path}.{n}" if path else n, t) for n, t in own.items() if t is not None
            ]
        if own := table["_buffers"]:
            buffers += [(f"{path}.{n}" if path else n, t) for n, t in own.items() if t is not None]
        if parts := table["_modules"]:
            _walk(parts, f"{path}." if path else "", places, parameters, buffers)
