"""A graph as a torch module: a submodule for each node, so that a recording names them."""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn

from cutaway.errors import CutawayError, NetworkError
from cutaway.networks.onnx.constant import TYPES
from cutaway.networks.onnx.naming import names_of
from cutaway.networks.onnx.node import Known, Node, known
from cutaway.networks.onnx.reading import Graph

BUFFERS = ("running_mean", "running_var")


class Operator(nn.Module):
    """One node, with the tensors of the file that it reads.

    `reads` names what it reads of other nodes and of the graph's input, by position.
    """

    def __init__(self, node: Node, constants: Mapping[str, Tensor]) -> None:
        super().__init__()
        found = known(node.operator)
        assert found is not None, "unknown operators are refused before"
        self._compute = found.compute
        self.node = node
        self.reads: dict[int, str] = {}
        self._own: dict[int, str] = {}
        self._fixed: dict[int, Tensor] = {}  # no state of the module's: sizes, axes, bounds
        for place, name in enumerate(node.inputs):
            tensor = constants.get(name)
            if isinstance(tensor, nn.Parameter):
                self._own[place] = self._keep(tensor, _word(found, place))
            elif tensor is not None:
                self._fixed[place] = tensor
            elif name:
                self.reads[place] = name

    def _keep(self, tensor: nn.Parameter, word: str) -> str:
        if word in BUFFERS:
            self.register_buffer(word, tensor.detach())
        else:
            self.register_parameter(word, tensor)
        return word

    def forward(self, *given: Tensor) -> Tensor | tuple[Tensor, ...]:
        tensors: list[Tensor | None] = [None] * len(self.node.inputs)
        for place, word in self._own.items():
            tensors[place] = getattr(self, word)
        for place, tensor in self._fixed.items():
            tensors[place] = tensor
        for place, tensor in zip(self.reads, given, strict=True):
            tensors[place] = tensor
        return self._compute(self.node, *tensors)

    def extra_repr(self) -> str:
        return self.node.operator


def _word(found: Known, place: int) -> str:
    word = found.names[place] if place < len(found.names) else ""
    return word or f"input{place}"


class Scope(nn.Module):
    """A part of the network that the file's names speak of."""


class Imported(nn.Module):
    """The network of an ONNX file; gives a tensor, or a tuple where it has several outputs."""

    def __init__(self, graph: Graph) -> None:
        super().__init__()
        constants, nodes = folded(graph)
        self._inputs = graph.inputs
        self._outputs = graph.outputs
        self._constants = {name: constants[name] for name in graph.outputs if name in constants}
        self._order: list[Operator] = []
        for node, path in zip(nodes, names_of(nodes, constants), strict=True):
            made = Operator(node, constants)
            _place(self, path, made)
            self._order.append(made)

    def forward(self, *given: Tensor) -> Tensor | tuple[Tensor, ...]:
        if len(given) != len(self._inputs):
            raise NetworkError(f"the file has {len(self._inputs)} inputs; got {len(given)}")
        values: dict[str, Tensor] = dict(self._constants)
        for known_input, tensor in zip(self._inputs, given, strict=True):
            kind = TYPES.get(known_input.kind, tensor.dtype)
            values[known_input.name] = tensor if tensor.dtype == kind else tensor.to(kind)
        for each in self._order:
            result = each(*(values[name] for name in each.reads.values()))
            results = result if isinstance(result, tuple) else (result,)
            values.update(zip(each.node.outputs, results, strict=False))
        found = tuple(values[name] for name in self._outputs)
        return found[0] if len(found) == 1 else found


def folded(graph: Graph) -> tuple[dict[str, Tensor], tuple[Node, ...]]:
    """What needs no input is computed once: all constants by name, and the nodes that are left."""
    constants: dict[str, Tensor] = {
        name: nn.Parameter(tensor, requires_grad=False) if _learned(tensor) else tensor
        for name, tensor in graph.tensors.items()
    }
    left = []
    for node in graph.nodes:
        if any(name and name not in constants for name in node.inputs):
            left.append(node)
            continue
        found = known(node.operator)
        assert found is not None, "unknown operators are refused before"
        inputs = [constants.get(name) for name in node.inputs]
        constants.update(zip(node.outputs, _computed(node, found, inputs), strict=False))
    return constants, tuple(left)


def _learned(tensor: Tensor) -> bool:
    return tensor.is_floating_point() and tensor.dim() > 0


def _computed(node: Node, found: Known, inputs: Sequence[Tensor | None]) -> Sequence[Tensor]:
    try:
        with torch.no_grad():
            result = found.compute(node, *inputs)
    except CutawayError:
        raise
    except Exception as error:
        raise NetworkError(
            f"{node.operator} {node.name!r} cannot be computed from its constants: {error}"
        ) from None
    results = result if isinstance(result, tuple) else (result,)
    whole = len(inputs) == 1 and results[0] is inputs[0]
    if whole or (node.operator == "Transpose" and isinstance(inputs[0], nn.Parameter)):
        return [nn.Parameter(each, requires_grad=False) for each in results]
    return results


def _place(root: nn.Module, path: str, made: Operator) -> None:
    *scopes, leaf = path.split(".")
    for scope in scopes:
        inner = root._modules.get(scope)
        if inner is None:
            inner = Scope()
            root.add_module(scope, inner)
        root = inner
    root.add_module(leaf, made)
