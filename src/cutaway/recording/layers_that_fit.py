"""Layers with which a network that failed may run."""

from collections.abc import Callable, Iterator
from math import prod

import torch
from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.recording.recording import Recording
from cutaway.recording.trial import Trial

CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)
NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
POOLS = (nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d, nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d)
LAST = 6


def other_layers(trial: Trial, path: str, given: Shape) -> Iterator[Trial]:
    """Another layer in the place of the one that refused an input of this shape."""
    layer = trial.module.get_submodule(path)
    with torch.device("meta"):
        for told, made in _instead(layer, given):
            word = "in" if "=" in told else "as"
            yield trial.having(made, path, f"{told} {word} {path}" if path else told)


def other_paddings(trial: Trial, partial: Recording) -> Iterator[Trial]:
    """The last convolutions before a join, each with the padding that keeps an input's size."""
    seen = dict.fromkeys(step.module for step in reversed(partial.steps))
    for path in [path for path in seen if path][:LAST]:
        layer = trial.module.get_submodule(path)
        if isinstance(layer, nn.Conv2d) and _padding(layer) not in (None, layer.padding[0]):
            same = _padding(layer)
            with torch.device("meta"):
                made = _conv(layer, padding=same)
            yield trial.having(made, path, f"padding={same} in {path}")


def projection(first: Shape, second: Shape) -> Iterator[Trial]:
    """A 1×1 convolution that gives one side of a sum the other's shape (He et al. 2015)."""
    wide, narrow = (first, second) if prod(first[2:]) >= prod(second[2:]) else (second, first)
    if not len(wide) == len(narrow) == 4:
        return
    stride = -(-wide[2] // narrow[2])
    with torch.device("meta"):
        layer = nn.Conv2d(wide[1], narrow[1], 1, stride=stride)
    told = f"nn.Conv2d({wide[1]}, {narrow[1]}, 1, stride={stride}) on the side of {list(wide)}"
    if layer(torch.empty(wide, device="meta")).shape == narrow:
        yield Trial(told, layer, wide, torch.float32)


def _instead(layer: nn.Module, given: Shape) -> Iterator[tuple[str, nn.Module]]:
    if isinstance(layer, nn.Linear):
        yield from _linear(layer, given)
    elif isinstance(layer, CONVOLUTIONS):
        yield from _convolution(layer, given)
    elif isinstance(layer, NORMS) and len(given) > 1:
        yield f"nn.{type(layer).__name__}({given[1]})", type(layer)(given[1])
    elif isinstance(layer, POOLS):
        yield "nn.Identity()", nn.Identity()


def _linear(layer: nn.Linear, given: Shape) -> Iterator[tuple[str, nn.Module]]:
    features, bias = prod(given[1:]), layer.bias is not None
    if len(given) > 2 and features == layer.in_features:
        yield "nn.Flatten() before the nn.Linear", nn.Sequential(nn.Flatten(), layer)
    elif len(given) > 2:
        made = nn.Linear(features, layer.out_features, bias)
        told = f"nn.Flatten() and nn.Linear({features}, {layer.out_features})"
        yield told, nn.Sequential(nn.Flatten(), made)
    elif given[-1] != layer.in_features:
        made = nn.Linear(given[-1], layer.out_features, bias)
        yield f"nn.Linear({given[-1]}, {layer.out_features})", made


def _convolution(
    layer: nn.Conv1d | nn.Conv2d | nn.Conv3d, given: Shape
) -> Iterator[tuple[str, nn.Module]]:
    axes = len(layer.kernel_size)
    if len(given) != axes + 2:
        return
    name = f"nn.{type(layer).__name__}"
    if given[1] != layer.in_channels:
        if given[1] % layer.groups == 0:
            told = f"{name}({given[1]}, {layer.out_channels}, …)"
            yield told, _conv(layer, in_channels=given[1])
        return
    reach = layer.dilation[0] * (layer.kernel_size[0] - 1) + 1
    needed = -(-(reach - min(given[2:])) // 2)
    if needed > 0:
        yield f"padding={needed}", _conv(layer, padding=needed)
        yield f"kernel_size={min(given[2:])}", _conv(layer, kernel_size=min(given[2:]))


def _conv(layer: nn.Conv1d | nn.Conv2d | nn.Conv3d, **changed: object) -> nn.Module:
    """The same convolution but for some arguments."""
    names = (
        "in_channels",
        "out_channels",
        "kernel_size",
        "stride",
        "padding",
        "dilation",
        "groups",
    )
    arguments = {name: getattr(layer, name) for name in names} | changed
    make: Callable[..., nn.Module] = type(layer)
    return make(**arguments, bias=layer.bias is not None)


def _padding(layer: nn.Conv2d) -> int | None:
    """The padding that keeps the size of a square window's input, where there is one."""
    spare = layer.dilation[0] * (layer.kernel_size[0] - 1)
    square = len(set(layer.kernel_size)) == len(set(layer.dilation)) == 1
    return spare // 2 if square and spare % 2 == 0 else None
