"""What only moves numbers: Reshape, Flatten, Transpose, Squeeze, Concat, Pad, Tile and others."""

from math import prod

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.constant import affordable
from cutaway.networks.onnx.node import Node, ints, operator

MODES = {"constant": "constant", "reflect": "reflect", "edge": "replicate", "wrap": "circular"}


@operator("Reshape")
def reshape(node: Node, x: Tensor, shape: Tensor | None = None) -> Tensor:
    sizes = ints(shape) or node.numbers("shape") or ()
    if not node.whole("allowzero", 0):
        sizes = tuple(x.shape[i] if size == 0 else size for i, size in enumerate(sizes))
    return x.reshape(sizes)


@operator("Flatten")
def flatten(node: Node, x: Tensor) -> Tensor:
    axis = node.whole("axis", 1)
    if axis == 1 and x.dim() > 1:
        return torch.flatten(x, 1)
    axis = axis + x.dim() if axis < 0 else axis
    return x.reshape(prod(x.shape[:axis]), -1)


@operator("Transpose")
def transpose(node: Node, x: Tensor) -> Tensor:
    return x.permute(node.numbers("perm") or tuple(reversed(range(x.dim()))))


@operator("Squeeze")
def squeeze(node: Node, x: Tensor, axes: Tensor | None = None) -> Tensor:
    found = ints(axes) or node.numbers("axes")
    return x.squeeze() if found is None else x.squeeze(tuple(found))


@operator("Unsqueeze")
def unsqueeze(node: Node, x: Tensor, axes: Tensor | None = None) -> Tensor:
    found = ints(axes) or node.numbers("axes") or ()
    whole = x.dim() + len(found)
    for axis in sorted(axis % whole for axis in found):
        x = x.unsqueeze(axis)
    return x


@operator("Concat")
def concat(node: Node, *all_: Tensor) -> Tensor:
    return torch.cat(all_, node.whole("axis", 1))


@operator("Pad")
def pad(
    node: Node,
    x: Tensor,
    pads: Tensor | None = None,
    value: Tensor | None = None,
    axes: Tensor | None = None,
) -> Tensor:
    sides = ints(pads) or node.numbers("pads") or node.numbers("paddings") or ()
    mode = node.text("mode", "constant")
    over = [axis % x.dim() for axis in ints(axes) or range(x.dim())]
    half = len(sides) // 2
    pairs = [(0, 0)] * x.dim()
    for i, axis in enumerate(over):
        pairs[axis] = (sides[i], sides[half + i])
    while pairs and pairs[0] == (0, 0) and len(pairs) > 1:
        pairs.pop(0)
    flat = [side for pair in reversed(pairs) for side in pair]
    if mode != "constant":
        return functional.pad(x, flat, MODES[mode])
    fill = node.number("value", 0.0) if value is None else value.item()
    return functional.pad(x, flat, value=fill)


@operator("Tile")
def tile(node: Node, x: Tensor, repeats: Tensor) -> Tensor:
    times = ints(repeats) or ()
    affordable(node, (x.numel(), *times))
    return x.repeat(times)


@operator("Expand")
def expand(node: Node, x: Tensor, shape: Tensor) -> Tensor:
    sizes = affordable(node, ints(shape) or ())
    more = max(len(sizes) - x.dim(), 0)
    own = ((1,) * more + tuple(x.shape))[-len(sizes) :] if sizes else ()
    return x.expand(*x.shape[: x.dim() - len(own)], *map(max, own, sizes))


@operator("DepthToSpace")
def depth_to_space(node: Node, x: Tensor) -> Tensor:
    block = node.whole("blocksize", 1)
    if node.text("mode", "DCR") == "CRD":
        return functional.pixel_shuffle(x, block)
    n, c, h, w = x.shape
    parts = x.reshape(n, block, block, c // block**2, h, w).permute(0, 3, 4, 1, 5, 2)
    return parts.reshape(n, c // block**2, h * block, w * block)


@operator("SpaceToDepth")
def space_to_depth(node: Node, x: Tensor) -> Tensor:
    block = node.whole("blocksize", 1)
    n, c, h, w = x.shape
    parts = x.reshape(n, c, h // block, block, w // block, block).permute(0, 3, 5, 1, 2, 4)
    return parts.reshape(n, c * block**2, h // block, w // block)
