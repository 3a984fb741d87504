"""What takes some numbers out: Slice, Split, Gather."""

import torch
from torch import Tensor

from cutaway.networks.onnx.node import Node, ints, operator


@operator("Slice")
def slice_(
    node: Node,
    x: Tensor,
    starts: Tensor | None = None,
    ends: Tensor | None = None,
    axes: Tensor | None = None,
    steps: Tensor | None = None,
) -> Tensor:
    first = ints(starts) or node.numbers("starts") or ()
    last = ints(ends) or node.numbers("ends") or ()
    over = ints(axes) or node.numbers("axes") or tuple(range(len(first)))
    by = ints(steps) or (1,) * len(first)
    cuts = [slice(None)] * x.dim()
    for axis, start, end, step in zip(over, first, last, by, strict=True):
        if step < 0:
            x = x.flip(axis % x.dim())
            start, end, step = _turned(start, end, step, x.shape[axis])
        cuts[axis] = slice(start, end, step)
    return x[tuple(cuts)]


def _turned(start: int, end: int, step: int, length: int) -> tuple[int, int, int]:
    """The same cut of the axis turned round."""
    first, last, _ = slice(start, end, step).indices(length)
    return length - 1 - first, length - 1 - last, -step


@operator("Split")
def split(node: Node, x: Tensor, sizes: Tensor | None = None) -> tuple[Tensor, ...]:
    axis = node.whole("axis", 0)
    parts = ints(sizes) or node.numbers("split")
    if parts is None:
        parts_of = -(-x.shape[axis] // len(node.outputs))
        return tuple(torch.split(x, parts_of, axis))
    return tuple(torch.split(x, list(parts), axis))


@operator("Gather", names=("weight",))
def gather(node: Node, x: Tensor, indices: Tensor) -> Tensor:
    axis = node.whole("axis", 0) % x.dim()
    if not indices.is_meta and indices.dim() == 0 and not x.is_meta and indices.numel() == 1:
        return x.select(axis, int(indices.item()))
    return x[(slice(None),) * axis + (indices,)]
