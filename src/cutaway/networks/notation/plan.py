"""Layers on an input: every layer with its name and its shapes. Arithmetic alone, no torch."""

from dataclasses import dataclass
from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.networks.notation.layers import (
    Activation,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    Full,
    GlobalPool,
    Group,
    Join,
    Layer,
    LocalNorm,
    Pool,
)
from cutaway.networks.notation.meaning import meant
from cutaway.networks.notation.naming import Names
from cutaway.networks.notation.text import unparse

MOST_NUMBERS = 10**15
ANYWHERE = (Activation, BatchNorm, Dropout)


@dataclass(frozen=True, slots=True)
class Placed:
    """One layer of a network.

    name              within its network, branch or group
    inputs, outputs   shapes without the batch axis: (c, h, w), or (n,)
    branches          of a join; a group has one
    """

    name: str
    layer: Layer
    inputs: Shape
    outputs: Shape
    branches: tuple[tuple["Placed", ...], ...] = ()


def plan(layers: tuple[Layer, ...], input_shape: Shape) -> tuple[Placed, ...]:
    """The network that some layers make on an input.

    input_shape   (1, c, h, w), or (1, n) for fully connected layers alone

    Raises ShapeError where a layer does not fit, NetworkError where two would have one name.

    >>> from cutaway.networks.notation.text import parse
    >>> [placed.name for placed in plan(parse("conv3-4 maxpool FC-10"), (1, 1, 8, 8))]
    ['conv1_1', 'relu1_1', 'pool1', 'flatten', 'fc2']
    """
    if len(input_shape) not in (2, 4):
        raise ShapeError(
            "the notation is of networks on pictures (c, h, w) or vectors (n); "
            f"got an input of {_told(input_shape[1:])}"
        )
    return _level(meant(layers), input_shape[1:], Names(blocks=True))


def _level(layers: tuple[Layer, ...], shape: Shape, names: Names) -> tuple[Placed, ...]:
    found: list[Placed] = []
    for layer in layers:
        if isinstance(layer, Full) and len(shape) == 3:
            flat = (prod(shape),)
            found.append(Placed(names.name(Flatten()), Flatten(), shape, flat))
            shape = flat
        placed = _place(names.name(layer), layer, shape)
        found.append(placed)
        shape = placed.outputs
    return tuple(found)


def _place(name: str, layer: Layer, shape: Shape) -> Placed:
    try:
        branches = _branches(layer, shape)
        placed = Placed(name, layer, shape, _outputs(layer, shape, branches), branches)
        _check_size(placed)
        return placed
    except ShapeError as error:
        word = unparse((layer,)) if not isinstance(layer, Group | Join | Flatten) else ""
        where = f"{name} ({word})" if word else name
        raise ShapeError(f"{where}: {error}", **error.facts) from None


def _branches(layer: Layer, shape: Shape) -> tuple[tuple[Placed, ...], ...]:
    if isinstance(layer, Group):
        return (_level(layer.body, shape, Names(blocks=False)),)
    if isinstance(layer, Join):
        return tuple(_level(branch, shape, Names(blocks=False)) for branch in layer.branches)
    return ()


def _outputs(layer: Layer, shape: Shape, branches: tuple[tuple[Placed, ...], ...]) -> Shape:
    if isinstance(layer, ANYWHERE):
        return shape
    if isinstance(layer, Full):
        return (layer.outputs,)
    if isinstance(layer, Group):
        return _last(branches[0], shape)
    if isinstance(layer, Join):
        return _joined(layer, [_last(branch, shape) for branch in branches])
    if isinstance(layer, Flatten):
        return (prod(shape),)
    if not isinstance(layer, Conv | Pool | GlobalPool | LocalNorm):
        return shape
    if len(shape) != 3:
        raise ShapeError(
            "it cannot follow a fully connected layer or GAP: "
            f"it reads maps, and gets {shape[0]:,} numbers"
        )
    channels, *space = shape
    if isinstance(layer, Conv):
        if channels % layer.groups or layer.channels % layer.groups:
            raise ShapeError(
                f"{channels} input and {layer.channels} output channels do not divide into "
                f"{layer.groups} groups; expected a divisor of both"
            )
        return (layer.channels, *_windowed(layer, space))
    if isinstance(layer, Pool):
        return (channels, *_windowed(layer, space))
    return (channels, 1, 1) if isinstance(layer, GlobalPool) else shape


def windows(layer: Conv | Pool) -> tuple[Window, ...]:
    """The windows of a layer, one for each axis."""
    if isinstance(layer, Conv):
        axes = zip(layer.kernel, layer.stride, layer.padded, layer.dilation, strict=True)
        return tuple(Window(k, s, p, p, d) for k, s, p, d in axes)
    sides = zip(layer.kernel, layer.moved, layer.padding, strict=True)
    return tuple(Window(k, s, p, p, ceil=layer.ceil) for k, s, p in sides)


def _windowed(layer: Conv | Pool, space: list[int]) -> tuple[int, ...]:
    return tuple(w.outputs(n) for w, n in zip(windows(layer), space, strict=True))


def _check_size(placed: Placed) -> None:
    """Sizes that torch can count; whether memory is large enough is asked before a run."""
    layer, numbers = placed.layer, prod(placed.outputs)
    if isinstance(layer, Conv):
        numbers = max(numbers, layer.channels * placed.inputs[0] * prod(layer.kernel))
    if isinstance(layer, Full):
        numbers = max(numbers, layer.outputs * placed.inputs[0])
    if numbers > MOST_NUMBERS:
        raise ShapeError(f"it has {numbers:,} numbers; at most {MOST_NUMBERS:,} can be counted")


def _last(branch: tuple[Placed, ...], shape: Shape) -> Shape:
    return branch[-1].outputs if branch else shape


def _joined(layer: Join, shapes: list[Shape]) -> Shape:
    first, told = shapes[0], [_told(shape) for shape in shapes]
    if layer.kind == "res":
        if shapes[0] == shapes[1]:
            return first
        raise ShapeError(
            f"its body gives {told[0]} and its shortcut {told[1]}, which cannot be added; "
            "write a shortcut that fits, as in res[body | conv1-128/s2 BN]"
        )
    if any(shape[1:] != first[1:] for shape in shapes):
        raise ShapeError(
            f"its branches give {', '.join(told)}; side by side they need the same height and width"
        )
    return (sum(shape[0] for shape in shapes), *first[1:])


def _told(shape: Shape) -> str:
    return "×".join(map(str, shape))
