"""What a line of PyTorch costs on an input."""

from dataclasses import dataclass

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.counted import counted
from cutaway.errors import AskError
from cutaway.playground.cost import Cost, costs, value_of
from cutaway.playground.formula import Formula, formulas
from cutaway.playground.layer import Layer
from cutaway.playground.line import line_of
from cutaway.playground.numerals import plain
from cutaway.playground.read_line import read_line
from cutaway.playground.reason import refuse
from cutaway.playground.resolve import resolve
from cutaway.playground.size import output_shape
from cutaway.playground.state import PlayState

MOST = 10**9


@dataclass(frozen=True, slots=True)
class CostedLayer:
    """One layer's counts. Shapes are (channels, *space)."""

    line: str
    input: Shape
    output: Shape
    formulas: tuple[Formula, ...]
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class Costing:
    """Every layer of a line."""

    layers: tuple[CostedLayer, ...]

    @property
    def params(self) -> int:
        return sum(value_of(layer.costs, "params") for layer in self.layers)

    @property
    def macs(self) -> int:
        return sum(value_of(layer.costs, "macs") for layer in self.layers)

    @property
    def flops(self) -> int:
        return 2 * self.macs


def costing(line: str, input: str) -> Costing:
    """The counts of a line such as nn.Conv2d(100, 100, 5, padding=2) on an input "64x64".

    Channels may be left out of the input: the line says them. Raises AskError for what cannot be
    read, or does not work as it stands.

    >>> costing("nn.Conv2d(100, 100, 5, padding=2)", "64x64").macs
    1024000000
    """
    read = read_line(line)
    axes = 1 if any(layer.kind.endswith("1d") for layer, _ in read) else 2
    channels = next((channels for _, channels in read if channels), 1)
    shape = _shape(input, axes, channels, flat="Linear" in line)
    state = PlayState("x".join(map(str, shape)), layers=tuple(layer for layer, _ in read))
    setup = resolve(state)
    refuse(setup.problems)
    for number, ((_, says), ready) in enumerate(zip(read, setup.layers, strict=True), 1):
        if says not in (0, ready.layer.channels):
            which = f"layer {number} of the line" if len(read) > 1 else "the line"
            raise AskError(
                f"{which} says {counted(says, 'channel')}; its input has {ready.layer.channels}"
            )
    return Costing(tuple(_costed(ready.layer) for ready in setup.layers))


def _costed(layer: Layer) -> CostedLayer:
    shape = (layer.channels, *layer.space)
    return CostedLayer(line_of(layer), shape, output_shape(layer), formulas(layer), costs(layer))


def _shape(text: str, axes: int, channels: int, flat: bool) -> Shape:
    """The input; a fully connected layer's may be `flat`: its features alone."""
    parts = plain(text).strip().lower().replace("×", "x").split("x")
    if not all(part.strip().isdecimal() and int(part) for part in parts):
        raise AskError(f"the input is a shape such as 3x224x224 or 64x64; got {text[:40]!r}")
    sizes = tuple(map(int, parts))
    if max(sizes) > MOST:
        raise AskError(f"each size of the input is at most {MOST:,}; got {text[:40]!r}")
    if flat and max(sizes[-axes:]) > 1 and len(sizes) >= axes:
        raise AskError(
            f"nn.Linear reads numbers, not maps: give how many, such as 10; got {text[:40]}"
        )
    if len(sizes) == axes:
        return (channels, *sizes)
    if len(sizes) == 1 and flat:
        return (sizes[0], *(1,) * axes)
    if len(sizes) != axes + 1:
        raise AskError(
            f"the input {text[:40]} has {counted(len(sizes), 'size')}; expected {axes}, or "
            f"{axes + 1} with the channels first"
        )
    return sizes
