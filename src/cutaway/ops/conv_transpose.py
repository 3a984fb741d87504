"""Transposed convolution in one, two and three dimensions: each input number paints a kernel."""

from array import array
from collections.abc import Iterator
from dataclasses import replace
from math import gcd, prod
from random import Random

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import dot, number, total
from cutaway.arithmetic.term import Term
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.ops.geometry import Numbers, per_axis, windows_of
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Pairs = tuple[range, range]


@fact
class ConvTranspose:
    """Convolution backwards: input (n, c, *space) · weight (c, o/groups, *kernel) → (n, o, *out).

    Input position i adds x · kernel to the outputs that a convolution's window i would read, so
    an output gathers those (position, tap) pairs of which it is the meeting point.

    painted   the window of each axis, as it slides over the *output*
    extra     output positions added behind, per axis (torch's `output_padding`)
    """

    input: Ref
    weight: Ref
    bias: Ref | None
    painted: tuple[Window, ...]
    extra: tuple[int, ...]
    groups: int

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input, self.weight) + ((self.bias,) if self.bias else ())

    @property
    def depth(self) -> int:
        """Input channels that one output channel gathers from."""
        return self.weight.shape[0] // self.groups

    def shape(self) -> Shape:
        n, c, *space = self.input.shape
        if c != self.weight.shape[0] or c % self.groups:
            raise ShapeError(
                f"the input has {counted(c, 'channel')}, but the kernels "
                f"{list(self.weight.shape)} with "
                f"groups={self.groups} expect {self.weight.shape[0]}",
                got=c,
                expected=self.weight.shape[0],
            )
        sizes = []
        for window, length, extra in zip(self.painted, space, self.extra, strict=True):
            if extra and extra >= max(window.stride, window.dilation):
                raise ShapeError(
                    f"output_padding {extra} must be smaller than the stride {window.stride} "
                    f"or the dilation {window.dilation}"
                )
            size = (length - 1) * window.stride + window.reach - 2 * window.before + extra
            if size < 1:
                raise ShapeError(
                    f"padding {window.before} crops all of {counted(length, 'position')}"
                )
            sizes.append(size)
        return (n, self.weight.shape[1] * self.groups, *sizes)

    def count(self) -> Count:
        """Products that fall on cropped positions included; an output's sum has one add less."""
        n, c, *space = self.input.shape
        each = self.weight.shape[1] * prod(w.size for w in self.painted)
        macs = n * c * prod(space) * each
        outputs = prod(self.shape())
        adds = macs - outputs + (outputs if self.bias else 0)
        return Count(macs, macs + max(0, adds))

    def all_products(self) -> "ConvTranspose":
        """The same, nothing cropped: its outputs hold every product that was computed."""
        whole = tuple(replace(w, before=0, after=0) for w in self.painted)
        return replace(self, painted=whole, extra=(0,) * len(self.extra))

    def reads(self, out: Box) -> dict[Ref, Box]:
        batch, channels, *space = out.spans
        met = [self._met(axis, span) for axis, span in enumerate(space)]
        bias = (self.bias, Box((channels,)))
        if any(places.size == 0 for places, _ in met) or not out.size:
            return boxes(bias)
        across, outputs = self._channels(channels)
        return boxes(
            (self.input, Box((batch, across, *(places for places, _ in met)))),
            (self.weight, Box((across, outputs, *(taps for _, taps in met)))),
            bias,
        )

    def explain(self, out: Index, read: Read) -> Term:
        n, o, *place = out
        pairs = [self._pairs(axis, p) for axis, p in enumerate(place)]
        gathered = self._gathered(n, o, pairs, read)
        if self.bias is None:
            return gathered
        return total(gathered, one(read, self.bias, (o,), label="bias"))

    def _gathered(self, n: int, o: int, pairs: list[Pairs], read: Read) -> Term:
        if not all(len(places) for places, _ in pairs):
            return number(0, "no input reaches here")
        across, outputs = self._channels(Span(o, o + 1))
        channels = range(across.start, across.stop)
        seen = read(self.input, (range(n, n + 1), channels, *(places for places, _ in pairs)))
        kept = range(outputs.start, outputs.stop)
        kernel = read(self.weight, (channels, kept, *(taps[::-1] for _, taps in pairs)))
        return dot(seen, _turned(kernel, len(pairs)), label="positions × taps")

    def _channels(self, channels: Span) -> tuple[Span, Span]:
        """Input channels, and the kernels' own output axis, that a span of outputs gathers from."""
        wide = self.weight.shape[1]
        first, last = channels.start // wide, (channels.stop - 1) // wide
        across = Span(first * self.depth, (last + 1) * self.depth)
        if first == last:
            return across, Span(channels.start - first * wide, channels.stop - first * wide)
        return across, Span(0, wide)

    def _pairs(self, axis: int, place: int) -> Pairs:
        """Input positions, rising, and the taps, falling, that meet at one output position."""
        window, length = self.painted[axis], self.input.shape[2 + axis]
        reached = place + window.before
        period = window.stride // gcd(window.stride, window.dilation)
        first = next(
            (k for k in range(min(period, window.size)) if self._lands(window, reached, k)), None
        )
        if first is None:
            return range(0), range(0)
        taps = [
            k
            for k in range(first, window.size, period)
            if 0 <= reached - k * window.dilation < length * window.stride
        ]
        if not taps:
            return range(0), range(0)
        falling = range(taps[-1], taps[0] - 1, -period)
        low = (reached - taps[-1] * window.dilation) // window.stride
        step = period * window.dilation // window.stride
        return range(low, low + step * len(taps), step), falling

    @staticmethod
    def _lands(window: Window, reached: int, tap: int) -> bool:
        return (reached - tap * window.dilation) % window.stride == 0

    def _met(self, axis: int, span: Span) -> tuple[Span, Span]:
        """Bounds of the input positions and of the taps that a span of outputs gathers from."""
        places = taps = Span(0, 0)
        for place in range(span.start, span.stop):
            seen, falling = self._pairs(axis, place)
            if len(seen):
                places = places.union(Span(seen[0], seen[-1] + 1))
                taps = taps.union(Span(falling[-1], falling[0] + 1))
        return places, taps


