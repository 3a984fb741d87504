"""Constants and shapes: Constant, ConstantOfShape, Shape, Range, Identity, Cast, Dropout."""

from math import prod

import torch
from torch import Tensor

from cutaway.errors import BudgetError
from cutaway.networks.onnx.node import Node, Result, ints, operator

MOST = 2**28
TYPES = {
    1: torch.float32,
    2: torch.uint8,
    3: torch.int8,
    5: torch.int16,
    6: torch.int32,
    7: torch.int64,
    9: torch.bool,
    10: torch.float16,
    11: torch.float64,
    16: torch.bfloat16,
}
"""torch's type for ONNX's numbers of types."""


@operator("Constant")
def constant(node: Node) -> Tensor:
    for option in ("value_float", "value_floats"):
        if option in node.options:
            return torch.tensor(node.options[option], dtype=torch.float32)
    for option in ("value_int", "value_ints"):
        if option in node.options:
            return torch.tensor(node.options[option], dtype=torch.int64)
    found = node.options.get("value")
    if not isinstance(found, Tensor):
        raise node.refuse("no tensor for a value")
    return found


@operator("ConstantOfShape")
def constant_of_shape(node: Node, shape: Tensor) -> Tensor:
    sizes = affordable(node, ints(shape) or ())
    found = node.options.get("value")
    value = found.reshape(()) if isinstance(found, Tensor) else torch.tensor(0.0)
    return value.expand(sizes).clone()


@operator("Shape")
def shape(node: Node, x: Tensor) -> Tensor:
    start, end = node.whole("start", 0), node.options.get("end")
    sizes = x.shape[start:] if end is None else x.shape[start : node.whole("end", 0)]
    return torch.tensor(list(sizes), dtype=torch.int64)


@operator("Range")
def range_(node: Node, start: Tensor, limit: Tensor, delta: Tensor) -> Tensor:
    first, last, step = start.item(), limit.item(), delta.item()
    affordable(node, (max(0, int((last - first) / step)),))
    return torch.arange(first, last, step, dtype=start.dtype)


@operator("Identity")
def identity(node: Node, x: Tensor) -> Tensor:
    return x


@operator("Dropout")
def dropout(node: Node, x: Tensor, ratio: Tensor | None = None, on: Tensor | None = None) -> Result:
    """A network at work drops nothing."""
    if on is not None and on.item():
        raise node.refuse("its training mode on; export the network in evaluation mode")
    return (x, torch.ones_like(x, dtype=torch.bool)) if len(node.outputs) > 1 else x


@operator("Cast")
def cast(node: Node, x: Tensor) -> Tensor:
    kind = TYPES.get(node.whole("to", 0))
    if kind is None:
        raise node.refuse(f"the type number {node.whole('to', 0)}")
    return x if x.dtype == kind else x.to(kind)


def affordable(node: Node, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape itself. Raises BudgetError where a tensor of it is too large to be made."""
    if prod(shape) > MOST:
        raise BudgetError(
            f"{node.operator} {node.name!r} makes {prod(shape):,} numbers; at most {MOST:,} are "
            "made beside the network's own steps"
        )
    return shape
