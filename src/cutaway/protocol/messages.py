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
    """First reply. `opened` is the network to show; `notice` why it is not the one asked for.

    published   names of further networks, whose weights are random
    """

    version: str
    networks: tuple[NetworkEntry, ...]
    published: tuple[str, ...]
    opened: str
    picture: str
    notice: Failure | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to run. `thumbnail` is the content address of a PNG: GET /blob/<thumbnail>.

    label    its true class, where known ("ankle boot"), else ""
    element  its place in the batch that it runs in, along the first axis of shapes and indices
    batch    how many pictures run together; they stand one after the other in every list
    """

    id: str
    name: str
    label: str
    label_zh: str
    width: int
    height: int
    thumbnail: str
    element: int
    batch: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Pictures that run together, in one pass, under their new ids."""

    pictures: tuple[Picture, ...]


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
    """Receptive field of a step on the input, per spatial axis.

    size    input positions that one number can depend on, from the first to the last
    jump    input positions from one number to the next: the cumulative stride
    start   first input position of number 0's window; negative in padding
    known   False where something on the way may read everything
    """

    size: tuple[int, ...]
    jump: tuple[float, ...]
    start: tuple[float, ...]
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
