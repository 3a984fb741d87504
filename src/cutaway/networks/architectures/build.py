"""Layers of the notation → a torch module whose parts are named as people speak of them."""

from collections import OrderedDict

import torch
from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError
from cutaway.networks.architectures.join import Concat, Residual
from cutaway.networks.notation.construct import construct
from cutaway.networks.notation.layers import Group, Join, Layer
from cutaway.networks.notation.plan import Placed, plan

EMPTY = nn.Sequential()  # some of torch's names are seen on instances alone


def build(layers: tuple[Layer, ...], input_shape: Shape) -> nn.Sequential:
    """The network in evaluation mode: conv1_1 relu1_1 conv1_2 … pool1 … flatten fc6 relu6 … .

    input_shape  (1, c, h, w), or (1, n)

    Names and shapes are those of `cutaway.networks.notation.plan`. Raises ShapeError where a
    layer does not fit.

    >>> from cutaway.networks.notation.text import parse
    >>> build(parse("conv3-8 GAP"), (1, 3, 8, 8)).conv1_1
    Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
    """
    return _sequence(plan(layers, input_shape)).eval()


def initialise(net: nn.Module, seed: int) -> None:
    """Kaiming weights and zero biases, reproducibly (He et al. 2015); batch norms as new."""
    generator = torch.Generator().manual_seed(seed)
    for module in net.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            module.reset_parameters()


def _sequence(placed: tuple[Placed, ...]) -> nn.Sequential:
    parts: OrderedDict[str, nn.Module] = OrderedDict()
    for each in placed:
        if hasattr(EMPTY, each.name):
            raise NetworkError(
                f"torch keeps the name {each.name!r} for itself; choose another label"
            )
        parts[each.name] = _module(each)
    return nn.Sequential(parts)


def _module(placed: Placed) -> nn.Module:
    if isinstance(placed.layer, Group):
        return _sequence(placed.branches[0])
    if isinstance(placed.layer, Join):
        branches = [_sequence(b) if b else nn.Identity() for b in placed.branches]
        if placed.layer.kind == "res":
            return Residual(*branches)
        return Concat(**{f"branch{i}": branch for i, branch in enumerate(branches, 1)})
    made = construct(placed)
    module: nn.Module = getattr(nn, made.module)(*made.args, **made.options)
    return module
