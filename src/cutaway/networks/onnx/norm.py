"""BatchNormalization, InstanceNormalization, LayerNormalization, LRN."""

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.node import Node, operator

EPSILON = 1e-5


@operator("BatchNormalization", names=("", "weight", "bias", "running_mean", "running_var"))
def batch_normalization(
    node: Node, x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor
) -> Tensor:
    if node.whole("training_mode", 0):
        raise node.refuse("its training mode on; export the network in evaluation mode")
    if not node.whole("spatial", 1):
        raise node.refuse("its own numbers for each position")
    return functional.batch_norm(
        x, mean, variance, weight, bias, False, 0.1, node.number("epsilon", EPSILON)
    )


@operator("InstanceNormalization", names=("", "weight", "bias"))
def instance_normalization(node: Node, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return functional.instance_norm(
        x, weight=weight, bias=bias, eps=node.number("epsilon", EPSILON)
    )


@operator("LayerNormalization", names=("", "weight", "bias"))
def layer_normalization(
    node: Node, x: Tensor, weight: Tensor, bias: Tensor | None = None
) -> Tensor:
    shape = x.shape[node.whole("axis", -1) % x.dim() :]
    return functional.layer_norm(x, list(shape), weight, bias, node.number("epsilon", EPSILON))


@operator("GroupNormalization", names=("", "weight", "bias"))
def group_normalization(node: Node, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    if node.opset < 21:
        raise node.refuse("one number for each group")
    groups = node.whole("num_groups", 1)
    return functional.group_norm(x, groups, weight, bias, node.number("epsilon", EPSILON))


@operator("LRN")
def lrn(node: Node, x: Tensor) -> Tensor:
    size = node.whole("size", 1)
    if size % 2 == 0:
        raise node.refuse(f"an even window of {size}")
    return functional.local_response_norm(
        x, size, node.number("alpha", 1e-4), node.number("beta", 0.75), node.number("bias", 1.0)
    )


@operator("LpNormalization")
def lp_normalization(node: Node, x: Tensor) -> Tensor:
    power, axis = node.number("p", 2), node.whole("axis", -1)
    length: Tensor = torch.linalg.vector_norm(x, power, axis, keepdim=True)
    return x / length
