"""The parameters of a model: each tensor once, under every name it goes by."""

from cutaway.recording.recording import Parameter
from cutaway.recording.tree import Tree


def parameters_of(tree: Tree) -> tuple[Parameter, ...]:
    """Every parameter tensor of a model, tied ones once, in the order of their first name."""
    names: dict[int, tuple[str, ...]] = {}
    for name, tensor in tree.parameters:
        names[id(tensor)] = (*names.get(id(tensor), ()), name)
    tensors = {id(tensor): tensor for _, tensor in tree.parameters}
    return tuple(
        Parameter(names[key], tuple(tensor.shape), tensor.numel(), tensor.nbytes)
        for key, tensor in tensors.items()
    )
