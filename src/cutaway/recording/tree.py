"""The modules of a model under every path, walked once for all who need them."""

from dataclasses import dataclass

from torch import Tensor, nn

from cutaway.errors import CutawayError

Places = tuple[tuple[str, nn.Module], ...]
Tensors = tuple[tuple[str, Tensor], ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A model taken apart.

    root        the model
    modules     (path, module) of every module once, under its first path; the root's is ""
    parameters  every parameter under each of its names, in the order of `named_parameters`
    buffers     every buffer under each of its names, in the order of `named_buffers`
    """

    root: nn.Module
    modules: Places
    parameters: Tensors
    buffers: Tensors


def tree_of(module: nn.Module) -> Tree:
    """Walks a model. Raises CutawayError where a module is a part of itself."""
    places: list[tuple[str, nn.Module]] = []
    try:
        _walk(module, "", places)
    except RecursionError:
        raise CutawayError(
            f"a module of this {type(module).__name__} has itself among its own modules, of which "
            "torch finds no end either; keep it where torch does not look, as in a list"
        ) from None
    first: dict[int, tuple[str, nn.Module]] = {}
    for place in places:
        first.setdefault(id(place[1]), place)
    parameters = _tensors(places, "_parameters")
    return Tree(module, tuple(first.values()), parameters, _tensors(places, "_buffers"))


def _walk(module: nn.Module, path: str, found: list[tuple[str, nn.Module]]) -> None:
    found.append((path, module))
    for name, child in module._modules.items():
        if child is not None:
            _walk(child, f"{path}.{name}" if path else name, found)


def _tensors(places: list[tuple[str, nn.Module]], table: str) -> Tensors:
    return tuple(
        (f"{path}.{name}" if path else name, tensor)
        for path, module in places
        if (tensors := module.__dict__[table])
        for name, tensor in tensors.items()
        if tensor is not None
    )
