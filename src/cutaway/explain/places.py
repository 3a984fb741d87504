"""A set of positions of one tensor, held as small as it can be."""

from dataclasses import dataclass, replace
from functools import reduce
from math import prod

import torch
from torch import Tensor

from cutaway.arithmetic.box import Box, Index, Shape, Span


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Positions of a tensor: every combination of a position from each axis, or a mask.

    shape   of the tensor
    axes    bool, one vector per axis; the set is their product. None where it is no product
    mask    bool, of the tensor's shape, where it is no product
    exact   False where the set is only known to lie inside of this one
    """

    shape: Shape
    axes: tuple[Tensor, ...] | None
    mask: Tensor | None = None
    exact: bool = True

    @property
    def count(self) -> int:
        """How many positions there are."""
        if self.axes is not None:
            return prod(int(axis.sum()) for axis in self.axes)
        return int(self.dense().sum())

    @property
    def box(self) -> Box:
        """The bounding box; of size 0 where there is no position."""
        axes = self.axes if self.axes is not None else _shadows(self.dense())
        if not all(bool(axis.any()) for axis in axes):
            return Box(tuple(Span(0, 0) for _ in axes))
        return Box(tuple(_span(axis) for axis in axes))

    @property
    def holes(self) -> bool:
        """Whether the bounding box holds positions that are not of the set."""
        return self.count < self.box.size

    def dense(self) -> Tensor:
        """The set as a mask of the tensor's shape."""
        if self.mask is not None:
            return self.mask
        assert self.axes is not None, "a set is a product or a mask"
        views = (along(v, a, len(self.shape)) for a, v in enumerate(self.axes))
        return reduce(
            torch.logical_and, views, torch.ones((1,) * len(self.shape), dtype=torch.bool)
        ).expand(self.shape)

    def roughly(self) -> "Places":
        """The same positions, no longer claimed to be exact."""
        return replace(self, exact=False)


def everything(shape: Shape) -> Places:
    """Every position of a tensor."""
    return Places(shape, tuple(torch.ones(n, dtype=torch.bool) for n in shape))


def nothing(shape: Shape) -> Places:
    """No position of a tensor."""
    return Places(shape, tuple(torch.zeros(n, dtype=torch.bool) for n in shape))


def only(index: Index, shape: Shape) -> Places:
    """One position of a tensor."""
    return inside(Box.at(index), shape)


def inside(box: Box, shape: Shape) -> Places:
    """The positions of a box.

    >>> inside(Box((Span(1, 3), Span(0, 1))), (4, 2)).count
    2
    """
    axes = tuple(torch.zeros(n, dtype=torch.bool) for n in shape)
    for axis, span in zip(axes, box.spans, strict=True):
        axis[span.start : span.stop] = True
    return Places(shape, axes)


def masked(mask: Tensor) -> Places:
    """The positions of a mask; as a product where they are one."""
    shape, shadows = tuple(mask.shape), _shadows(mask)
    if prod(int(axis.sum()) for axis in shadows) == int(mask.sum()):
        return Places(shape, shadows)
    return Places(shape, None, mask)


def union(one: Places, other: Places) -> Places:
    """The positions of either set."""
    exact = one.exact and other.exact
    if one.axes is not None and other.axes is not None:
        differing = [
            k
            for k, (a, b) in enumerate(zip(one.axes, other.axes, strict=True))
            if not torch.equal(a, b)
        ]
        joined = tuple(a | b for a, b in zip(one.axes, other.axes, strict=True))
        for side in (one.axes, other.axes):
            if len(differing) <= 1 or all(map(torch.equal, side, joined)):
                return Places(one.shape, joined, exact=exact)
    return replace(masked(one.dense() | other.dense()), exact=exact)


def same(one: Places, other: Places) -> bool:
    """Whether two sets hold the same positions."""
    if one.axes is None or other.axes is None:
        return torch.equal(one.dense(), other.dense())
    if not one.count or not other.count:
        return one.count == other.count
    return all(map(torch.equal, one.axes, other.axes))


def _shadows(mask: Tensor) -> tuple[Tensor, ...]:
    """For each axis, the positions at which the mask holds anything."""
    axes = range(mask.dim())
    return tuple(
        mask.any(dim=[other for other in axes if other != axis]) if mask.dim() > 1 else mask
        for axis in axes
    )


def _span(axis: Tensor) -> Span:
    at = axis.nonzero()
    return Span(int(at[0]), int(at[-1]) + 1)


def along(vector: Tensor, axis: int, axes: int) -> Tensor:
    """A vector turned into the given one of some axes, to be broadcast over the others."""
    return vector.reshape(tuple(-1 if own == axis else 1 for own in range(axes)))
