"""Sums, means and extremes over axes: ReduceMean, ReduceSum, ReduceMax, ReduceMin, ReduceL2."""

from collections.abc import Callable

import torch
from torch import Tensor

from cutaway.networks.onnx.node import Node, ints, operator

OVER: dict[str, Callable[..., Tensor]] = {
    "ReduceMean": torch.mean,
    "ReduceSum": torch.sum,
    "ReduceMax": torch.amax,
    "ReduceMin": torch.amin,
    "ReduceLogSumExp": torch.logsumexp,
}


@operator(*OVER, "ReduceL2")
def over(node: Node, x: Tensor, axes: Tensor | None = None) -> Tensor:
    found = ints(axes) or node.numbers("axes")
    if not found:
        if node.whole("noop_with_empty_axes", 0):
            return x
        found = tuple(range(x.dim()))
    keep = bool(node.whole("keepdims", 1))
    if node.operator == "ReduceL2":
        length: Tensor = torch.linalg.vector_norm(x, 2, found, keepdim=keep)
        return length
    return OVER[node.operator](x, found, keep)


@operator("ArgMax")
def arg_max(node: Node, x: Tensor) -> Tensor:
    return torch.argmax(x, node.whole("axis", 0), bool(node.whole("keepdims", 1)))
