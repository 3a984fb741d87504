"""How numbers were made, as it crosses to the page: frozen dataclasses, like messages.py."""

from dataclasses import dataclass
from typing import Literal

from cutaway.arithmetic.term import Rule
from cutaway.protocol.messages import Numbers


@dataclass(frozen=True, slots=True)
class BlockInfo:
    """A block of numbers a term was made from, outermost axis first.

    source      the tensor; `step` says whether that is a step (and so can be opened)
    start, stride, shape   the positions: start + k × stride, per axis
    bounds      shape of the whole tensor; positions outside are padding
    values      f8, row-major
    """

    source: str
    step: bool
    start: tuple[int, ...]
    stride: tuple[int, ...]
    shape: tuple[int, ...]
    bounds: tuple[int, ...]
    values: Numbers


@dataclass(frozen=True, slots=True)
class TermInfo:
    """A number and what it was made from; see `cutaway.arithmetic.term` for the rules.

    source, index   where a `read` or `padding` stands; `step` says whether it can be opened
    """

    rule: Rule
    value: float
    label: str
    source: str
    step: bool
    index: tuple[int, ...]
    parts: "tuple[TermInfo, ...]"
    blocks: tuple[BlockInfo, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the waterfall. `channel` is the input channel, or −1; `count` joined channels."""

    kind: Literal["channel", "term", "other", "bias", "total"]
    label: str
    channel: int
    count: int
    value: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Partial sums, largest first; printed with `digits` decimals they add up as printed.

    exact is False where no reasonable number of decimals does: then print ≈.
    """

    bars: tuple[Bar, ...]
    digits: int
    exact: bool


@dataclass(frozen=True, slots=True)
class ChannelSum:
    """One input channel's share of a dot: its window × kernel, and where they stand in the block.

    place      position along the block's channel axis
    digits     decimals at which Σ printed window × printed kernel is closest to `value`
    printed    that sum, of the printed numbers
    """

    channel: int
    place: int
    value: float
    digits: int
    printed: float


@dataclass(frozen=True, slots=True)
class Follow:
    """What becomes of a number: one following step.

    fed      how many of its numbers read this one
    index    the one number, where fed is 1; else ()
    value    its value; NaN where fed is not 1
    wins     for a max: "yes", "no"; else ""
    """

    step: str
    call: str
    fed: int
    index: tuple[int, ...]
    value: float
    wins: Literal["yes", "no", ""]


@dataclass(frozen=True, slots=True)
class Pixel:
    """Where a number of the input came from on the picture, row and column in the original.

    trail   the pixel's value, then its value after each preparation
    """

    row: float
    column: float
    channel: str
    trail: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one number was made.

    recorded    what the network computed; `residual` = value − recorded
    tolerance   the residual allowed; adds_up says whether it is within
    products    how many products (or numbers) it is made of
    channels    shares of the input channels, largest first; () where the step has no dot
    pixel       set for the input step
    """

    step: str
    index: tuple[int, ...]
    value: float
    recorded: float
    residual: float
    tolerance: float
    adds_up: bool
    products: int
    term: TermInfo
    channels: tuple[ChannelSum, ...]
    waterfall: Waterfall
    follows: tuple[Follow, ...]
    pixel: Pixel | None


@dataclass(frozen=True, slots=True)
class Part:
    """One input of a channel, by map: X_d, its kernel W_d, and what it adds Z_d = W_d ⊗ X_d.

    source, channel  the input map: a channel of a step
    map              f4 (h, w): the input map
    kernel           f4 (kh, kw), or shape (0,) where the step has no kernels
    adds             f4 (H, W), or shape (0,) where the step is no sum over inputs
    strength         mean of |adds| (of |map| without kernels); parts come strongest first
    """

    source: str
    channel: int
    map: Numbers
    kernel: Numbers
    adds: Numbers
    strength: float


@dataclass(frozen=True, slots=True)
class Parts:
    """One channel taken apart. `bias` is NaN where there is none; `total` counts all inputs.

    output    f4 (H, W): the channel itself
    then      the next step that reads it, "" if none; `after` its map f4 (h, w) or shape (0,)
    """

    step: str
    channel: int
    parts: tuple[Part, ...]
    total: int
    bias: float
    output: Numbers
    then: str
    after: Numbers


@dataclass(frozen=True, slots=True)
class FieldBox:
    """The bounding box of what a number reads from, or feeds in, one step; half open."""

    step: str
    start: tuple[int, ...]
    stop: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Receptive (`reads`) and projective (`feeds`) field of one number, through the network."""

    step: str
    index: tuple[int, ...]
    reads: tuple[FieldBox, ...]
    feeds: tuple[FieldBox, ...]


@dataclass(frozen=True, slots=True)
class Along:
    """What is met along axis `to` of one tensor, by the position along axis `by` of another.

    to     −1: no axis; the spans only say whether anything is met at all
    by     −1: no axis; there is one span, whatever the position
    line   place among `Links.lines`
    """

    to: int
    by: int
    line: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Axes of a source and of a step that hold the same numbers in the same order."""

    source: tuple[int, ...]
    step: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One step and one source that it reads: how boxes go from one to the other.

    known    False where they do not go axis by axis: then `field` is asked
    """

    step: str
    source: str
    known: bool
    reads: tuple[Along, ...]
    feeds: tuple[Along, ...]
    merged: tuple[Merged, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Every link of a run, in its order: of these, the fields of any of its numbers are made.

    lines   i4 (positions, 2): start and stop, half open, by position; empty where nothing is met
    """

    lines: tuple[Numbers, ...]
    links: tuple[Link, ...]
