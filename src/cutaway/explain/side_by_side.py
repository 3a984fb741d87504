"""One network's figures, to set beside those of others: depth, size, cost, and where it sits."""

from collections.abc import Sequence
from dataclasses import dataclass

from cutaway.arithmetic.box import Shape
from cutaway.explain.outline import kind_of
from cutaway.explain.summary import Row, Summary, summarise
from cutaway.recording.recording import Recording

WEIGHT_LAYERS = frozenset(("Conv", "ConvTranspose", "Linear"))
CONVENTION = (
    "depth = convolutions and fully connected layers on the longest way from input to output; "
    "field = receptive field of the windows that reach farthest, as if the input had no edge; "
    "memory = the weights' bytes, and the most bytes of outputs alive at once"
)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer that has parameters or multiplies, with the normalisation that follows it.

    name, title, kind   of its first step
    shape               of that step's output
    bytes               of that output
    """

    name: str
    title: str
    kind: str
    shape: Shape
    params: int
    macs: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """The figures of one network.

    name, title     its address, and what a person reads
    year            it was published; 0 where that is not known
    input_shape     batch axis included
    depth           weight layers on the longest way through it
    weight_layers   of them in all
    weight_bytes    of all parameters
    peak_bytes      of the outputs alive at once, at the most
    field           receptive field of the windows that reach farthest; () where none slide
    complete        False where an unknown step was not counted: the figures are lower bounds
    layers          where the cost sits, in the order of the run
    """

    name: str
    title: str
    year: int
    input_shape: Shape
    depth: int
    weight_layers: int
    params: int
    macs: int
    flops: int
    weight_bytes: int
    peak_bytes: int
    field: tuple[int, ...]
    complete: bool
    layers: tuple[Layer, ...]


def portrait(recording: Recording, name: str, title: str = "", year: int = 0) -> Portrait:
    """The figures of a network, from a recording; one of shapes alone is enough.

    >>> from torch import nn; from cutaway.recording.shapes import record_shapes
    >>> net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3))
    >>> found = portrait(record_shapes(net, (1, 1, 8, 8)), "two")
    >>> (found.depth, found.field, [layer.macs for layer in found.layers])
    (2, (5, 5), [1296, 2304])
    """
    table = summarise(recording)
    totals = table.totals
    return Portrait(
        name=name,
        title=title or name,
        year=year,
        input_shape=recording.steps[0].shape,
        depth=depth(recording),
        weight_layers=sum(kind_of(step) in WEIGHT_LAYERS for step in recording.steps),
        params=totals.params,
        macs=totals.macs,
        flops=totals.flops,
        weight_bytes=totals.weight_bytes,
        peak_bytes=totals.peak_bytes,
        field=_field(table),
        complete=totals.complete,
        layers=_layers(table),
    )


def by_year(portraits: Sequence[Portrait]) -> tuple[Portrait, ...]:
    """In the order of their years; those without one after them, as they were given."""
    return tuple(sorted(portraits, key=lambda found: found.year or 10_000))


def depth(recording: Recording) -> int:
    """Weight layers on the longest way from the input to any step.

    By this count the networks of the literature have the depth in their names: a shortcut's
    1×1 convolution stands beside the layers that it passes, not after them.
    """
    found: dict[str, int] = {}
    for step in recording.steps:
        before = max((found[name] for name in step.sources), default=0)
        found[step.name] = before + (kind_of(step) in WEIGHT_LAYERS)
    return max(found.values())


def _field(table: Summary) -> tuple[int, ...]:
    seen = [row.field.size for row in table.steps if row.geometry and row.field.known]
    return max(seen, key=sum, default=())


def _layers(table: Summary) -> tuple[Layer, ...]:
    units: dict[int, list[Row]] = {}
    for row in table.steps:
        units.setdefault(row.unit, []).append(row)
    return tuple(
        _layer(rows) for rows in units.values() if any(row.params or row.macs for row in rows)
    )


def _layer(rows: Sequence[Row]) -> Layer:
    first = rows[0]
    return Layer(
        name=first.name,
        title=first.title,
        kind=first.kind,
        shape=first.shape,
        params=sum(row.params for row in rows),
        macs=sum(row.macs for row in rows),
        bytes=first.bytes,
    )
