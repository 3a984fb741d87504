"""Each layer of a plan as torch writes it: the module's class and the function, with arguments."""

from dataclasses import dataclass, field

from cutaway.networks.notation.layers import (
    Activation,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    Full,
    GlobalPool,
    Layer,
    LocalNorm,
    Pair,
    Pool,
    SoftMax,
)
from cutaway.networks.notation.plan import Placed

ACTIVATIONS = {
    "relu": ("ReLU", "F.relu"),
    "relu6": ("ReLU6", "F.relu6"),
    "leakyrelu": ("LeakyReLU", "F.leaky_relu"),
    "elu": ("ELU", "F.elu"),
    "selu": ("SELU", "F.selu"),
    "gelu": ("GELU", "F.gelu"),
    "silu": ("SiLU", "F.silu"),
    "mish": ("Mish", "F.mish"),
    "sigmoid": ("Sigmoid", "torch.sigmoid"),
    "tanh": ("Tanh", "torch.tanh"),
    "hardswish": ("Hardswish", "F.hardswish"),
    "softplus": ("Softplus", "F.softplus"),
}
Argument = int | float | bool | Pair


@dataclass(frozen=True, slots=True)
class Construct:
    """`nn.<module>(*args, **options)`.

    function   what does the same without a module, "" where the layer has weights or a mode
    shared     the arguments of the function, where they are not the module's
    """

    module: str
    args: tuple[Argument, ...] = ()
    options: dict[str, Argument] = field(default_factory=dict)
    function: str = ""
    shared: tuple[Argument, ...] | None = None

    def code(self) -> str:
        """The module's making.

        >>> Construct("Conv2d", (3, 64, 3), {"padding": 1}).code()
        'nn.Conv2d(3, 64, 3, padding=1)'
        """
        return f"nn.{self.module}({self._written(self.args)})"

    def call(self, given: str) -> str:
        """The function's call on an expression."""
        args = self._written(self.args if self.shared is None else self.shared)
        return f"{self.function}({given}{', ' if args else ''}{args})"

    def _written(self, args: tuple[Argument, ...]) -> str:
        options = (f"{key}={value}" for key, value in self.options.items())
        return ", ".join([*map(str, args), *options])


def construct(placed: Placed) -> Construct:
    """What makes one layer that holds no others."""
    layer, inputs = placed.layer, placed.inputs
    if isinstance(layer, Conv):
        return _conv(layer, inputs[0])
    if isinstance(layer, Pool):
        return _pool(layer)
    if isinstance(layer, Full):
        return Construct("Linear", (inputs[0], layer.outputs), _bias(layer.bias))
    if isinstance(layer, Activation):
        module, function = ACTIVATIONS[layer.word]
        return Construct(module, function=function)
    if isinstance(layer, BatchNorm):
        return Construct("BatchNorm2d" if len(inputs) == 3 else "BatchNorm1d", (inputs[0],))
    return _plain(layer)


def _plain(layer: Layer) -> Construct:
    if isinstance(layer, LocalNorm):
        return Construct("LocalResponseNorm", (layer.size,), function="F.local_response_norm")
    if isinstance(layer, Dropout):
        return Construct("Dropout", (layer.rate,))
    if isinstance(layer, GlobalPool):
        return Construct("AdaptiveAvgPool2d", (1,), function="F.adaptive_avg_pool2d")
    if isinstance(layer, SoftMax):
        return Construct("Softmax", options={"dim": 1}, function="F.softmax")
    assert isinstance(layer, Flatten), "joins and groups hold others"
    return Construct("Flatten", function="torch.flatten", shared=(1,))


def _conv(layer: Conv, inputs: int) -> Construct:
    options: dict[str, Argument] = {}
    if layer.stride != (1, 1):
        options["stride"] = _short(layer.stride)
    if layer.padded != (0, 0):
        options["padding"] = _short(layer.padded)
    if layer.dilation != (1, 1):
        options["dilation"] = _short(layer.dilation)
    if layer.groups != 1:
        options["groups"] = layer.groups
    options |= _bias(layer.bias)
    return Construct("Conv2d", (inputs, layer.channels, _short(layer.kernel)), options)


def _pool(layer: Pool) -> Construct:
    options: dict[str, Argument] = {}
    if layer.stride is not None:
        options["stride"] = _short(layer.stride)
    if layer.padding != (0, 0):
        options["padding"] = _short(layer.padding)
    if layer.ceil:
        options["ceil_mode"] = True
    module = "MaxPool2d" if layer.kind == "max" else "AvgPool2d"
    function = f"F.{layer.kind}_pool2d"
    return Construct(module, (_short(layer.kernel),), options, function)


def _bias(bias: bool) -> dict[str, Argument]:
    return {} if bias else {"bias": False}


def _short(pair: Pair) -> int | Pair:
    return pair[0] if pair[0] == pair[1] else pair
