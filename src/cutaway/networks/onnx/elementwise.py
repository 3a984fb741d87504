"""Arithmetic number by number: Add, Sub, Mul, Div, Pow, Sqrt, Exp, Max, Where and their kin."""

from collections.abc import Callable
from functools import reduce

import torch
from torch import Tensor

from cutaway.networks.onnx.node import Node, operator


@operator("Add", names=("", "bias"))
def add(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a + _beside(node, a, b)


@operator("Sub")
def sub(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a - _beside(node, a, b)


@operator("Mul", names=("", "weight"))
def mul(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return a * _beside(node, a, b)


@operator("Div")
def div(node: Node, a: Tensor, b: Tensor) -> Tensor:
    b = _beside(node, a, b)
    if a.is_floating_point():
        return a / b
    return torch.div(a, b, rounding_mode="trunc")


@operator("Pow")
def power(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return torch.pow(a, _beside(node, a, b)).to(a.dtype)


def _beside(node: Node, a: Tensor, b: Tensor) -> Tensor:
    """Before opset 7 the second operand began at an axis of the first."""
    axis = node.options.get("axis")
    if node.opset >= 7 or not node.whole("broadcast", 0) or not isinstance(axis, int):
        return b
    return b.reshape(*b.shape, *(1,) * (a.dim() - axis % a.dim() - b.dim()))


ALONE: dict[str, Callable[[Tensor], Tensor]] = {
    "Abs": torch.abs,
    "Neg": torch.neg,
    "Sqrt": torch.sqrt,
    "Exp": torch.exp,
    "Log": torch.log,
    "Reciprocal": torch.reciprocal,
    "Floor": torch.floor,
    "Ceil": torch.ceil,
    "Sin": torch.sin,
    "Cos": torch.cos,
    "Not": torch.logical_not,
}


@operator(*ALONE)
def alone(node: Node, x: Tensor) -> Tensor:
    return ALONE[node.operator](x)


@operator("Sum")
def sum_(node: Node, *all_: Tensor) -> Tensor:
    return reduce(torch.add, all_)


@operator("Mean")
def mean(node: Node, *all_: Tensor) -> Tensor:
    return reduce(torch.add, all_) / len(all_)


@operator("Max")
def maximum(node: Node, *all_: Tensor) -> Tensor:
    return reduce(torch.maximum, all_)


@operator("Min")
def minimum(node: Node, *all_: Tensor) -> Tensor:
    return reduce(torch.minimum, all_)


COMPARED: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "Equal": torch.eq,
    "Greater": torch.gt,
    "GreaterOrEqual": torch.ge,
    "Less": torch.lt,
    "LessOrEqual": torch.le,
}


@operator(*COMPARED)
def compared(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return COMPARED[node.operator](a, b)


@operator("Where")
def where(node: Node, condition: Tensor, a: Tensor, b: Tensor) -> Tensor:
    return torch.where(condition, a, b)
