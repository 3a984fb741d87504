"""Why an output has the size it has."""

from dataclasses import dataclass, replace

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.playground.layer import Layer


@dataclass(frozen=True, slots=True)
class Size:
    """outputs = floor((length + padding − reach) / stride) + 1, number by number.

    reach      input positions from the first tap to the last
    room       positions the window can move: length + padding − reach
    remainder  positions of that room no window reaches
    """

    length: int
    outputs: int
    reach: int
    room: int
    stride: int
    remainder: int


def size_of(length: int, window: Window) -> Size:
    """The output size of one axis. Raises ShapeError where no window fits.

    >>> size_of(224, Window(7, stride=2, before=3, after=3)).outputs
    112
    """
    if length < 1:
        raise ShapeError(f"the input has {length} positions; it must have at least 1")
    reach, stride = window.reach, window.stride
    room = length + window.before + window.after - reach
    return Size(length, window.outputs(length), reach, room, stride, room % stride)


def transposed_outputs(window: Window, length: int, extra: int) -> int:
    """(length − 1) × stride − both paddings + reach + extra.

    >>> transposed_outputs(Window(3, stride=2, before=1, after=1), 4, 1)
    8
    """
    return (length - 1) * window.stride - window.before - window.after + window.reach + extra


def slides(layer: Layer) -> tuple[tuple[Window, int], ...]:
    """The windows as they slide, and over how many positions.

    Where a pool that rounds up is padded by a step of its own, it cannot tell padding from input,
    and so keeps a last window that starts in the padding.
    """
    pairs = zip(layer.windows, layer.space, strict=True)
    if not (layer.padded_apart and layer.ceil):
        return tuple(pairs)
    return tuple(
        (replace(window, before=0, after=0), window.before + length + window.after)
        for window, length in pairs
    )


def output_shape(layer: Layer) -> Shape:
    """(channels, *space) of a layer's output. Raises ShapeError where no window fits."""
    if not layer.transposed:
        return (layer.outputs, *(window.outputs(length) for window, length in slides(layer)))
    pairs = zip(layer.windows, layer.space, strict=True)
    extra = layer.extra or (0,) * layer.axes
    sizes = (transposed_outputs(w, n, e) for (w, n), e in zip(pairs, extra, strict=True))
    return (layer.outputs, *sizes)
