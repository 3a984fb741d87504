"""The modules of a model under every path, walked once for all who need them."""

from collections.abc import Iterator
from dataclasses import dataclass

from torch import Tensor, nn

Places = tuple[tuple[str, nn.Module], ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A model taken apart.

    root     the model
    places   (path, module) of every path, the root's is "": a shared module has several
    modules  (path, module) of every module once, under its first path
    """

    root: nn.Module
    places: Places
    modules: Places

    def parameters(self) -> Iterator[tuple[str, Tensor]]:
        """Every parameter under each of its names, in the order of `named_parameters`."""
        return _tensors(self.places, "_parameters")

    def buffers(self) -> Iterator[tuple[str, Tensor]]:
        """Every buffer under each of its names, in the order of `named_buffers`."""
        return _tensors(self.places, "_buffers")


def tree_of(module: nn.Module) -> Tree:
    """Walks a model."""
    places: list[tuple[str, nn.Module]] = []
    _walk(module, "", places)
    first: dict[int, tuple[str, nn.Module]] = {}
    for place in places:
        first.setdefault(id(place[1]), place)
    return Tree(module, tuple(places), tuple(first.values()))


def _walk(module: nn.Module, path: str, found: list[tuple[str, nn.Module]]) -> None:
    found.append((path, module))
    for name, child in module._modules.items():
        if child is not None:
            _walk(child, f"{path}.{name}" if path else name, found)


def _tensors(places: Places, table: str) -> Iterator[tuple[str, Tensor]]:
    for path, module in places:
        for name, tensor in module.__dict__[table].items():
            if tensor is not None:
                yield (f"{path}.{name}" if path else name), tensor
