"""Unpooling: numbers go back to the places that a max pool took them from, zeros elsewhere."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import choose, number
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.geometry import Numbers, per_axis
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one
from cutaway.ops.reshape import ravel, unravel


@fact
class MaxUnpool:
    """input, indices (n, c, *space) → (n, c, *sizes): each number to the place its index names.

    An index counts the positions of the output's plane, row by row. Of two numbers with the same
    index, the later stands.
    """

    input: Ref
    indices: Ref
    sizes: Shape

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input, self.indices)

    def shape(self) -> Shape:
        if self.indices.shape != self.input.shape:
            raise ShapeError(
                f"the indices {list(self.indices.shape)} are not as many as "
                f"the numbers {list(self.input.shape)}"
            )
        return (*self.input.shape[: -len(self.sizes)], *self.sizes)

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        """Where a number comes from depends on the indices: it may be anywhere in its plane."""
        axes = len(self.sizes)
        space = (Span(0, n) for n in self.input.shape[-axes:])
        plane = Box((*out.spans[:-axes], *space)) if out.size else out
        return boxes((self.input, plane), (self.indices, plane))

    def explain(self, out: Index, read: Read) -> Term:
        axes = len(self.sizes)
        lead, place = out[:-axes], ravel(out[-axes:], self.sizes)
        space = self.input.shape[-axes:]
        plane = read(self.indices, (*(range(i, i + 1) for i in lead), *(range(n) for n in space)))
        found = [i for i, index in enumerate(plane.values) if index == place]
        if not found:
            return choose(number(0), "no index names this place")
        source = unravel(found[-1], space)
        return choose(one(read, self.input, (*lead, *source)), f"its index is {place}")


@calls("max_unpool1d")
def max_unpool1d(input: Ref, indices: Ref, *rest: Any, **named: Any) -> MaxUnpool:
    """torch's `max_unpool1d`."""
    return _unpool(1, input, indices, *rest, **named)


@calls("max_unpool2d")
def max_unpool2d(input: Ref, indices: Ref, *rest: Any, **named: Any) -> MaxUnpool:
    """torch's `max_unpool2d`."""
    return _unpool(2, input, indices, *rest, **named)


@calls("max_unpool3d")
def max_unpool3d(input: Ref, indices: Ref, *rest: Any, **named: Any) -> MaxUnpool:
    """torch's `max_unpool3d`."""
    return _unpool(3, input, indices, *rest, **named)


def _unpool(
    axes: int,
    input: Ref,
    indices: Ref,
    kernel_size: Numbers,
    stride: Numbers | None = None,
    padding: Numbers = 0,
    output_size: Sequence[int] | None = None,
) -> MaxUnpool:
    sizes = per_axis(kernel_size, axes, "kernel_size")
    steps = sizes if stride is None or stride == () else per_axis(stride, axes, "stride")
    pads = per_axis(padding, axes, "padding")
    natural = tuple(
        (n - 1) * step + size - 2 * pad
        for n, step, size, pad in zip(input.shape[-axes:], steps, sizes, pads, strict=True)
    )
    if output_size is None:
        return MaxUnpool(input, indices, natural)
    asked = tuple(output_size)[-axes:]
    for n, size, step in zip(natural, asked, steps, strict=True):
        if not n - step < size < n + step:
            raise ShapeError(f"output_size {list(asked)} is not within a stride of {list(natural)}")
    return MaxUnpool(input, indices, asked)


def cases(rng: Random) -> Iterator[Call]:
    """Strides beside the size, a size asked for, indices that do not fit."""
    pair = {"input": (1, 2, 3, 4), "indices": (1, 2, 3, 4)}
    asked = {"kernel_size": 2, "stride": (1, 2), "output_size": (4, rng.randint(7, 9))}
    yield Call("max_unpool2d", pair, {"kernel_size": 2, "stride": 1})
    yield Call("max_unpool2d", pair, asked)
    yield Call("max_unpool2d", pair, asked | {"output_size": (4, 6)})  # refused
    yield Call("max_unpool1d", {"input": (2, 3, 4), "indices": (2, 3, 4)}, {"kernel_size": 2})
    cube = (1, 2, 2, 3, 2)
    yield Call("max_unpool3d", {"input": cube, "indices": cube}, {"kernel_size": 2, "stride": 1})
    yield Call("max_unpool2d", pair | {"indices": (1, 2, 3, 3)}, {"kernel_size": 2})  # refused
