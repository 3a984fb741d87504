"""One layer's settings, all of them valid: what `resolve` makes of what was typed."""

from dataclasses import dataclass
from math import prod
from typing import Literal, get_args

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.window import Window

Kind = Literal[
    "conv1d",
    "conv2d",
    "conv_transpose1d",
    "conv_transpose2d",
    "maxpool1d",
    "maxpool2d",
    "avgpool1d",
    "avgpool2d",
    "relu",
]
Mode = Literal["zeros", "reflect", "replicate", "circular"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MODES: tuple[Mode, ...] = get_args(Mode)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer over an input of `channels` × `space`.

    channels, space   the input's shape
    outputs           output channels
    sizes, strides, before, after, dilations   of each axis
    groups            the channels are parted into so many that do not meet
    bias              whether there is one per output channel
    mode              what stands around the input
    flipped           the kernel is read backwards: convolution as mathematics has it
    ceil              a last, incomplete window counts (pools)
    counted           padding counts in the mean's divisor (average pools)
    extra             output positions added behind, per axis (transposed)
    """

    kind: Kind
    channels: int
    space: Shape
    outputs: int
    sizes: Shape
    strides: Shape
    before: Shape
    after: Shape
    dilations: Shape
    groups: int = 1
    bias: bool = False
    mode: Mode = "zeros"
    flipped: bool = False
    ceil: bool = False
    counted: bool = True
    extra: Shape = ()

    @property
    def axes(self) -> int:
        return len(self.space)

    @property
    def transposed(self) -> bool:
        return self.kind.startswith("conv_transpose")

    @property
    def convolves(self) -> bool:
        """Whether it has weights."""
        return self.kind.startswith("conv")

    @property
    def pools(self) -> bool:
        return self.kind.startswith(("maxpool", "avgpool"))

    @property
    def padded_apart(self) -> bool:
        """Whether its padding is a step of its own: the layer itself could not do it."""
        lopsided = self.pools and self.before != self.after
        return any(self.before + self.after) and (self.mode != "zeros" or lopsided)

    @property
    def windows(self) -> tuple[Window, ...]:
        """One per axis, over the input as it is before any padding."""
        return tuple(
            Window(*axis, ceil=self.ceil)
            for axis in zip(
                self.sizes, self.strides, self.before, self.after, self.dilations, strict=True
            )
        )

    @property
    def weight_shape(self) -> Shape:
        """Shape of its weights as torch has it; () where it has none."""
        if not self.convolves:
            return ()
        if self.transposed:
            return (self.channels, self.outputs // self.groups, *self.sizes)
        return (self.outputs, self.channels // self.groups, *self.sizes)

    @property
    def params(self) -> int:
        return (prod(self.weight_shape) + self.outputs * self.bias) if self.convolves else 0


def axes_of(kind: Kind) -> int:
    """How many axes a window of the kind slides along; 0 where any will do."""
    return int(kind[-2]) if kind.endswith("d") else 0


def with_axes(kind: Kind, axes: int) -> Kind:
    """The same kind along so many axes.

    >>> with_axes("maxpool2d", 1), with_axes("relu", 1)
    ('maxpool1d', 'relu')
    """
    wanted = f"{kind[:-2]}{axes}d" if axes_of(kind) else kind
    return next(known for known in KINDS if known == wanted)
