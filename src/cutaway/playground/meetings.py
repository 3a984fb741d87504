"""Which output, which weight and which input meet, axis by axis.

From these the whole of a layer's geometry follows: an output's window is the product of its
axes' meetings, an input feeds the outputs it meets on every axis, and a weight meets the inputs
it meets on every axis. Channels meet all within their group; pools keep them apart.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cutaway.ops.pad import Pad
from cutaway.ops.ref import Ref
from cutaway.playground.forward import PADS, reader
from cutaway.playground.grid import grid
from cutaway.playground.layer import Layer
from cutaway.playground.size import slides, transposed_outputs

MOST = 16_384


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting on one axis.

    output     the output's position
    tap        the weight's, in the kernel as it was typed
    position   the input's, where the window lies: below 0 or beyond the end in the padding
    source     the real position whose number stands there; −1 where it is the padding's own
    """

    output: int
    tap: int
    position: int
    source: int


def meetings(layer: Layer) -> tuple[tuple[Meeting, ...], ...]:
    """The meetings of every axis, by output and then by tap; () on an axis with too many.

    >>> from cutaway.playground.layer import Layer
    >>> small = Layer("conv1d", 1, (2,), 1, (2,), (1,), (1,), (0,), (1,))
    >>> [(m.output, m.tap, m.position, m.source) for m in meetings(small)[0]]
    [(0, 0, -1, -1), (0, 1, 0, 0), (1, 0, 0, 0), (1, 1, 1, 1)]
    """
    find = _painted if layer.transposed else _read
    return tuple(find(layer, axis) for axis in range(layer.axes))


def _read(layer: Layer, axis: int) -> tuple[Meeting, ...]:
    window, size = layer.windows[axis], layer.sizes[axis]
    slid, positions = slides(layer)[axis]
    outputs = slid.outputs(positions)
    if outputs * size > MOST:
        return ()
    source = _source(layer, axis)
    return tuple(
        Meeting(output, size - 1 - tap if layer.flipped else tap, position, source(position))
        for output in range(outputs)
        for tap, position in enumerate(window.taps(output))
    )


def _painted(layer: Layer, axis: int) -> tuple[Meeting, ...]:
    """Input i paints its kernel over the outputs from i × stride − padding on."""
    window, length = layer.windows[axis], layer.space[axis]
    outputs = transposed_outputs(window, length, (layer.extra or (0,) * layer.axes)[axis])
    if length * window.size > MOST:
        return ()
    turned = replace(window, before=0, after=0)
    found = (
        Meeting(place - window.before, window.size - 1 - tap if layer.flipped else tap, i, i)
        for i in range(length)
        for tap, place in enumerate(turned.taps(i))
        if 0 <= place - window.before < outputs
    )
    return tuple(sorted(found, key=lambda met: (met.output, met.position)))


def _source(layer: Layer, axis: int) -> Callable[[int], int]:
    """What gives the real position that stands at a padded one."""
    length, before, after = layer.space[axis], layer.before[axis], layer.after[axis]
    if layer.mode == "zeros" or length > MOST:
        return lambda position: position if 0 <= position < length else -1
    pad = Pad(Ref("input", (length,)), ((before, after),), PADS[layer.mode], 0.0)
    read = reader({"input": grid((length,), [float(i) for i in range(length)])})
    padded = [int(pad.explain((i,), read).value) for i in range(length + before + after)]
    return lambda position: padded[position + before] if position < length + after else -1
