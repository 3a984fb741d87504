"""Matrices as they come out with a mistake: computed by the engine with the mistaken settings."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, product

from cutaway.playground.grid import Grid, grid
from cutaway.playground.lab import Lab, lab_of
from cutaway.playground.matrix import matrix_text
from cutaway.playground.state import LayerState, PlayState


@dataclass(frozen=True, slots=True)
class Mistaken:
    """An answer that some mistakes lead to: their names, and the numbers of their sentences."""

    names: tuple[str, ...]
    output: Grid
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One mistake as a change of the typed layer; `boxes` are what it changes."""

    name: str
    boxes: dict[str, str]
    facts: dict[str, object] = field(default_factory=dict)


def mistaken(state: PlayState, number: int) -> Iterator[Mistaken]:
    """The wrong answers to layer `number`, single mistakes first, then two at a time.

    >>> from cutaway.playground.state import DEFAULT
    >>> [m.output.values for m in mistaken(DEFAULT, 0) if m.names == ("no-padding",)]
    [(11.0, 13.0, 19.0, 17.0)]
    """
    lab = lab_of(state)
    changes = list(_changes(lab, number))
    for change in changes:
        yield Mistaken((change.name,), _output(state, number, change.boxes), change.facts)
    yield from _sums(lab, number)
    for first, second in combinations(changes, 2):
        if not set(first.boxes) & set(second.boxes):
            output = _output(state, number, first.boxes | second.boxes)
            yield Mistaken((first.name, second.name), output, first.facts | second.facts)


def _changes(lab: Lab, number: int) -> Iterator[Change]:
    ready, typed = lab.setup.layers[number], lab.state.layers[number]
    layer = ready.layer
    if any(layer.before + layer.after):
        yield Change("no-padding", {"padding": ""})
        if layer.mode == "zeros" and not layer.transposed:
            for mode in ("replicate", "reflect", "circular"):
                yield Change(mode, {"mode": mode})
    if ready.kernel is not None and layer.axes == 2 and len(set(layer.sizes)) == 1:
        yield Change("transposed-kernel", {"kernel": matrix_text(_turned(ready.kernel))})
    if layer.convolves:
        yield Change("flipped", {"flip": "no" if layer.flipped else "yes"})
    if layer.bias:
        yield Change("no-bias", {"bias": ""})
    for stride in {1, 2, *layer.sizes} - set(layer.strides):
        facts = {"made": stride, "asked": "×".join(map(str, sorted(set(layer.strides))))}
        yield Change("wrong-stride", {"stride": str(stride)}, facts)
    if layer.pools:
        yield _other_pool(typed)


def _other_pool(typed: LayerState) -> Change:
    """The average for the maximum, or the other way round."""
    if typed.kind.startswith("max"):
        return Change("average-for-max", {"kind": typed.kind.replace("max", "avg")})
    return Change("max-for-average", {"kind": typed.kind.replace("avg", "max")})


def _sums(lab: Lab, number: int) -> Iterator[Mistaken]:
    """What becomes of several input channels when they are not summed."""
    done = lab.passes[number]
    layer = done.layer
    if not layer.convolves or layer.groups > 1 or layer.outputs > 1 or layer.channels == 1:
        return
    shares: dict[int, list[float]] = {}
    depth = layer.channels
    places = product(*map(range, done.output.shape))
    biases = []
    for place in places:
        cell = lab.cell(number, place)
        bias = cell.bias if layer.bias else 0.0
        biases.append(bias)
        for channel, part in cell.channels:
            shares.setdefault(channel, []).append(part)
    shape = done.output.shape
    apart = [
        part + bias for parts in shares.values() for part, bias in zip(parts, biases, strict=True)
    ]
    yield Mistaken(("channels-apart",), grid((depth, *shape[1:]), apart))
    totals = zip(*shares.values(), strict=True)
    mean = [sum(parts) / depth + bias for parts, bias in zip(totals, biases, strict=True)]
    yield Mistaken(("averaged",), grid(shape, mean))
    for channel, parts in shares.items():
        alone = [part + bias for part, bias in zip(parts, biases, strict=True)]
        facts: dict[str, object] = {"channel": channel + 1, "channels": depth}
        yield Mistaken(("one-channel",), grid(shape, alone), facts)


def _output(state: PlayState, number: int, boxes: dict[str, str]) -> Grid:
    layers = list(state.layers)
    layers[number] = replace(layers[number], **boxes)
    return lab_of(replace(state, layers=tuple(layers))).passes[number].output


def _turned(planes: Grid) -> Grid:
    """Square planes, one after another, with rows and columns exchanged."""
    size = planes.shape[-1]
    area = size * size
    order = [
        start + x * size + y
        for start in range(0, len(planes.values), area)
        for y in range(size)
        for x in range(size)
    ]
    shape = (len(order) // area, size, size)
    return Grid(
        shape, tuple(planes.values[i] for i in order), tuple(planes.texts[i] for i in order)
    )
