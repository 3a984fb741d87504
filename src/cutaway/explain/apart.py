"""How far two tensors of one shape are apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import torch
from torch import Tensor

from cutaway.arithmetic.box import Index


@dataclass(frozen=True, slots=True)
class Apart:
    """The largest difference of two tensors, and where it is.

    largest    |a − b| there; NaN and infinities equal themselves, and are infinitely far from
               everything else
    relative   that ÷ the largest finite |a|; infinite where every a is 0
    at         its index, batch axis included
    a, b       the numbers there
    """

    largest: float
    relative: float
    at: Index
    a: float
    b: float


def apart(a: Tensor, b: Tensor, gaps: Tensor | None = None) -> Apart:
    """How far two tensors are apart. They have the same shape, of at least one number.

    gaps   their `distances`, where they are known

    >>> apart(torch.tensor([2.0, 4.0]), torch.tensor([2.0, 5.0]))
    Apart(largest=1.0, relative=0.25, at=(1,), a=4.0, b=5.0)
    """
    if gaps is None and torch.equal(a, b):
        return _nothing(a)
    gaps = distances(a, b) if gaps is None else gaps
    at = unravelled(int(gaps.argmax()), a.shape)
    largest, peak = float(gaps[at]), peak_of(a)
    relative = largest / peak if peak else float("inf") if largest else 0.0
    return Apart(largest, relative, at, float(real(a)[at]), float(real(b)[at]))


def _nothing(tensor: Tensor) -> Apart:
    at = (0,) * tensor.dim()
    value = float(real(tensor[at]))
    return Apart(0.0, 0.0, at, value, value)


def distances(a: Tensor, b: Tensor) -> Tensor:
    """|a − b|; 0 where both are NaN or the same infinity, ∞ where only one is."""
    first, second = real(a), real(b)
    gaps = (first - second).abs_()
    if bool(gaps.sum().isfinite()):
        return gaps
    same = (first == second) | (first.isnan() & second.isnan())
    return torch.where(same, 0.0, gaps.nan_to_num(nan=torch.inf, posinf=torch.inf))


def farthest(gaps: Tensor, most: int) -> list[Index]:
    """Where the largest distances are that are no 0, largest first."""
    top = gaps.flatten().topk(min(most, gaps.numel()))
    places = zip(top.values.tolist(), top.indices.tolist(), strict=True)
    return [unravelled(place, gaps.shape) for gap, place in places if gap > 0]


def unravelled(place: int, shape: Sequence[int]) -> Index:
    """The index of a place in row-major order."""
    index = []
    for length in reversed(shape):
        place, i = divmod(place, length)
        index.append(i)
    return tuple(reversed(index))


def peak_of(tensor: Tensor) -> float:
    """The largest finite magnitude; 0 where there is none."""
    values = real(tensor)
    low, high = (float(bound) for bound in values.aminmax())
    if isfinite(low) and isfinite(high):
        return max(abs(low), abs(high))
    return float(values.abs().nan_to_num(0.0, posinf=0.0).max())


def real(tensor: Tensor) -> Tensor:
    """A tensor's numbers, row by row: of float32, or of float64 where that would not hold them."""
    values = tensor.detach().cpu()
    values = values.dequantize() if values.is_quantized else values
    values = values.abs() if values.is_complex() else values
    small = values.dtype in (torch.float32, torch.float16, torch.bfloat16)
    return values.to(torch.float32 if small else torch.float64).contiguous()
