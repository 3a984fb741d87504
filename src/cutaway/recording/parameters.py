"""The parameters of a model: each tensor once, under every name it goes by."""

from cutaway.recording.recording import Parameter
from cutaway.recording.tree import Tree


def parameters_of(tree: Tree) -> tuple[Parameter, ...]:
    """Every parameter tensor of a model, tied ones once, in the order of their first name."""
    names: dict[int, list[str]] = {}
    tensors = {}
    for name, tensor in tree.parameters():
        names.setdefault(id(tensor), []).append(name)
        tensors[id(tensor)] = tensor
    return tuple(
        Parameter(tuple(names[key]), tuple(tensor.shape), tensor.numel(), tensor.nbytes)
        for key, tensor in tensors.items()
    )
