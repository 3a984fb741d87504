"""The parameters of a model: each tensor once, under every name it goes by."""

from collections.abc import Callable
from math import prod

from torch import Tensor

from cutaway.ops.ref import Ref
from cutaway.recording.ledger import nbytes
from cutaway.recording.recording import Parameter
from cutaway.recording.tree import Tree


def parameters_of(tree: Tree, ref_of: Callable[[Tensor], Ref]) -> tuple[Parameter, ...]:
    """Every parameter tensor of a model, tied ones once, in the order of their first name."""
    names: dict[int, list[str]] = {}
    refs: list[Ref] = []
    for name, tensor in tree.parameters:
        known = names.get(id(tensor))
        if known is None:
            names[id(tensor)] = [name]
            refs.append(ref_of(tensor))
        else:
            known.append(name)
    pairs = zip(names.values(), refs, strict=True)
    return tuple([Parameter(tuple(n), r.shape, prod(r.shape), nbytes(r)) for n, r in pairs])
