"""The calculators, the comparison, the examples and the verdicts, as they cross to the page."""

from dataclasses import dataclass

from cutaway.protocol.messages import SizeAnswer
from cutaway.protocol.playing import CostLine, SizeFormula


@dataclass(frozen=True, slots=True)
class Ways:
    """Settings that give the wanted size, each list with the others as they are.

    pairs   (padding, stride) both changed; `cut` where a list was cut off
    """

    want: int
    sizes: tuple[int, ...]
    strides: tuple[int, ...]
    paddings: tuple[int, ...]
    dilations: tuple[int, ...]
    lengths: tuple[int, ...]
    pairs: tuple[tuple[int, ...], ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Sized:
    """The size calculator. `ways` is null where no size was wanted."""

    answer: SizeAnswer
    formula: SizeFormula
    ways: Ways | None


@dataclass(frozen=True, slots=True)
class CostedLayer:
    """One layer of the cost calculator."""

    line: str
    input: tuple[int, ...]
    output: tuple[int, ...]
    formulas: tuple[SizeFormula, ...]
    costs: tuple[CostLine, ...]


@dataclass(frozen=True, slots=True)
class Costed:
    """The cost calculator: each layer of a line of PyTorch."""

    layers: tuple[CostedLayer, ...]
    params: int
    macs: int
    flops: int


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One aspect of convolution and pooling, side by side."""

    aspect: str
    aspect_zh: str
    same: bool
    convolution: str
    convolution_zh: str
    pooling: str
    pooling_zh: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The comparison card."""

    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class Deepened:
    """One big kernel against the several small ones that see as far, C → C channels each."""

    big: int
    small: int
    channels: int
    layers: int
    field: int
    one: int
    several: int
    one_symbols: str
    several_symbols: str


@dataclass(frozen=True, slots=True)
class ExampleEntry:
    """One example: its name, what it is called, what to see in it, and its link."""

    name: str
    title: str
    title_zh: str
    note: str
    note_zh: str
    link: str


@dataclass(frozen=True, slots=True)
class Examples:
    """The lecture's examples, and some more."""

    examples: tuple[ExampleEntry, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said to an answer.

    slips   names of the mistakes it came from; wrong: (channel, *place) that differ
    """

    right: bool
    expected: str
    slips: tuple[str, ...]
    english: str
    chinese: str
    wrong: tuple[tuple[int, ...], ...]