def _turned(block: Block, axes: int) -> Block:
    """The block with its last axes read backwards, so that positions meet their taps."""
    chunk = prod(block.shape[len(block.shape) - axes :])
    values = array("d")
    for start in range(0, block.size, chunk):
        values.extend(block.values[start : start + chunk][::-1])
    taps = block.taps[:-axes] + tuple(tap[::-1] for tap in block.taps[-axes:])
    return replace(block, taps=taps, values=values)


@calls("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")
def conv_transpose(
    input: Ref,
    weight: Ref,
    bias: Ref | None = None,
    stride: Numbers = 1,
    padding: Numbers = 0,
    output_padding: Numbers = 0,
    groups: int = 1,
    dilation: Numbers = 1,
) -> ConvTranspose | None:
    """torch's `conv_transpose1d` … `3d`; an input without a batch axis stays opaque."""
    sizes = weight.shape[2:]
    if len(input.shape) != len(weight.shape):
        return None
    windows = windows_of(len(sizes), sizes, stride, padding, dilation)
    extra = per_axis(output_padding, len(sizes), "output_padding")
    return ConvTranspose(input, weight, bias, windows, extra, groups)


def cases(rng: Random) -> Iterator[Call]:
    """Gaps, crops, groups, outputs that nothing reaches, and arguments torch refuses."""
    shapes = {"input": (2, 4, 4, 3), "weight": (4, 3, 3, 3), "bias": (3,)}
    name = "conv_transpose2d"
    yield Call(name, shapes, {"stride": 2, "padding": 1, "output_padding": 1})
    yield Call(name, shapes)
    yield Call(name, shapes | {"weight": (4, 3, 2, 2)}, {"stride": 2})
    yield Call(name, shapes | {"weight": (4, 3, 2, 1)}, {"stride": 3})  # outputs without products
    yield Call(name, shapes | {"bias": (6,)}, {"groups": 2, "stride": (2, 1)})
    yield Call(name, shapes, {"dilation": (2, 3), "stride": (3, 2), "padding": (2, 1)})
    yield Call(name, shapes, {"dilation": 2, "stride": 2, "output_padding": 1})
    yield Call(name, shapes, {"stride": 2, "output_padding": 2})  # refused
    yield Call(name, shapes | {"input": (1, 5, 4, 3)})  # refused: 5 channels, not 4
    line = {"input": (1, 3, 5), "weight": (3, 2, 4)}
    yield Call("conv_transpose1d", line, {"stride": rng.randint(1, 4), "padding": 1})
    cube = {"input": (1, 2, 2, 3, 2), "weight": (2, 2, 2, 3, 1), "bias": (2,)}
    yield Call("conv_transpose3d", cube, {"stride": (2, 1, 2), "padding": (0, 1, 0)})
    for _ in range(5):
        groups, stride = rng.choice((1, 1, 2)), rng.randint(1, 3)
        wide, channels = rng.randint(1, 2), groups * rng.randint(1, 2)
        yield Call(
            name,
            {
                "input": (1, channels, rng.randint(2, 5), rng.randint(2, 5)),
                "weight": (channels, wide, rng.randint(1, 4), rng.randint(1, 4)),
                "bias": (wide * groups,),
            },
            {
                "stride": stride,
                "padding": rng.randint(0, 1),
                "output_padding": rng.randint(0, stride - 1),
                "groups": groups,
                "dilation": rng.randint(1, 2),
            },
        )
