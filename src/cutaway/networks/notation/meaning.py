"""What is written, and what is meant by it: repetitions written out, every activation said.

As in the VGG paper a convolution, a residual sum and a fully connected layer are followed by a
ReLU, except the last fully connected layer of all; an activation word or BN after a layer takes
its place, and "linear" is no activation. A global pool gives a vector.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from cutaway.networks.notation.layers import (
    Activation,
    BatchNorm,
    Conv,
    Flatten,
    Full,
    GlobalPool,
    Group,
    Join,
    Layer,
    Repeat,
)

RELU = Activation("relu")
NONE = Activation("linear")


def meant(layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """The layers as they are to be built.

    >>> from cutaway.networks.notation.text import parse, unparse
    >>> unparse(meant(parse("2*conv3-8 conv3-8 BN FC-9 FC-10")))
    'conv3-8 relu conv3-8 relu conv3-8 BN FC-9 relu FC-10'
    """
    total = sum(isinstance(layer, Full) for layer in every(layers))
    return _meant(layers, iter(range(total - 1, -1, -1)))


def every(layers: tuple[Layer, ...]) -> Iterator[Layer]:
    """All layers in order, repetitions written out, those inside of others after them."""
    for layer in written_out(layers):
        yield layer
        for inside in _inside(layer):
            yield from every(inside)


def written_out(layers: tuple[Layer, ...]) -> Iterator[Layer]:
    """The layers of one level, repetitions written out."""
    for layer in layers:
        if isinstance(layer, Repeat):
            for _ in range(layer.count):
                yield from written_out(layer.body)
        else:
            yield layer


def _inside(layer: Layer) -> tuple[tuple[Layer, ...], ...]:
    if isinstance(layer, Group):
        return (layer.body,)
    return layer.branches if isinstance(layer, Join) else ()


def _meant(layers: tuple[Layer, ...], after: Iterator[int]) -> tuple[Layer, ...]:
    """after   for each fully connected layer in turn, how many come after it"""
    level = [*written_out(layers)]
    found: list[Layer] = []
    for layer, following in zip_longest(level, level[1:]):
        last = isinstance(layer, Full) and next(after) == 0
        if layer != NONE:
            found.append(_whole(layer, after))
        if isinstance(layer, GlobalPool):
            found.append(Flatten())
        taken = isinstance(following, Activation | BatchNorm)
        if _activated(layer) and not taken and not last:
            found.append(RELU)
    return tuple(found)


def _whole(layer: Layer, after: Iterator[int]) -> Layer:
    if isinstance(layer, Group):
        return Group(layer.label, _meant(layer.body, after))
    if isinstance(layer, Join):
        return replace(layer, branches=tuple(_meant(branch, after) for branch in layer.branches))
    return layer


def _activated(layer: Layer) -> bool:
    return isinstance(layer, Conv | Full) or (isinstance(layer, Join) and layer.kind == "res")
