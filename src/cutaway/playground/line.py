"""A layer as the line of PyTorch that makes it."""

from cutaway.arithmetic.box import Shape
from cutaway.playground.layer import Layer

CLASSES = {
    "conv1d": "Conv1d",
    "conv2d": "Conv2d",
    "conv_transpose1d": "ConvTranspose1d",
    "conv_transpose2d": "ConvTranspose2d",
    "maxpool1d": "MaxPool1d",
    "maxpool2d": "MaxPool2d",
    "avgpool1d": "AvgPool1d",
    "avgpool2d": "AvgPool2d",
    "relu": "ReLU",
}
PADS = {
    "zeros": "ZeroPad",
    "reflect": "ReflectionPad",
    "replicate": "ReplicationPad",
    "circular": "CircularPad",
}


def line_of(layer: Layer) -> str:
    """The line; a padding that the layer itself cannot do stands before it.

    >>> from cutaway.playground.layer import Layer
    >>> line_of(Layer("conv2d", 1, (4, 4), 1, (3, 3), (1, 1), (1, 1), (1, 1), (1, 1), bias=True))
    'nn.Conv2d(1, 1, kernel_size=3, padding=1)'
    """
    if layer.kind == "relu":
        return "nn.ReLU()"
    apart = layer.before != layer.after or (layer.pools and layer.mode != "zeros")
    padded = any(layer.before + layer.after)
    own = f"nn.{CLASSES[layer.kind]}({', '.join(_arguments(layer, apart))})"
    return f"nn.Sequential({_pad(layer)}, {own})" if apart and padded else own


def lines_of(layers: tuple[Layer, ...]) -> str:
    """One line for one layer, an nn.Sequential for several."""
    if len(layers) == 1:
        return line_of(layers[0])
    return f"nn.Sequential({', '.join(map(line_of, layers))})"


def _arguments(layer: Layer, apart: bool) -> list[str]:
    found = [] if layer.pools else [str(layer.channels), str(layer.outputs)]
    found.append(f"kernel_size={_axes(layer.sizes)}")
    usual = layer.sizes if layer.pools else (1,) * layer.axes
    if layer.strides != usual:
        found.append(f"stride={_axes(layer.strides)}")
    if any(layer.before) and not apart:
        found.append(f"padding={_axes(layer.before)}")
    if any(layer.extra):
        found.append(f"output_padding={_axes(layer.extra)}")
    if any(d != 1 for d in layer.dilations):
        found.append(f"dilation={_axes(layer.dilations)}")
    if layer.groups != 1:
        found.append(f"groups={layer.groups}")
    if layer.convolves and not layer.bias:
        found.append("bias=False")
    if layer.convolves and layer.mode != "zeros" and not apart:
        found.append(f'padding_mode="{layer.mode}"')
    if layer.ceil:
        found.append("ceil_mode=True")
    if layer.kind.startswith("avg") and not layer.counted:
        found.append("count_include_pad=False")
    return found


def _pad(layer: Layer) -> str:
    """torch gives the sides from the last axis backwards: left, right, top, bottom."""
    pairs = list(zip(layer.before, layer.after, strict=True))[::-1]
    sides = ", ".join(str(side) for pair in pairs for side in pair)
    return f"nn.{PADS[layer.mode]}{layer.axes}d(({sides}))"


def _axes(values: Shape) -> str:
    if len(set(values)) == 1:
        return str(values[0])
    return f"({', '.join(map(str, values))})"
