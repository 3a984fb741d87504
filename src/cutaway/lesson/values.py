"""The numbers that a sentence may name: {output.size}, {layer2.params}, {output[0,1,2]}."""

import re
from collections.abc import Callable, Iterable
from math import prod

from cutaway.errors import AddressError
from cutaway.playground import cost
from cutaway.playground.cell import told
from cutaway.playground.field import fields
from cutaway.playground.formula import Formula, formulas, quotient
from cutaway.playground.grid import Grid
from cutaway.playground.lab import Lab
from cutaway.playground.layer import Layer
from cutaway.playground.line import line_of
from cutaway.playground.numerals import whole_of
from cutaway.playground.shift import Border, moved

NONE = "–"
NAME = re.compile(
    r"(?:layer([1-4])\.)?([a-z][a-z_]*(?:\.[a-z]+)?)(?:\[(\d+(?:,\d+)*)\])?", re.ASCII
)
COUNTS = ("params", "macs", "flops", "flops_exact", "macs_real", "dense", "other")


def values_of(lab: Lab, names: Iterable[str]) -> dict[str, str]:
    """The values by name. Raises AddressError for a name that nothing has.

    >>> from cutaway.playground.lab import lab_of
    >>> from cutaway.playground.state import DEFAULT
    >>> values_of(lab_of(DEFAULT), ["output.size", "cell[0,0,0]", "params"])["params"]
    '10'
    """
    return {name: value_of(lab, name) for name in names}


def value_of(lab: Lab, name: str) -> str:
    """One value; "–" where the playground as it stands has no such layer or place."""
    found = NAME.fullmatch(name)
    if found is None:
        raise AddressError(f"{name!r} names no value; a name is one such as {', '.join(SAMPLES)}")
    number = int(found[1] or 1) - 1
    word, place = found[2], tuple(map(int, found[3].split(","))) if found[3] else ()
    known = PLACED if place else PLAIN
    if word not in known and word not in SHIFTED:
        raise AddressError(
            f"there is no value {word!r}{' with a place' if place else ''}; there are "
            f"{', '.join(known)}"
        )
    if number >= len(lab.passes):
        return NONE
    if word in SHIFTED:
        return _of_shift(lab, number, word, place)
    if place:
        return PLACED[word](lab, number, place)
    return PLAIN[word](lab, number)


def grouped(value: int) -> str:
    """A whole number in groups of three digits, with a true minus.

    >>> grouped(1024000000), grouped(-3)
    ('1,024,000,000', '−3')
    """
    return f"{value:,}".replace("-", "−")


def same_or_each(numbers: tuple[int, ...]) -> str:
    """One number where all axes have the same, else one an axis: "2", "2×1"."""
    return str(numbers[0]) if len(set(numbers)) == 1 else "×".join(map(str, numbers))


def _times(sizes: Iterable[int]) -> str:
    return "×".join(map(str, sizes))


def _layer(lab: Lab, number: int) -> Layer:
    return lab.passes[number].layer


def _formula(lab: Lab, number: int) -> Formula:
    return formulas(_layer(lab, number))[0]


def _by_layer(give: Callable[[Layer], str]) -> Callable[[Lab, int], str]:
    return lambda lab, number: give(_layer(lab, number))


def _padding(layer: Layer) -> str:
    if layer.before == layer.after:
        return same_or_each(layer.before)
    return " ".join(f"{a}/{b}" for a, b in zip(layer.before, layer.after, strict=True))


def _count(code: str) -> dict[str, Callable[[Lab, int], str]]:
    def find(lab: Lab, number: int) -> cost.Cost | None:
        found = cost.costs(_layer(lab, number))
        return next((one for one in found if one.code == code), None)

    def value(lab: Lab, number: int) -> str:
        found = find(lab, number)
        return grouped(found.value) if found else NONE

    def numbers(lab: Lab, number: int) -> str:
        found = find(lab, number)
        return found.numbers if found else NONE

    def symbols(lab: Lab, number: int) -> str:
        found = find(lab, number)
        return found.symbols if found else NONE

    return {code: value, f"{code}.numbers": numbers, f"{code}.symbols": symbols}


def _products(layer: Layer) -> str:
    if not layer.convolves:
        return grouped(prod(layer.sizes))
    return grouped(prod(layer.weight_shape[1:]))


