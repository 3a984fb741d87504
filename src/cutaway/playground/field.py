"""Receptive fields through layers after one another."""

from dataclasses import dataclass
from fractions import Fraction

from cutaway.arithmetic.box import Box, Index
from cutaway.playground.forward import operations
from cutaway.playground.layer import Layer


@dataclass(frozen=True, slots=True)
class Field:
    """What one output of a layer can see of the first input, one number an axis.

    size   positions from the first to the last, where no edge cuts them off
    jump   positions from one output's field to the next: the cumulative stride
    """

    size: tuple[int, ...]
    jump: tuple[Fraction, ...]


def fields(layers: tuple[Layer, ...]) -> tuple[Field, ...]:
    """The field after each layer.

    >>> three = Layer("conv1d", 1, (9,), 1, (3,), (1,), (1,), (1,), (1,))
    >>> [field.size for field in fields((three, three, three))]
    [(3,), (5,), (7,)]
    """
    if not layers:
        return ()
    axes = layers[0].axes
    size, jump = [1] * axes, [Fraction(1)] * axes
    found = []
    for layer in layers:
        for axis, window in enumerate(layer.windows):
            # an output of a transposed layer gathers from as many inputs as its kernel strides over
            seen = (window.reach - 1) // window.stride if layer.transposed else window.reach - 1
            size[axis] += int(seen * jump[axis])
            jump[axis] *= Fraction(1, window.stride) if layer.transposed else window.stride
        found.append(Field(tuple(size), tuple(jump)))
    return tuple(found)


def read_by(layers: tuple[Layer, ...], number: int, index: Index) -> tuple[Box, ...]:
    """What the output at (channel, *place) of layer `number` reads of each layer's input.

    The input of layer 0 first; boxes of (channels, *space), clipped to what is real.
    """
    box = Box.at((0, *index))
    found = []
    for layer in reversed(layers[: number + 1]):
        pad, operation = operations(layer)
        box = operation.reads(box).get(operation.inputs[0], _nothing(len(index)))
        if pad is not None and box.size:
            box = pad.reads(box).get(pad.inputs[0], _nothing(len(index)))
        if not box.size:
            return tuple(_nothing(len(index) - 1) for _ in range(number + 1))
        found.append(Box(box.spans[1:]))
    return tuple(reversed(found))


def _nothing(axes: int) -> Box:
    return Box.whole((0,) * (axes + 1))
