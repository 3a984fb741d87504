"""The playground, as it crosses to the page: frozen dataclasses, like messages.py.

Facts of a reason are the numbers and names of its sentence, so that the page can say it in its
own language by the code. Axes are the spatial ones: 0 is the height where there are two.
"""

from dataclasses import dataclass
from typing import Literal

from cutaway.protocol.explanations import FieldBox, TermInfo
from cutaway.protocol.messages import Numbers


@dataclass(frozen=True, slots=True)
class Boxes:
    """One layer as typed, every box its text; "" is the default. See `LayerState`."""

    kind: str
    kernel: str
    outputs: str
    size: str
    bias: str
    stride: str
    padding: str
    dilation: str
    groups: str
    mode: str
    flip: str
    ceil: str
    counted: str
    extra: str


@dataclass(frozen=True, slots=True)
class PlayState:
    """The playground as typed. Sent as UTF-8 JSON, the one buffer of every ask about it."""

    input: str
    shape: str
    layers: tuple[Boxes, ...]
    chosen: str
    shift: str
    border: str
    panel: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence as a code with facts, and in English."""

    code: str
    english: str
    facts: dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something typed that could not be taken as it stands.

    layer   0 first; −1 for the input and the whole
    name    the box: input, shape, kernel, bias, size, stride, padding, before, after, …
    axis    −1 for all
    cell    (plane, row, column) of a matrix, from 0; () where no cell is meant
    found   what was typed; `used` what was taken for it
    """

    layer: int
    name: str
    axis: int
    cell: tuple[int, ...]
    found: str
    used: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Bound:
    """The values of one setting that are valid given all others.

    name      input, size, stride, padding (both sides alike), before, after, dilation, extra,
              groups, outputs; `axis` −1 where it has none
    given     as asked for; `valid` says whether it may be, `nearest` is the nearest that may
    high      null where there is no end; `useful` is where a slider had better end
    choices   the only valid values, where not all from low to high are
    note      worth knowing within the range, such as what the next value would do
    """

    name: str
    axis: int
    given: int
    low: int
    high: int | None
    useful: int
    choices: tuple[int, ...]
    why_low: Reason
    why_high: Reason | None
    note: Reason | None
    valid: bool
    nearest: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Numbers with a shape, and each as it was typed or is written.

    values   f8 of that shape; of shape (0,) where they are too many to compute, and no texts then
    """

    shape: tuple[int, ...]
    values: Numbers
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LayerSettings:
    """One layer as it is computed: everything valid, one number an axis where there are axes."""

    kind: Literal[
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
    channels: int
    space: tuple[int, ...]
    outputs: int
    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    dilations: tuple[int, ...]
    groups: int
    bias: bool
    mode: Literal["zeros", "reflect", "replicate", "circular"]
    flipped: bool
    ceil: bool
    counted: bool
    extra: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SizeFormula:
    """The output size of one axis, in symbols and filled in.

    remainder   padded positions at the end that no window reads; `padding` of them are padding
    left        the sentence about that
    """

    symbols: str
    numbers: str
    length: int
    outputs: int
    room: int
    remainder: int
    padding: int
    left: Reason


@dataclass(frozen=True, slots=True)
class CostLine:
    """One count by one convention: the formula in symbols, then in numbers."""

    code: Literal["params", "macs", "flops", "flops_exact", "macs_real", "other", "dense"]
    label: str
    label_zh: str
    symbols: str
    numbers: str
    value: int


@dataclass(frozen=True, slots=True)
class PlayedLayer:
    """One layer, computed.

    kernel      (outputs, channels / groups, *size), torch's order, as typed, not flipped; a
                transposed one is (channels, outputs / groups, *size); null where it has none
    padded      f8 (channels, *padded space): the input with what stands around it, −∞ around a
                max pool; of shape (0,) where there is too much
    meetings    i4 (n, 4) for each axis: output, tap, position, source. An output's window is the
                product of its meetings on the axes; an input feeds the outputs it meets, and a
                weight meets the inputs it meets, likewise. `tap` counts in the kernel as typed;
                `position` lies below 0 or beyond the end in the padding; `source` is the real
                position whose number stands there, −1 for the padding's own. Channels: those of
                one group meet; pools keep them apart. Shape (0, 4) where there are too many
    field       receptive field in the first input, `jump` the cumulative stride
    line        the line of PyTorch
    """

    settings: LayerSettings
    bounds: tuple[Bound, ...]
    kernel: Matrix | None
    bias: Matrix | None
    padded: Numbers
    meetings: tuple[Numbers, ...]
    output: Matrix
    formulas: tuple[SizeFormula, ...]
    costs: tuple[CostLine, ...]
    field: tuple[int, ...]
    jump: tuple[float, ...]
    line: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one input channel adds to a sum."""

    channel: int
    value: float


