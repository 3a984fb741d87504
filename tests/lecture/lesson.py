"""What the lessons share: layers with given numbers, and the matrix that Cutaway explains."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

import cutaway
from cutaway.explain.totals import Totals

Matrix = list[list[float]]


def image(rows: Sequence[Sequence[float]]) -> Tensor:
    """One picture of one channel: (1, 1, rows, columns)."""
    return torch.tensor(rows, dtype=torch.float32)[None, None]


def conv(kernel: Sequence[Sequence[float]], bias: float | None = None, **options: Any) -> nn.Module:
    """A convolution with one kernel and one bias, or none."""
    weight = image(kernel)
    size = (weight.shape[2], weight.shape[3])
    layer = nn.Conv2d(1, 1, size, bias=bias is not None, **options).requires_grad_(False)
    layer.weight.copy_(weight)
    if layer.bias is not None and bias is not None:
        layer.bias.fill_(bias)
    return layer


def explained(layer: nn.Module, x: Tensor) -> Matrix:
    """The first channel of a layer's output, every number recomputed by its explanation.

    Each must be what torch computed too, or the lesson fails.
    """
    recording = cutaway.record(layer, x)
    step = recording.steps[-1]
    *_, rows, columns = step.shape

    def number(i: int, j: int) -> float:
        return cutaway.explain(recording, step.name, (0, 0, i, j), strict=True).value

    return [[number(i, j) for j in range(columns)] for i in range(rows)]


def totals(layer: nn.Module, *shape: int) -> Totals:
    """What a layer costs on an input of this shape (batch axis included)."""
    return cutaway.summary(layer, shape).totals
