"""What crosses from a host to the page: frozen dataclasses, nothing else.

`typescript.py` writes `web/src/protocol/messages.ts` from this file. Shapes and indices hold
the batch axis. Floats that JSON cannot hold (NaN, ±∞) are handled by `encode.py`.

What may be asked for them is in `asks.py`.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Numbers:
    """Raw little-endian numbers that travel beside the JSON, row-major."""

    dtype: Literal["u1", "i4", "f4", "f8"]
    shape: tuple[int, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Failure:
    """An error a person can act on. `code` and `facts` let the page say it in its language."""

    code: str
    message: str
    facts: dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class NetworkEntry:
    """A network that the picker offers. `note` says why it cannot be opened, or a caution."""

    name: str
    title: str
    dataset: str
    available: bool
    note: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """First reply. `opened` is the network to show; `notice` why it is not the one asked for."""

    version: str
    networks: tuple[NetworkEntry, ...]
    opened: str
    picture: str
    notice: Failure | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to run. `thumbnail` is the content address of a PNG: GET /blob/<thumbnail>.

    label    its true class, where known ("ankle boot"), else ""
    """

    id: str
    name: str
    label: str
    label_zh: str
    width: int
    height: int
    thumbnail: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing done to the picture before the network sees it.

    resize: [h, w, H, W] · crop: [top, left, H, W] · grey · scale: [factor]
    mean: the values subtracted per channel · deviation: the divisors · order: "BGR" in text
    """

    kind: Literal["resize", "crop", "grey", "invert", "scale", "mean", "deviation", "order"]
    numbers: tuple[float, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A network, before any picture has run through it.

    channels     what the input's channels are: ["R","G","B"], ["B","G","R"], ["grey"]
    params       every parameter once
    """

    name: str
    title: str
    dataset: str
    source: str
    note: str
    weights_are_random: bool
    input_shape: tuple[int, ...]
    channels: tuple[str, ...]
    classes: int
    params: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Receptive field of a step on the input: size and cumulative stride per spatial axis.

    known is False where something on the way may read everything.
    """

    size: tuple[int, ...]
    jump: tuple[int, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class Geometry:
    """The windows of a step, one number per spatial axis; empty for a step without windows."""

    size: tuple[int, ...]
    stride: tuple[int, ...]
    before: tuple[int, ...]
    dilation: tuple[int, ...]
    groups: int


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One step of the network.

    name        its address ("features.3", "conv1_2")
    title       for people ("conv 1.2", "fire 4 · expand 3×3")
    call        torch's name ("conv2d")
    kind        Conv, Pool, … : the family, for words and colours
    source      the author's file and line, "" if unknown
    inputs      names of the steps it reads
    known       False for an opaque step
    unit        steps of one unit share the number
    folds       enclosing modules that fold into one column, outermost first
    maps        names of its channels, where they have any
    macs, flops_exact, other, params, bytes   what it costs
    """

    name: str
    title: str
    call: str
    kind: str
    module: str
    source: str
    inputs: tuple[str, ...]
    shape: tuple[int, ...]
    params: int
    macs: int
    flops_exact: int
    other: int
    bytes: int
    known: bool
    unit: int
    folds: tuple[str, ...]
    maps: tuple[str, ...]
    field: Field | None
    geometry: Geometry | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the whole network. `complete` is False when an opaque step's cost is missing."""

    params: int
    macs: int
    flops: int
    flops_exact: int
    other: int
    bytes: int
    complete: bool
    convention: str


@dataclass(frozen=True, slots=True)
class Score:
    """One class. `probability` is NaN where the network ends in something else than scores."""

    index: int
    english: str
    chinese: str
    logit: float
    probability: float


@dataclass(frozen=True, slots=True)
class Run:
    """A network run on a picture. `failure` is set when it failed half way: steps up to there.

    scores      the likeliest classes first, at most 10 (all of them where there are ≤ 10)
    logits      the step whose numbers are the scores, "" if none
    prepared    what was done to the picture
    """

    network: str
    picture: Picture
    steps: tuple[StepInfo, ...]
    totals: Totals
    scores: tuple[Score, ...]
    logits: str
    prepared: tuple[Preparation, ...]
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Maps:
    """Feature maps of one step as codes: 0 NaN, 1 −∞, 255 +∞, else (code − 128) × its step.

    channels   i4 (k): which channels, in the order asked for
    codes      u1 (k, h, w); a vector is (k, 1, 1); a 1-D map is (k, 1, w)
    steps      f4 (k): each map's own step
    strengths  f4 (k): mean of |x|
    peak       largest finite |x| of the whole step (all channels)
    low, high  smallest and largest number of the whole step
    total      channels the step has
    silent     channels that are zero everywhere
    """

    step: str
    channels: Numbers
    codes: Numbers
    steps: Numbers
    strengths: Numbers
    peak: float
    low: float
    high: float
    total: int
    silent: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The first `most` maps of every step, strongest first where a step has more than `most`."""

    maps: tuple[Maps, ...]


@dataclass(frozen=True, slots=True)
class Values:
    """One map's recorded numbers: f4 (h, w)."""

    step: str
    channel: int
    values: Numbers


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

    rule: Literal[
        "number",
        "read",
        "padding",
        "sum",
        "product",
        "dot",
        "subtract",
        "divide",
        "max",
        "min",
        "exp",
        "log",
        "sqrt",
        "tanh",
        "erf",
        "power",
        "choose",
        "opaque",
    ]
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
class SizeAnswer:
    """Output size of one sliding axis, with the arithmetic in words a page can print."""

    length: int
    outputs: int
    reach: int
    room: int
    stride: int
    remainder: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Sent over the WebSocket while an ask works. `ask` is the id that the ask carried."""

    ask: str
    done: int
    total: int
    what: str
