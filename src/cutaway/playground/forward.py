"""A layer over plain numbers, by the same operations that explain a real network."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from cutaway.arithmetic.block import Block, Taps
from cutaway.arithmetic.box import Index, Shape
from cutaway.arithmetic.term import Term
from cutaway.ops.activation import Activation
from cutaway.ops.avg_pool import avg_pool1d, avg_pool2d
from cutaway.ops.conv import Conv
from cutaway.ops.conv_transpose import conv_transpose
from cutaway.ops.max_pool import max_pool1d, max_pool2d
from cutaway.ops.operation import Operation
from cutaway.ops.pad import Mode as PadMode
from cutaway.ops.pad import Pad
from cutaway.ops.ref import Read, Ref
from cutaway.playground.grid import MOST_NUMBERS, Grid, flipped, grid
from cutaway.playground.layer import Layer
from cutaway.playground.swift import convolved

MOST_MACS = 1_000_000
PADS: dict[str, PadMode] = {
    "zeros": "constant",
    "reflect": "reflect",
    "replicate": "replicate",
    "circular": "circular",
}


@dataclass(frozen=True)
class Pass:
    """A layer gone through once.

    pad         the padding where it is a step of its own, else None
    operation   what reads the input, or what `pad` made of it
    shape       of the output, without a batch axis
    output      its numbers; not known where they are too many to compute, or the input's are
    read        reads the tensors "input", "padded", "kernel" and "bias" by their Refs
    """

    layer: Layer
    pad: Pad | None
    operation: Operation
    shape: Shape
    output: Grid
    read: Read

    def explain(self, index: Index) -> Term:
        """How the output number at (channel, *place) was made."""
        return self.operation.explain((0, *index), self.read)


def forward(
    layer: Layer, input: Grid, weight: Grid | None = None, bias: Grid | None = None
) -> Pass:
    """The layer over an input of (channels, *space).

    weight   of `layer.weight_shape`; bias of (outputs,). None where the layer has none.

    Raises ShapeError where they do not fit together.
    """
    pad, operation = operations(layer)
    shape = operation.shape()[1:]
    tensors = {"input": input}
    if weight is not None:
        tensors["kernel"] = flipped(weight, layer.axes) if layer.flipped else weight
    if bias is not None:
        tensors["bias"] = bias
    small = prod(shape) <= MOST_NUMBERS and operation.count().macs <= MOST_MACS
    known = small and all(tensor.known for tensor in tensors.values())
    if pad is not None and known:
        tensors["padded"] = computed(pad, pad.shape()[1:], reader(tensors))
        known = tensors["padded"].known
    read = reader(tensors)
    output = computed(operation, shape, read) if known else Grid(shape, (), ())
    return Pass(layer, pad, operation, shape, output, read)


def operations(layer: Layer) -> tuple[Pad | None, Operation]:
    """The padding where it is a step of its own, and the operation itself."""
    source = Ref("input", (1, layer.channels, *layer.space))
    if not layer.padded_apart:
        return None, _operation(layer, source)
    sides = ((0, 0), (0, 0), *zip(layer.before, layer.after, strict=True))
    pad = Pad(source, sides, PADS[layer.mode], 0.0)
    none = (0,) * layer.axes
    bare = replace(layer, before=none, after=none, space=pad.shape()[2:], mode="zeros")
    return pad, _operation(bare, Ref("padded", pad.shape()))


def reader(tensors: Mapping[str, Grid]) -> Read:
    """Reads blocks of grids; the batch axis of a Ref is one that grids do not have."""
    kept: dict[tuple[str, Taps, float], Block] = {}

    def read(ref: Ref, taps: Taps, fill: float = 0.0) -> Block:
        key = (ref.name, taps, fill)
        if key not in kept:
            values = tensors[ref.name].values
            kept[key] = Block(ref.name, taps, ref.shape, _picked(values, ref.shape, taps, fill))
        return kept[key]

    return read


def computed(operation: Operation, shape: Shape, read: Read) -> Grid:
    """Every output number, each by its own arithmetic."""
    if prod(shape) > MOST_NUMBERS:
        return Grid(shape, (), ())
    if isinstance(operation, Conv):
        return grid(shape, convolved(operation, read))
    places = product(*map(range, shape))
    return grid(shape, [operation.explain((0, *place), read).value for place in places])


def _operation(layer: Layer, source: Ref) -> Operation:
    found: object
    if layer.kind == "relu":
        found = Activation(source, "relu")
    elif layer.pools:
        found = _pool(layer, source)
    else:
        found = _convolution(layer, source)
    assert isinstance(found, Operation), "a layer's settings are valid"
    return found


def _convolution(layer: Layer, source: Ref) -> object:
    weight = Ref("kernel", layer.weight_shape, "parameter")
    bias = Ref("bias", (layer.outputs,), "parameter") if layer.bias else None
    if not layer.transposed:
        return Conv(source, weight, bias, layer.windows, layer.groups)
    return conv_transpose(
        source,
        weight,
        bias,
        layer.strides,
        layer.before,
        layer.extra or 0,
        layer.groups,
        layer.dilations,
    )


def _pool(layer: Layer, source: Ref) -> object:
    sizes, strides, pads = layer.sizes, layer.strides, layer.before
    if layer.kind.startswith("avg"):
        average = avg_pool1d if layer.axes == 1 else avg_pool2d
        return average(source, sizes, strides, pads, layer.ceil, layer.counted)
    largest = max_pool1d if layer.axes == 1 else max_pool2d
    return largest(source, sizes, strides, pads, layer.dilations, layer.ceil)


def _picked(values: tuple[float, ...], shape: Shape, taps: Taps, fill: float) -> "array[float]":
    """The numbers at the taps, row-major; `fill` where they lie outside."""
    *before, width = shape
    *outer, along = taps
    assert along.step > 0, "operations read rising positions"
    inside = _within(along, width)
    ahead = array("d", [fill]) * inside.start
    behind = array("d", [fill]) * (len(along) - inside.stop)
    found = array("d")
    for start in _starts(before, outer):
        if start < 0 or not inside:
            found.extend(array("d", [fill]) * len(along))
            continue
        start *= width
        row = values[start + along[inside.start] : start + along[inside.stop - 1] + 1 : along.step]
        found += ahead
        found.extend(row)
        found += behind
    return found


def _starts(shape: list[int], taps: list[range]) -> list[int]:
    """Which row each of the outer taps means; −1 for none."""
    places = [0]
    for tap, length in zip(taps, shape, strict=True):
        inside = [p if 0 <= p < length else -1 for p in tap]
        places = [
            place * length + p if place >= 0 and p >= 0 else -1 for place in places for p in inside
        ]
    return places


def _within(taps: range, length: int) -> range:
    """Which of the rising taps lie within 0 … length − 1: one run of them."""
    first = max(0, -(taps.start // taps.step))
    stop = max(first, min(len(taps), -(-(length - taps.start) // taps.step)))
    return range(first, stop)
