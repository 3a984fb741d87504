"""The networks of the benchmarks, in plain torch, each with its published number of parameters."""

from collections.abc import Callable

from torch import nn

from benchmarks.nets.convnext import ConvNext
from benchmarks.nets.densenet import DenseNet
from benchmarks.nets.mobilenet import MobileNet
from benchmarks.nets.resnet import ResNet
from benchmarks.nets.vgg import Vgg

INPUT = (1, 3, 224, 224)

BUILDERS: dict[str, Callable[[], nn.Module]] = {
    "VGG-16": lambda: Vgg(16),
    "VGG-19": lambda: Vgg(19),
    "ResNet-50": lambda: ResNet(50),
    "ResNet-152": lambda: ResNet(152),
    "ConvNeXt-base": ConvNext,
    "MobileNetV2": MobileNet,
    "DenseNet-121": DenseNet,
}

PARAMETERS = {
    "VGG-16": 138_357_544,
    "VGG-19": 143_667_240,
    "ResNet-50": 25_557_032,
    "ResNet-152": 60_192_808,
    "ConvNeXt-base": 88_591_464,
    "MobileNetV2": 3_504_872,
    "DenseNet-121": 7_978_856,
}


def network(name: str) -> nn.Module:
    """The network of this name, in evaluation mode, with random weights.

    Raises AssertionError where it has not the published number of parameters.
    """
    module = BUILDERS[name]().eval()
    count = sum(parameter.numel() for parameter in module.parameters())
    assert count == PARAMETERS[name], f"{name} has {count:,} parameters"
    return module
