"""The same layers in torch, from the very line that Cutaway writes."""

from collections.abc import Iterator
from itertools import product
from random import Random

import torch
from torch import Tensor, nn

from cutaway.playground.grid import Grid
from cutaway.playground.layer import Layer
from cutaway.playground.line import line_of
from cutaway.playground.resolve import Setup, resolve
from cutaway.playground.state import LayerState, PlayState

KINDS = (
    *("conv2d", "conv2d", "conv2d", "conv1d", "conv_transpose2d", "conv_transpose1d"),
    *("maxpool2d", "avgpool2d", "maxpool1d", "avgpool1d"),
)


def tensor(found: Grid) -> Tensor:
    return torch.tensor(found.values, dtype=torch.float64).reshape(found.shape)


def module_of(layer: Layer, kernel: Grid | None, bias: Grid | None) -> nn.Module:
    """What the line makes, with our weights in it."""
    module: nn.Module = eval(line_of(layer), {"nn": nn}).double()
    inner = module[-1] if isinstance(module, nn.Sequential) else module
    with torch.no_grad():
        if kernel is not None:
            weight = tensor(kernel)
            axes = list(range(-layer.axes, 0))
            inner.weight.copy_(weight.flip(axes) if layer.flipped else weight)
        if bias is not None:
            inner.bias.copy_(tensor(bias))
    return module


def answer(layer: Layer, input: Grid, kernel: Grid | None, bias: Grid | None) -> Tensor:
    with torch.no_grad():
        return module_of(layer, kernel, bias)(tensor(input)[None])[0]


def numbers(rng: Random, *shape: int) -> str:
    """A matrix of random halves as a person would type it."""
    planes = []
    for _ in range(shape[0]):
        rows = [" ".join(str(rng.randint(-6, 9) / 2) for _ in range(shape[-1]))
                for _ in range(shape[1] if len(shape) > 2 else 1)]  # fmt: skip
        planes.append("; ".join(rows))
    return " | ".join(planes)


def states(seed: int, count: int) -> Iterator[PlayState]:
    """Playgrounds of one layer with settings of every kind; many do not work as they stand."""
    rng = Random(seed)
    for _ in range(count):
        kind = rng.choice(KINDS)
        axes = int(kind[-2])
        groups = rng.choice((1, 1, 2))
        channels, outputs = groups * rng.randint(1, 2), groups * rng.randint(1, 2)
        planes = channels * outputs // groups
        sizes = [rng.randint(1, 4) for _ in range(axes)]
        conv = kind.startswith("conv")
        sides = 2 * axes if not kind.startswith("conv_t") and rng.random() < 0.3 else axes
        layer = LayerState(
            kind=kind,
            kernel=numbers(rng, planes, *sizes) if conv else "",
            size="" if conv else " ".join(map(str, sizes)),
            outputs=str(outputs) if conv else "",
            bias=rng.choice(("", "1.5")) if conv else "",
            stride=" ".join(str(rng.randint(1, 3)) for _ in range(axes)),
            padding=" ".join(str(rng.randint(0, 2)) for _ in range(sides)),
            dilation=str(rng.choice((1, 1, 2))) if not kind.startswith("avg") else "",
            groups=str(groups) if conv else "",
            mode=rng.choice(("", "", "reflect", "replicate", "circular")),
            flip=rng.choice(("", "yes")) if conv else "",
            ceil=rng.choice(("", "yes")) if not conv else "",
            counted=rng.choice(("", "no")),
            extra=rng.choice(("", "1")) if kind.startswith("conv_t") else "",
        )
        space = [rng.randint(2, 6) for _ in range(axes)]
        yield PlayState(numbers(rng, channels, *space), layers=(layer,))


def setups(seed: int, count: int) -> Iterator[tuple[PlayState, Setup]]:
    for state in states(seed, count):
        yield state, resolve(state)


def every(shape: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    return product(*map(range, shape))
