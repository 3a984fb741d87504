"""Softmax and LogSoftmax, over one axis, or before opset 13 over all from one on."""

from collections.abc import Callable

import torch
from torch import Tensor

from cutaway.networks.onnx.node import Node, operator


@operator("Softmax")
def softmax(node: Node, x: Tensor) -> Tensor:
    return _over(node, x, torch.softmax)


@operator("LogSoftmax")
def log_softmax(node: Node, x: Tensor) -> Tensor:
    return _over(node, x, torch.log_softmax)


def _over(node: Node, x: Tensor, call: Callable[[Tensor, int], Tensor]) -> Tensor:
    axis = node.whole("axis", -1 if node.opset >= 13 else 1)
    axis %= x.dim()
    if node.opset >= 13 or all(size == 1 for size in x.shape[axis + 1 :]):
        return call(x, axis)
    return call(x.flatten(axis), -1).reshape(x.shape)
