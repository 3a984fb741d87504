"""The parameters of a model: each tensor once, under every name it goes by."""

from math import prod

from torch import Tensor

from cutaway.recording.recording import Parameter
from cutaway.recording.tree import Tree


def parameters_of(tree: Tree) -> tuple[Parameter, ...]:
    """Every parameter tensor of a model, tied ones once, in the order of their first name."""
    names: dict[int, list[str]] = {}
    tensors: list[Tensor] = []
    for name, tensor in tree.parameters:
        known = names.get(id(tensor))
        if known is None:
            names[id(tensor)] = [name]
            tensors.append(tensor)
        else:
            known.append(name)
    return tuple([_parameter(tensor, names[id(tensor)]) for tensor in tensors])


def _parameter(tensor: Tensor, names: list[str]) -> Parameter:
    shape = tuple(tensor.shape)
    size = prod(shape)
    return Parameter(tuple(names), shape, size, size * tensor.dtype.itemsize)
