"""Convolution in one, two and three dimensions, with groups, dilation and padding."""

from collections.abc import Iterator
from dataclasses import field
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import dot, total
from cutaway.arithmetic.term import Term
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.ops.geometry import Numbers, windows_of
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Conv:
    """Weighted windows: input (n, c, *space) · weight (o, c/groups, *kernel) → (n, o, *space').

    What deep learning calls convolution is a cross-correlation: the kernel is not flipped.
    """

    input: Ref
    weight: Ref
    bias: Ref | None
    windows: tuple[Window, ...]
    groups: int
    sizes: Shape = field(init=False, repr=False, compare=False)  # of the output

    def __post_init__(self) -> None:
        given, kernels, groups = self.input.shape, self.weight.shape, self.groups
        if given[1] != kernels[1] * groups:
            raise ShapeError(
                f"the input has {counted(given[1], 'channel')}, but the kernels "
                f"{list(kernels)} with groups={groups} expect {kernels[1] * groups}",
                got=given[1],
                expected=kernels[1] * groups,
            )
        if kernels[0] % groups:
            raise ShapeError(f"{kernels[0]} output channels do not divide into {groups} groups")
        space = map(Window.outputs, self.windows, given[2:])
        self.sizes = given[0], kernels[0], *space  # type: ignore[misc]  # only here

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input, self.weight) + ((self.bias,) if self.bias else ())

    @property
    def depth(self) -> int:
        """Input channels that one output channel reads."""
        return self.weight.shape[1]

    def shape(self) -> Shape:
        return self.sizes

    def count(self) -> Count:
        return Count.dots(prod(self.sizes), prod(self.weight.shape[1:]), self.bias is not None)

    def reads(self, out: Box) -> dict[Ref, Box]:
        batch, channels, *space = out.spans
        across = Span(
            self._group(channels.start) * self.depth,
            (self._group(channels.stop - 1) + 1) * self.depth,
        )
        lengths = self.input.shape[2:]
        seen = (w.reads(s, n) for w, s, n in zip(self.windows, space, lengths, strict=True))
        window = Box((batch, across, *seen))
        kernels = Box.whole(self.weight.shape).replace(0, channels)
        return boxes((self.input, window), (self.weight, kernels), (self.bias, Box((channels,))))

    def explain(self, out: Index, read: Read) -> Term:
        n, o, *place = out
        first = self._group(o) * self.depth
        taps = tuple(w.taps(i) for w, i in zip(self.windows, place, strict=True))
        window = read(self.input, (range(n, n + 1), range(first, first + self.depth), *taps))
        whole = tuple(range(size) for size in self.weight.shape[1:])
        kernel = read(self.weight, (range(o, o + 1), *whole))
        products = dot(window, kernel, label="window × kernel")
        if self.bias is None:
            return products
        return total(products, one(read, self.bias, (o,), label="bias"))

    def _group(self, channel: int) -> int:
        return channel // (self.weight.shape[0] // self.groups)


@calls("conv1d", "conv2d", "conv3d")
def conv(
    input: Ref,
    weight: Ref,
    bias: Ref | None = None,
    stride: Numbers = 1,
    padding: str | Numbers = 0,
    dilation: Numbers = 1,
    groups: int = 1,
) -> Conv | None:
    """torch's `conv1d`, `conv2d`, `conv3d`; an input without a batch axis stays opaque."""
    axes = len(weight.shape)
    if len(input.shape) != axes:
        _check_axes(input, weight, groups)
        return None
    windows = windows_of(axes - 2, weight.shape[2:], stride, padding, dilation)
    return Conv(input, weight, bias, windows, groups)


def _check_axes(input: Ref, weight: Ref, groups: int) -> None:
    """Raises ShapeError for an input that torch would not take for one without a batch axis."""
    axes, expected = len(weight.shape), weight.shape[1] * groups
    reads = f"expected (n, {expected}, {', '.join('dhw'[5 - axes :])})"
    got = f"the input {list(input.shape)} has {len(input.shape)} axes"
    if len(input.shape) != axes - 1:
        raise ShapeError(f"{got}; {reads}")
    if input.shape[0] != expected:
        raise ShapeError(f"{got}, so its first would be {input.shape[0]} channels; {reads}")


def cases(rng: Random) -> Iterator[Call]:
    """Convolutions that break careless code: even kernels with `same`, groups, gaps, edges."""
    shapes = {"input": (2, 4, 9, 7), "weight": (6, 4, 3, 3), "bias": (6,)}
    yield Call("conv2d", shapes, {"padding": 1})
    yield Call("conv2d", {"input": (1, 3, 6, 6), "weight": (2, 3, 1, 1)})
    yield Call("conv2d", shapes | {"weight": (6, 4, 2, 4)}, {"padding": "same"})
    yield Call("conv2d", shapes | {"weight": (6, 4, 2, 4)}, {"padding": "same", "dilation": 2})
    yield Call("conv2d", shapes | {"weight": (6, 2, 3, 3)}, {"groups": 2, "stride": (2, 1)})
    yield Call("conv2d", shapes | {"weight": (8, 1, 3, 2), "bias": (8,)}, {"groups": 4})
    yield Call("conv2d", shapes, {"stride": 3, "padding": (3, 0), "dilation": (3, 1)})
    yield Call("conv2d", shapes | {"input": (1, 5, 9, 7)})  # refused: 5 channels, not 4
    yield Call("conv2d", shapes | {"input": (1, 4, 2, 7)})  # refused: the window does not fit
    yield Call("conv2d", shapes | {"input": (9, 7)})  # refused: neither batch nor channels
    yield Call("conv2d", shapes | {"input": (1, 9, 7)})  # refused: no batch axis, one channel
    yield Call("conv1d", {"input": (2, 3, 11), "weight": (4, 3, 4)}, {"stride": 2})
    yield Call("conv3d", {"input": (1, 2, 4, 5, 3), "weight": (3, 2, 2, 3, 1)}, {"padding": 1})
    for _ in range(6):
        groups = rng.choice((1, 1, 2, 3))
        inputs, outputs = groups * rng.randint(1, 3), groups * rng.randint(1, 2)
        kernel = (rng.randint(1, 4), rng.randint(1, 4))
        yield Call(
            "conv2d",
            {
                "input": (1, inputs, rng.randint(4, 9), rng.randint(4, 9)),
                "weight": (outputs, inputs // groups, *kernel),
            },
            {
                "stride": rng.randint(1, 3),
                "padding": rng.randint(0, 2),
                "dilation": rng.randint(1, 2),
                "groups": groups,
            },
        )
