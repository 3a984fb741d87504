"""Activations: Relu, LeakyRelu, PRelu, Elu, Selu, Sigmoid, Tanh, Clip, Gelu and their kin."""

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.node import Node, operator


@operator("Relu")
def relu(node: Node, x: Tensor) -> Tensor:
    return torch.relu(x)


@operator("LeakyRelu")
def leaky_relu(node: Node, x: Tensor) -> Tensor:
    return functional.leaky_relu(x, node.number("alpha", 0.01))


@operator("PRelu", names=("", "weight"))
def prelu(node: Node, x: Tensor, slope: Tensor) -> Tensor:
    """torch's takes one slope, or one for each channel; ONNX broadcasts them."""
    flat = slope.reshape(-1)
    along = slope.dim() == 0 or slope.shape[0] == flat.numel()
    if flat.numel() == 1 or (along and x.dim() > 1 and flat.numel() == x.shape[1]):
        return functional.prelu(x, flat)
    return torch.relu(x) - slope * torch.relu(-x)


@operator("Elu")
def elu(node: Node, x: Tensor) -> Tensor:
    return functional.elu(x, node.number("alpha", 1.0))


@operator("Celu")
def celu(node: Node, x: Tensor) -> Tensor:
    return functional.celu(x, node.number("alpha", 1.0))


@operator("Selu")
def selu(node: Node, x: Tensor) -> Tensor:
    alpha = node.number("alpha", 1.6732632423543772)
    return functional.elu(x, alpha) * node.number("gamma", 1.0507009873554805)


@operator("Sigmoid")
def sigmoid(node: Node, x: Tensor) -> Tensor:
    return torch.sigmoid(x)


@operator("Tanh")
def tanh(node: Node, x: Tensor) -> Tensor:
    return torch.tanh(x)


@operator("HardSigmoid")
def hard_sigmoid(node: Node, x: Tensor) -> Tensor:
    alpha, beta = node.number("alpha", 0.2), node.number("beta", 0.5)
    return torch.clamp(x * alpha + beta, 0, 1)


@operator("HardSwish")
def hard_swish(node: Node, x: Tensor) -> Tensor:
    return functional.hardswish(x)


@operator("Softplus")
def softplus(node: Node, x: Tensor) -> Tensor:
    return functional.softplus(x)


@operator("Softsign")
def softsign(node: Node, x: Tensor) -> Tensor:
    return functional.softsign(x)


@operator("Mish")
def mish(node: Node, x: Tensor) -> Tensor:
    return functional.mish(x)


@operator("Gelu")
def gelu(node: Node, x: Tensor) -> Tensor:
    return functional.gelu(x, approximate=node.text("approximate", "none"))


@operator("Erf")
def erf(node: Node, x: Tensor) -> Tensor:
    return torch.erf(x)


@operator("Clip")
def clip(node: Node, x: Tensor, low: Tensor | None = None, high: Tensor | None = None) -> Tensor:
    least = node.options.get("min") if low is None else low.item()
    most = node.options.get("max") if high is None else high.item()
    if least is None and most is None:
        return x
    return torch.clamp(x, least, most)  # type: ignore[call-overload,no-any-return]  # numbers