PLAIN: dict[str, Callable[[Lab, int], str]] = {
    "channels": _by_layer(lambda layer: grouped(layer.channels)),
    "height": _by_layer(lambda layer: grouped(layer.space[0])),
    "width": _by_layer(lambda layer: grouped(layer.space[-1])),
    "size": _by_layer(lambda layer: _times(layer.space)),
    "kernel.size": _by_layer(lambda layer: _times(layer.sizes)),
    "kernel.height": _by_layer(lambda layer: grouped(layer.sizes[0])),
    "kernel.width": _by_layer(lambda layer: grouped(layer.sizes[-1])),
    "products": _by_layer(_products),
    "slices": _by_layer(lambda layer: grouped(layer.outputs * layer.channels // layer.groups)),
    "stride": _by_layer(lambda layer: same_or_each(layer.strides)),
    "padding": _by_layer(_padding),
    "dilation": _by_layer(lambda layer: same_or_each(layer.dilations)),
    "groups": _by_layer(lambda layer: grouped(layer.groups)),
    "biases": _by_layer(lambda layer: grouped(layer.outputs if layer.bias else 0)),
    "line": _by_layer(line_of),
    "output.channels": lambda lab, n: grouped(lab.passes[n].shape[0]),
    "output.height": lambda lab, n: grouped(lab.passes[n].shape[1]),
    "output.width": lambda lab, n: grouped(lab.passes[n].shape[-1]),
    "output.size": lambda lab, n: _times(lab.passes[n].shape[1:]),
    "output.shape": lambda lab, n: _times(lab.passes[n].shape),
    "output.count": lambda lab, n: grouped(prod(lab.passes[n].shape)),
    "formula": lambda lab, n: _formula(lab, n).numbers,
    "formula.symbols": lambda lab, n: _formula(lab, n).symbols,
    "room": lambda lab, n: grouped(_formula(lab, n).room),
    "quotient": lambda lab, n: quotient(_formula(lab, n).room, _layer(lab, n).strides[0]),
    "remainder": lambda lab, n: grouped(_formula(lab, n).remainder),
    "field": lambda lab, n: _times(fields(lab.layers)[n].size),
    "field.height": lambda lab, n: grouped(fields(lab.layers)[n].size[0]),
    "jump": lambda lab, n: str(fields(lab.layers)[n].jump[0]),
}
for _code in COUNTS:
    PLAIN |= _count(_code)

Place = tuple[int, ...]


def _number(found: Grid, place: Place) -> str:
    inside = len(place) == len(found.shape) and all(
        i < n for i, n in zip(place, found.shape, strict=True)
    )
    return told(found.at(place)) if inside and found.known else NONE


def _row(found: Grid, place: Place) -> str:
    row = [_number(found, (*place, x)) for x in range(found.shape[-1])]
    return NONE if NONE in row else f"[{', '.join(row)}]"


def _input(lab: Lab, number: int) -> Grid:
    return lab.passes[number - 1].output if number else lab.setup.input


def _kernel(lab: Lab, number: int, place: Place) -> str:
    kernel = lab.setup.layers[number].kernel
    return _number(kernel, place) if kernel is not None else NONE


def _bias(lab: Lab, number: int, place: Place) -> str:
    bias = lab.setup.layers[number].bias
    return _number(bias, place) if bias is not None else NONE


def _words(lab: Lab, number: int, place: Place) -> str:
    try:
        return lab.cell(number, place).words
    except AddressError:
        return NONE


def _share(lab: Lab, number: int, place: Place) -> str:
    """What input channel `place[0]` adds to the output number at the rest of the place."""
    try:
        shares = dict(lab.cell(number, place[1:]).channels)
    except AddressError:
        return NONE
    return told(shares[place[0]]) if place[0] in shares else NONE


PLACED: dict[str, Callable[[Lab, int, Place], str]] = {
    "output": lambda lab, n, place: _number(lab.passes[n].output, place),
    "output.row": lambda lab, n, place: _row(lab.passes[n].output, place),
    "input": lambda lab, n, place: _number(_input(lab, n), place),
    "input.row": lambda lab, n, place: _row(_input(lab, n), place),
    "kernel": _kernel,
    "bias": _bias,
    "cell": _words,
    "share": _share,
}
SHIFTED = ("shifted.row", "shift.moved", "shift.compared", "shift.unmoved", "shift.by")
BORDERS: dict[str, Border] = {"zeros": "zeros", "circular": "circular"}
SAMPLES = ("output.size", "layer2.params", "output[0,1,2]")


def _of_shift(lab: Lab, number: int, word: str, place: Place) -> str:
    by = [whole_of(part) for part in lab.state.shift.split()]
    steps = tuple(step for step in by if step is not None)
    axes = len(lab.setup.input.shape) - 1
    if not steps or len(steps) != len(by):
        return NONE
    if word == "shift.by":
        return grouped(steps[-1]) if len(steps) <= axes else NONE
    layers = moved(lab, (*steps, *(0,) * axes)[:axes], BORDERS.get(lab.state.border, "edge"))
    if number >= len(layers):
        return NONE
    found = layers[number]
    if word == "shifted.row":
        return _row(found.output, place) if len(place) == axes else NONE
    counted = {
        "shift.moved": found.along.count("along"),
        "shift.compared": found.compared,
        "shift.unmoved": found.stayed.count(True),
    }
    return grouped(counted[word])


def whole_value(text: str) -> int | None:
    """The whole number that a value is written as."""
    return whole_of(text.replace(",", ""))