@dataclass(frozen=True, slots=True)
class PlayedCell:
    """One output number of a layer, opened.

    positions   i4 (n, 1 + axes): channel and place in the input, outside in the padding
    sources     i4 (n, 1 + axes): the real place whose number stands there; −1 all along the row
                for the padding's own
    taps        i4 (n, 2 + axes): index in the kernel as typed; (n, 0) without weights
    values, weights, products   f8 (n,), in the order of the sum
    winner      which of them is the largest of a max pool; −1 elsewhere
    bias        NaN where there is none;  divisor  of a mean, NaN elsewhere
    words       "2·1 + 0·2 + 1 = 3"
    reads       the box it reads of each layer's input, that of the first layer first; the step
                is "input" or "output 1", "output 2", …
    """

    layer: int
    index: tuple[int, ...]
    value: float
    positions: Numbers
    sources: Numbers
    taps: Numbers
    values: Numbers
    weights: Numbers
    products: Numbers
    winner: int
    bias: float
    divisor: float
    shares: tuple[Share, ...]
    words: str
    latex: str
    term: TermInfo
    reads: tuple[FieldBox, ...]


@dataclass(frozen=True, slots=True)
class MovedLayer:
    """A layer's answer to the shifted input, beside its answer before.

    offset      by how much the answer should move, one an axis; `whole` if by whole positions
    along       u1 of the output's shape: 1 equal to the number `offset` before it, 0 different,
                2 come in from outside (all 2 where not whole)
    stayed      u1: 1 equal to the number in the same place before
    compared    how many can have moved along; `moved` how many have; `unmoved` how many stayed
    """

    offset: tuple[float, ...]
    whole: bool
    output: Matrix
    along: Numbers
    stayed: Numbers
    compared: int
    moved: int
    unmoved: int
    equivariant: bool
    invariant: bool


@dataclass(frozen=True, slots=True)
class Shifted:
    """The input moved, and every layer's answer; () where there are too many numbers."""

    by: tuple[int, ...]
    border: Literal["edge", "zeros", "circular"]
    input: Matrix
    layers: tuple[MovedLayer, ...]


@dataclass(frozen=True, slots=True)
class Played:
    """Everything the playground shows for one state.

    state      as it was understood: send it back, changed, with the next ask
    link       the state as text for a link
    unread     what of a link could not be read
    problems   what was typed and could not be taken as it stands; the numbers are for `used`
    line       all layers as PyTorch
    chosen     the pinned number, opened; null without one
    shift      the shift meter; null where the state names no shift
    """

    state: PlayState
    link: str
    unread: tuple[Reason, ...]
    problems: tuple[Problem, ...]
    input: Matrix
    layers: tuple[PlayedLayer, ...]
    line: str
    chosen: PlayedCell | None
    shift: Shifted | None


@dataclass(frozen=True, slots=True)
class PhotographName:
    """One of the photographs that ship with Cutaway, and what it shows."""

    name: str
    label: str
    label_zh: str


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph for the kernel to be laid over; `all` names those there are.

    pixels   u1 (height, width, 3): red, green and blue, 0 … 255
    """

    name: str
    pixels: Numbers
    all: tuple[PhotographName, ...]
