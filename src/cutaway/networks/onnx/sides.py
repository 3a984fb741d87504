"""Padding as ONNX writes it: beginnings, then ends, or a word; and as torch takes it."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.node import Node

Sides = tuple[tuple[int, int], ...]


def sides_of(node: Node, space: Sequence[int], size: Sequence[int]) -> Sides:
    """(before, after) of each spatial axis, for windows of a size over a space."""
    word = node.text("auto_pad", "NOTSET")
    if word == "NOTSET":
        pads = node.numbers("pads") or (0,) * (2 * len(size))
        return tuple(zip(pads[: len(size)], pads[len(size) :], strict=True))
    if word == "VALID":
        return ((0, 0),) * len(size)
    stride, dilation = strides_of(node, len(size)), dilations_of(node, len(size))
    found = []
    for length, kernel, step, gap in zip(space, size, stride, dilation, strict=True):
        whole = (-(-length // step) - 1) * step + gap * (kernel - 1) + 1 - length
        less, more = max(whole, 0) // 2, -(-max(whole, 0) // 2)
        found.append((less, more) if word == "SAME_UPPER" else (more, less))
    return tuple(found)


def strides_of(node: Node, axes: int) -> tuple[int, ...]:
    return node.numbers("strides") or (1,) * axes


def dilations_of(node: Node, axes: int) -> tuple[int, ...]:
    return node.numbers("dilations") or (1,) * axes


def even(sides: Sides) -> bool:
    """Whether every axis has as much before as after."""
    return all(before == after for before, after in sides)


def padded(x: Tensor, sides: Sides, value: float = 0.0) -> Tensor:
    """A tensor with more around its last axes; as it is where there is nothing to add."""
    if not any(before or after for before, after in sides):
        return x
    flat = [side for pair in reversed(sides) for side in pair]
    return functional.pad(x, flat, value=value)


def lowest(x: Tensor) -> float:
    """What a maximum never takes."""
    return -torch.inf if x.is_floating_point() else float(torch.iinfo(x.dtype).min)
