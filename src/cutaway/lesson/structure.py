"""A network in the words of VGG's table, layer by layer, without building it: sizes and costs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.errors import AddressError, AskError
from cutaway.lesson.values import grouped
from cutaway.networks.notation.layers import Activation, Dropout, Flatten, Pool
from cutaway.networks.notation.plan import Placed, plan
from cutaway.networks.notation.text import parse, size, unparse
from cutaway.networks.notation.vgg import COLUMNS
from cutaway.networks.notation.weighing import Sight, macs, params, sight
from cutaway.playground.numerals import plain

LEFT_OUT = (Activation, Dropout, Flatten)
MOST_LAYERS = 400
MOST_SIZE = 4096


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One layer. Shapes are (channels, height, width), or (outputs,) of a fully connected one.

    name     as in the paper: "conv1_1", "pool1", "fc6"
    word     of the notation
    field    receptive field on the input, along an axis; 0 behind a fully connected layer
    block    counts from 0
    """

    name: str
    word: str
    shape: Shape
    params: int
    macs: int
    field: int
    block: int


@dataclass(frozen=True, slots=True)
class Structured:
    """The layers of some words, and what a sentence may say about them."""

    words: str
    input: Shape
    rows: tuple[LayerRow, ...]
    values: dict[str, str]


def structured(words: str, input: str) -> Structured:
    """The layers. Raises NetworkError for a word that is none, ShapeError for what does not fit.

    >>> structured("conv3-8 maxpool FC-10", "1x28x28").values["params"]
    '15,770'
    """
    shape = _input(input)
    layers = parse(words)
    if size(layers) > MOST_LAYERS:
        raise AskError(f"the words name {size(layers)} layers; at most {MOST_LAYERS} are shown")
    rows = tuple(_rows(plan(layers, (1, *shape))))
    if not rows:
        raise AskError("the words name only activations; expected layers such as conv3-16 maxpool")
    values = {name: give(rows) for name, give in VALUES.items()}
    return Structured(unparse(layers), shape, rows, values)


def column(name: str) -> str:
    """The words of a column of VGG's table. Raises AddressError where there is none."""
    if name not in COLUMNS:
        raise AddressError(f"VGG's table has no column {name!r}; it has {', '.join(COLUMNS)}")
    return COLUMNS[name].trusted_words()


def pattern(blocks: int, convs: int, pools: int, full: int, channels: int = 16) -> str:
    """N × [M conv + b pool] + K FC in words: channels double from block to block, up to 512.

    >>> pattern(2, 1, 1, 1)
    'conv3-16 maxpool conv3-32 maxpool FC-10'
    """
    words = []
    for block in range(blocks):
        words += [f"conv3-{min(512, channels * 2**block)}"] * convs + ["maxpool"] * pools
    words += [f"FC-{128 if number < full - 1 else 10}" for number in range(full)]
    return " ".join(words)


def _input(text: str) -> Shape:
    parts = plain(text).strip().lower().replace("×", "x").split("x")
    if len(parts) != 3 or not all(p.isdecimal() and 1 <= int(p) <= MOST_SIZE for p in parts):
        raise AskError(f"the input is a shape such as 3x224x224; got {text[:40]!r}")
    return tuple(map(int, parts))


def _rows(placed: tuple[Placed, ...]) -> Iterator[LayerRow]:
    """The layers that change a shape or hold weights; what only follows them is left out."""
    seen, block = Sight((1, 1), (1, 1)), 0
    for one in placed:
        if len(one.outputs) == 3:
            seen = sight(one, seen)
        if not isinstance(one.layer, LEFT_OUT):
            field = seen.field[0] if len(one.outputs) == 3 else 0
            word = unparse((one.layer,))
            yield LayerRow(one.name, word, one.outputs, params(one), macs(one), field, block)
        block += isinstance(one.layer, Pool)


def _total(rows: tuple[LayerRow, ...], start: str, what: str) -> str:
    return grouped(sum(getattr(row, what) for row in rows if row.name.startswith(start)))


def _last(rows: tuple[LayerRow, ...]) -> LayerRow | None:
    return next((row for row in reversed(rows) if row.field), None)


def _largest(rows: tuple[LayerRow, ...], what: str) -> LayerRow:
    return max(rows, key=lambda row: int(getattr(row, what)))


VALUES: dict[str, Callable[[tuple[LayerRow, ...]], str]] = {
    "layers": lambda rows: grouped(len(rows)),
    "weight_layers": lambda rows: grouped(sum(row.macs > 0 for row in rows)),
    "blocks": lambda rows: grouped(sum(row.name.startswith("pool") for row in rows)),
    "conv_layers": lambda rows: grouped(sum(row.name.startswith("conv") for row in rows)),
    "fc_layers": lambda rows: grouped(sum(row.name.startswith("fc") for row in rows)),
    "params": lambda rows: _total(rows, "", "params"),
    "macs": lambda rows: _total(rows, "", "macs"),
    "conv_params": lambda rows: _total(rows, "conv", "params"),
    "conv_macs": lambda rows: _total(rows, "conv", "macs"),
    "fc_params": lambda rows: _total(rows, "fc", "params"),
    "fc_macs": lambda rows: _total(rows, "fc", "macs"),
    "last.shape": lambda rows: "×".join(map(str, last.shape)) if (last := _last(rows)) else "–",
    "last.count": lambda rows: grouped(prod(last.shape)) if (last := _last(rows)) else "–",
    "field": lambda rows: f"{last.field}×{last.field}" if (last := _last(rows)) else "–",
    "heaviest.name": lambda rows: _largest(rows, "params").name,
    "heaviest.params": lambda rows: grouped(_largest(rows, "params").params),
    "dearest.name": lambda rows: _largest(rows, "macs").name,
    "dearest.macs": lambda rows: grouped(_largest(rows, "macs").macs),
}
