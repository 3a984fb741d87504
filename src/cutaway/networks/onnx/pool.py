"""MaxPool, AveragePool, LpPool, and the global ones."""

from math import prod

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.node import Node, operator
from cutaway.networks.onnx.sides import (
    Sides,
    dilations_of,
    even,
    lowest,
    padded,
    sides_of,
    strides_of,
)

MAX = {1: functional.max_pool1d, 2: functional.max_pool2d, 3: functional.max_pool3d}
AVERAGE = {1: functional.avg_pool1d, 2: functional.avg_pool2d, 3: functional.avg_pool3d}
WHOLE_AVERAGE = {
    1: functional.adaptive_avg_pool1d,
    2: functional.adaptive_avg_pool2d,
    3: functional.adaptive_avg_pool3d,
}
WHOLE_MAX = {
    1: functional.adaptive_max_pool1d,
    2: functional.adaptive_max_pool2d,
    3: functional.adaptive_max_pool3d,
}


@operator("MaxPool")
def max_pool(node: Node, x: Tensor) -> Tensor:
    if len(node.outputs) > 1 and node.outputs[1]:
        raise node.refuse("its indices as a second output")
    size = _size(node, x)
    dilation, sides = dilations_of(node, len(size)), sides_of(node, x.shape[2:], size)
    reach = [gap * (kernel - 1) + 1 for gap, kernel in zip(dilation, size, strict=True)]
    ceil = bool(node.whole("ceil_mode", 0))
    if not _plain(sides, size) or (ceil and not _same_ceil(node, x, sides, reach)):
        sides = _with_ceil(node, x, sides, reach) if ceil else sides
        x, sides, ceil = padded(x, sides, lowest(x)), ((0, 0),) * len(size), False
    before = tuple(pair[0] for pair in sides)
    return MAX[len(size)](x, size, strides_of(node, len(size)), before, dilation, ceil)


@operator("AveragePool")
def average_pool(node: Node, x: Tensor) -> Tensor:
    size = _size(node, x)
    if any(gap != 1 for gap in dilations_of(node, len(size))):
        raise node.refuse("dilations")
    sides, ceil = sides_of(node, x.shape[2:], size), bool(node.whole("ceil_mode", 0))
    counted = bool(node.whole("count_include_pad", 0))
    stride = strides_of(node, len(size))
    if _plain(sides, size) and (not ceil or _same_ceil(node, x, sides, size)):
        before = tuple(pair[0] for pair in sides)
        return AVERAGE[len(size)](x, size, stride, before, ceil, counted)
    if ceil:
        raise node.refuse("windows that begin in the padding")
    total = AVERAGE[len(size)](padded(x, sides), size, stride)
    if counted:
        return total
    ones = torch.ones((1, 1, *x.shape[2:]), dtype=x.dtype, device=x.device)
    share = AVERAGE[len(size)](padded(ones, sides), size, stride)
    return total / share


@operator("LpPool")
def lp_pool(node: Node, x: Tensor) -> Tensor:
    size = _size(node, x)
    power = node.number("p", 2)
    if any(gap != 1 for gap in dilations_of(node, len(size))):
        raise node.refuse("dilations")
    x = padded(x, sides_of(node, x.shape[2:], size))
    mean = AVERAGE[len(size)](x.abs() ** power, size, strides_of(node, len(size)))
    return (mean * prod(size)) ** (1 / power)


@operator("GlobalAveragePool")
def global_average_pool(node: Node, x: Tensor) -> Tensor:
    return WHOLE_AVERAGE[x.dim() - 2](x, 1)


@operator("GlobalMaxPool")
def global_max_pool(node: Node, x: Tensor) -> Tensor:
    return WHOLE_MAX[x.dim() - 2](x, 1)


def _size(node: Node, x: Tensor) -> tuple[int, ...]:
    size = node.numbers("kernel_shape") or ()
    if len(size) != x.dim() - 2 or len(size) not in MAX:
        raise node.refuse(f"windows of {list(size)} over an input of {list(x.shape)}")
    return size


def _plain(sides: Sides, size: tuple[int, ...]) -> bool:
    """Whether torch pads so itself: evenly, and by at most half a window."""
    return even(sides) and all(2 * pair[0] <= k for pair, k in zip(sides, size, strict=True))


def _room(node: Node, x: Tensor, sides: Sides, reach: object) -> list[tuple[int, int, int]]:
    steps = strides_of(node, len(sides))
    lengths = [n + sum(pair) for n, pair in zip(x.shape[2:], sides, strict=True)]
    return list(zip(lengths, reach, steps, strict=True))  # type: ignore[call-overload]


def _same_ceil(node: Node, x: Tensor, sides: Sides, reach: object) -> bool:
    """Whether no window begins past the input and its padding before: torch leaves those out."""
    return all(
        -(-(length - window) // step) * step < length - after
        for (length, window, step), (_, after) in zip(
            _room(node, x, sides, reach), sides, strict=True
        )
    )


def _with_ceil(node: Node, x: Tensor, sides: Sides, reach: object) -> Sides:
    """Sides with so much more after that every window that begins inside has its place."""
    rooms = _room(node, x, sides, reach)
    return tuple(
        (before, after + max(0, -(-(length - window) // step) * step + window - length))
        for (before, after), (length, window, step) in zip(sides, rooms, strict=True)
    )
