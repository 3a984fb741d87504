"""The layers that a notation speaks of: facts alone, without a size of input and without torch."""

from dataclasses import dataclass
from typing import Literal

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution; every pair is (along the height, along the width).

    padding   None keeps the size at stride 1: dilation × (kernel // 2)
    label     the name that the writer gave the layer; "" leaves it to us
    """

    kernel: Pair
    channels: int
    stride: Pair = (1, 1)
    padding: Pair | None = None
    dilation: Pair = (1, 1)
    groups: int = 1
    bias: bool = True
    label: str = ""

    @property
    def padded(self) -> Pair:
        """Zeros on each side."""
        if self.padding is not None:
            return self.padding
        (k, m), (d, e) = self.kernel, self.dilation
        return d * (k // 2), e * (m // 2)


@dataclass(frozen=True, slots=True)
class Pool:
    """A maximum or a mean over windows.

    stride   None is the kernel's size: windows side by side
    ceil     a last window may hang over the edge
    """

    kind: Literal["max", "avg"]
    kernel: Pair = (2, 2)
    stride: Pair | None = None
    padding: Pair = (0, 0)
    ceil: bool = False
    label: str = ""

    @property
    def moved(self) -> Pair:
        """The stride, spelt out."""
        return self.stride or self.kernel


@dataclass(frozen=True, slots=True)
class Full:
    """A fully connected layer."""

    outputs: int
    bias: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of one number, by its word; "linear" is none at all."""

    word: str


@dataclass(frozen=True, slots=True)
class BatchNorm:
    """Batch normalisation."""


@dataclass(frozen=True, slots=True)
class LocalNorm:
    """Local response normalisation over `size` channels."""

    size: int = 5


@dataclass(frozen=True, slots=True)
class Dropout:
    """Drops a share of the numbers, in training alone."""

    rate: float = 0.5


@dataclass(frozen=True, slots=True)
class GlobalPool:
    """The mean of each map: from there on a vector."""


@dataclass(frozen=True, slots=True)
class SoftMax:
    """Numbers → shares that sum to 1."""


@dataclass(frozen=True, slots=True)
class Flatten:
    """Maps → a vector; no word stands for it, for it is always meant before the first FC."""


@dataclass(frozen=True, slots=True)
class Join:
    """Branches over the same input, added ("res") or laid side by side ("cat").

    An empty branch is the input itself.
    """

    kind: Literal["res", "cat"]
    branches: tuple[tuple["Layer", ...], ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Layers under one name: a module of its own."""

    label: str
    body: tuple["Layer", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same layers again and again, each time with weights of their own."""

    count: int
    body: tuple["Layer", ...]


Layer = (
    Conv
    | Pool
    | Full
    | Activation
    | BatchNorm
    | LocalNorm
    | Dropout
    | GlobalPool
    | SoftMax
    | Flatten
    | Join
    | Group
    | Repeat
)
