"""Axes that a call names, and what is left of a shape when some are reduced."""

from collections.abc import Sequence

from cutaway.arithmetic.box import Box, Shape, Span
from cutaway.arithmetic.fact import fact
from cutaway.errors import ShapeError


def axis_of(shape: Shape, dim: int) -> int:
    """The axis that `dim` names, counted from the front; ShapeError where there is none."""
    count = max(1, len(shape))
    if not -count <= dim < count:
        raise ShapeError(f"there is no axis {dim} in {list(shape)}")
    return dim % count


def axes_of(shape: Shape, dim: int | Sequence[int] | None) -> tuple[int, ...]:
    """The axes that `dim` names, rising; all of them where it names none."""
    if dim is None or dim == () or not shape:
        return tuple(range(len(shape)))
    named = (dim,) if isinstance(dim, int) else tuple(dim)
    return tuple(sorted(axis_of(shape, axis) for axis in named))


@fact
class Over:
    """Some axes of a shape, reduced.

    keep   reduced axes stay, with length 1
    """

    axes: tuple[int, ...]
    keep: bool = False

    def left(self, shape: Shape) -> Shape:
        """The shape after."""
        if self.keep:
            return tuple(1 if axis in self.axes else n for axis, n in enumerate(shape))
        return tuple(n for axis, n in enumerate(shape) if axis not in self.axes)

    def reads(self, out: Box, shape: Shape) -> Box:
        """The box of the shape before that a box of the shape after is made from."""
        if not out.size:
            return Box((Span(0, 0),) * len(shape))
        kept = iter(out.spans)
        spans = []
        for axis, length in enumerate(shape):
            reduced = axis in self.axes
            if not reduced or self.keep:
                span = next(kept)
            spans.append(Span(0, length) if reduced else span)
        return Box(tuple(spans))
