"""A layer's numbers as asked for, before they are checked against each other."""

from dataclasses import dataclass

from cutaway.arithmetic.box import Shape
from cutaway.playground.layer import Kind, Layer, Mode


@dataclass(frozen=True, slots=True)
class Asked:
    """What `Layer` holds, with any whole numbers in it."""

    kind: Kind
    channels: int
    space: Shape
    outputs: int
    sizes: Shape
    strides: Shape
    before: Shape
    after: Shape
    dilations: Shape
    groups: int
    mode: Mode
    ceil: bool
    extra: Shape

    @property
    def pools(self) -> bool:
        return self.kind.startswith(("maxpool", "avgpool"))

    @property
    def convolves(self) -> bool:
        return self.kind.startswith("conv")

    @property
    def transposed(self) -> bool:
        return self.kind.startswith("conv_transpose")

    def halves(self, axis: int) -> bool:
        """Whether padding is bounded by half of the window: a pool that pads by itself.

        One that is padded on one side, along any axis, is padded by a step of its own.
        """
        sides = zip(self.before, self.after, strict=True)
        lopsided = [before != after for before, after in sides]
        lopsided[axis] = False
        return self.pools and self.mode == "zeros" and not any(lopsided)

    def axis(self, axis: int) -> "Axis":
        return Axis(
            self,
            axis,
            self.space[axis],
            max(1, self.sizes[axis]),
            max(1, self.strides[axis]),
            max(0, self.before[axis]),
            max(0, self.after[axis]),
            max(1, self.dilations[axis]),
            max(0, self.extra[axis]) if self.transposed else 0,
        )


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of what was asked, each number on its own possible."""

    asked: Asked
    axis: int
    length: int
    size: int
    stride: int
    before: int
    after: int
    dilation: int
    extra: int

    @property
    def reach(self) -> int:
        return self.dilation * (self.size - 1) + 1

    @property
    def padded(self) -> int:
        return self.length + self.before + self.after

    @property
    def slack(self) -> int:
        """By how much a window may be larger than the padded input: only a ceiling allows it."""
        return self.stride - 1 if self.asked.ceil else 0

    @property
    def painted(self) -> int:
        """A transposed convolution's outputs before the padding is cropped."""
        return (self.length - 1) * self.stride + self.reach + self.extra


def asked_of(layer: Layer) -> Asked:
    """A valid layer's numbers."""
    return Asked(
        layer.kind,
        layer.channels,
        layer.space,
        layer.outputs,
        layer.sizes,
        layer.strides,
        layer.before,
        layer.after,
        layer.dilations,
        layer.groups,
        layer.mode,
        layer.ceil,
        layer.extra or (0,) * layer.axes,
    )
