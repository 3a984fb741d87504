"""Adaptive pooling: the output's size is asked for, the windows follow from it."""

from collections.abc import Iterator, Sequence
from math import gcd, prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import divide, largest, number, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, Reading, calls
from cutaway.ops.ref import Read, Ref, boxes

Size = int | None | Sequence[int | None]


@fact
class AdaptivePool:
    """Output i of `size` reads floor(i·n/size) … ceil((i+1)·n/size) − 1 of n positions.

    sizes      of the output's last axes
    maximum    the largest of a window; else its mean
    """

    input: Ref
    sizes: tuple[int, ...]
    maximum: bool

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        if any(size < 1 for size in self.sizes):
            raise ShapeError(f"the output size {list(self.sizes)} must be at least 1 everywhere")
        return self.input.shape[: -len(self.sizes)] + self.sizes

    def count(self) -> Count:
        """One operation per tap, summed over the outputs (one less each for a maximum).

        Along an axis every position is read once, and a second time where two windows meet in
        the middle of it: at size − 1 borders but for those that fall between two positions.
        """
        space = self.input.shape[-len(self.sizes) :]
        taps = prod([n + size - gcd(n, size) for n, size in zip(space, self.sizes, strict=True)])
        lead = prod(self.input.shape[: -len(self.sizes)])
        return Count(other=lead * (taps - self.maximum * prod(self.sizes)))

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, self._seen(out)))

    def explain(self, out: Index, read: Read) -> Term:
        window = self._seen(Box.at(out))
        block = read(self.input, tuple(range(s.start, s.stop) for s in window.spans))
        if self.maximum:
            return largest(blocks=(block,))
        return divide(total(blocks=(block,)), number(window.size, "count"))

    def _seen(self, out: Box) -> Box:
        axes = len(self.sizes)
        space = self.input.shape[-axes:]
        windows = (
            bounds(span, n, size)
            for span, n, size in zip(out.spans[-axes:], space, self.sizes, strict=True)
        )
        return Box((*out.spans[:-axes], *windows))


def bounds(outputs: Span, length: int, size: int) -> Span:
    """The input positions that a span of outputs reads, of `length`, for `size` outputs in all."""
    return Span(outputs.start * length // size, -(-outputs.stop * length // size))


def _build(input: Ref, output_size: Size, axes: int, maximum: bool) -> AdaptivePool:
    asked = (output_size,) * axes if isinstance(output_size, int | None) else tuple(output_size)
    space = input.shape[-axes:]
    sizes = tuple(n if size is None else int(size) for size, n in zip(asked, space, strict=True))
    return AdaptivePool(input, sizes, maximum)


@calls("adaptive_avg_pool1d")
def adaptive_avg_pool1d(input: Ref, output_size: Size) -> AdaptivePool:
    """torch's `adaptive_avg_pool1d`."""
    return _build(input, output_size, 1, maximum=False)


@calls("adaptive_avg_pool2d")
def adaptive_avg_pool2d(input: Ref, output_size: Size) -> AdaptivePool:
    """torch's `adaptive_avg_pool2d`; None in the size keeps that axis."""
    return _build(input, output_size, 2, maximum=False)


@calls("adaptive_avg_pool3d")
def adaptive_avg_pool3d(input: Ref, output_size: Size) -> AdaptivePool:
    """torch's `adaptive_avg_pool3d`; None in the size keeps that axis."""
    return _build(input, output_size, 3, maximum=False)


@calls("adaptive_max_pool1d", "adaptive_max_pool1d_with_indices")
def adaptive_max_pool1d(input: Ref, output_size: Size, return_indices: bool = False) -> Reading:
    """torch's `adaptive_max_pool1d`; the places of the maxima, a second output, stay opaque."""
    pool = _build(input, output_size, 1, maximum=True)
    return (pool, None) if return_indices else pool


@calls("adaptive_max_pool2d", "adaptive_max_pool2d_with_indices")
def adaptive_max_pool2d(input: Ref, output_size: Size, return_indices: bool = False) -> Reading:
    """torch's `adaptive_max_pool2d`; the places of the maxima, a second output, stay opaque."""
    pool = _build(input, output_size, 2, maximum=True)
    return (pool, None) if return_indices else pool


@calls("adaptive_max_pool3d", "adaptive_max_pool3d_with_indices")
def adaptive_max_pool3d(input: Ref, output_size: Size, return_indices: bool = False) -> Reading:
    """torch's `adaptive_max_pool3d`; the places of the maxima, a second output, stay opaque."""
    pool = _build(input, output_size, 3, maximum=True)
    return (pool, None) if return_indices else pool


def cases(rng: Random) -> Iterator[Call]:
    """Sizes that do not divide, and outputs larger than the input."""
    for name in ("adaptive_avg_pool2d", "adaptive_max_pool2d"):
        yield Call(name, {"input": (2, 3, 7, 5)}, {"output_size": (3, 2)})
        yield Call(name, {"input": (1, 3, 7, 5)}, {"output_size": 1})
        yield Call(name, {"input": (1, 2, 4, 5)}, {"output_size": (None, 7)})
        size = (rng.randint(1, 9), rng.randint(1, 9))
        yield Call(name, {"input": (1, 2, rng.randint(3, 9), 6)}, {"output_size": size})
    yield Call("adaptive_avg_pool1d", {"input": (2, 3, 11)}, {"output_size": 4})
    yield Call("adaptive_max_pool1d", {"input": (2, 3, 11)}, {"output_size": 4})
    yield Call("adaptive_avg_pool3d", {"input": (1, 2, 3, 4, 5)}, {"output_size": (2, 3, 2)})
    indices = {"output_size": (2, 3), "return_indices": True}
    yield Call("adaptive_max_pool2d", {"input": (1, 2, 5, 7)}, indices)
    yield Call("adaptive_max_pool3d", {"input": (1, 2, 3, 4, 5)}, {"output_size": 2})
