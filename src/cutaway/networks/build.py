"""Layers of the notation → a torch module whose parts are named as people speak of them."""

from collections import OrderedDict

import torch
from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.networks.notation import ConvLayer, FullLayer, Layer, NormLayer, PoolLayer


def build(layers: tuple[Layer, ...], input_shape: Shape, seed: int | None = None) -> nn.Sequential:
    """The network: conv1_1 relu1_1 conv1_2 … pool1 … flatten fc6 relu6 … , without dropout.

    input_shape  (1, c, h, w)
    seed         of the initial weights (Kaiming, fan-in); None leaves torch's own

    The last fully connected layer has no activation. Fully connected layers are numbered on
    from the last block, as in the paper's fc6. Raises ShapeError where a pool does not fit.
    """
    parts: OrderedDict[str, nn.Module] = OrderedDict()
    _, channels, *space = input_shape
    block, place, full = 1, 0, 0
    numbers = channels
    for i, layer in enumerate(layers):
        if isinstance(layer, ConvLayer):
            place += 1
            name = f"{block}_{place}"
            parts[f"conv{name}"] = nn.Conv2d(channels, layer.channels, layer.size, padding="same")
            parts[f"relu{name}"] = nn.ReLU(inplace=True)
            channels = layer.channels
        elif isinstance(layer, NormLayer):
            parts[f"lrn{block}_{place}"] = nn.LocalResponseNorm(5)
        elif isinstance(layer, PoolLayer):
            space = [Window(2, stride=2).outputs(length) for length in space]
            kind = nn.MaxPool2d if layer.maximum else nn.AvgPool2d
            parts[f"pool{block}"] = kind(2)
            block, place = block + 1, 0
        else:
            if "flatten" not in parts:
                parts["flatten"] = nn.Flatten()
                numbers = channels * space[0] * space[1]
            number = block + full + (1 if place else 0)
            full += 1
            parts[f"fc{number}"] = nn.Linear(numbers, layer.outputs)
            numbers = layer.outputs
            if any(isinstance(later, FullLayer) for later in layers[i + 1 :]):
                parts[f"relu{number}"] = nn.ReLU(inplace=True)
    if "flatten" in parts and _conv_after_full(layers):
        raise ShapeError("a convolution or pool cannot follow a fully connected layer")
    net = nn.Sequential(parts)
    if seed is not None:
        initialise(net, seed)
    return net.eval()


def initialise(net: nn.Module, seed: int) -> None:
    """Kaiming weights and zero biases, reproducibly (He et al. 2015)."""
    generator = torch.Generator().manual_seed(seed)
    for module in net.modules():
        if isinstance(module, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=generator)
            assert module.bias is not None, "built with biases"
            nn.init.zeros_(module.bias)


def _conv_after_full(layers: tuple[Layer, ...]) -> bool:
    first = next(i for i, layer in enumerate(layers) if isinstance(layer, FullLayer))
    return any(not isinstance(layer, FullLayer) for layer in layers[first:])
