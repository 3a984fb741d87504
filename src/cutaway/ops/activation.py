"""Activations: each output number is a function of the one number at its place."""

from collections.abc import Callable, Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.ops import curves
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Curve = Callable[..., Term]


@fact
class Activation:
    """One curve, applied position by position.

    name      torch's word for the curve
    settings  its constants, in the order the curve takes them
    """

    input: Ref
    name: str
    settings: tuple[float, ...] = ()

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return self.input.shape

    def count(self) -> Count:
        """One operation per output, whatever the curve."""
        return Count(0, 0, prod(self.input.shape))

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, out))

    def explain(self, out: Index, read: Read) -> Term:
        return CURVES[self.name](one(read, self.input, out), *self.settings)


CURVES: dict[str, Curve] = {
    "relu": curves.relu,
    "relu6": curves.relu6,
    "leaky_relu": curves.leaky_relu,
    "elu": curves.elu,
    "selu": curves.selu,
    "celu": curves.celu,
    "gelu": curves.gelu,
    "gelu_tanh": curves.gelu_tanh,
    "silu": curves.silu,
    "mish": curves.mish,
    "sigmoid": curves.sigmoid,
    "tanh": curves.tanh,
    "hardtanh": curves.hardtanh,
    "hardsigmoid": curves.hardsigmoid,
    "hardswish": curves.hardswish,
    "softplus": curves.softplus,
    "softsign": curves.softsign,
    "logsigmoid": curves.logsigmoid,
    "hardshrink": curves.hardshrink,
    "softshrink": curves.softshrink,
    "tanhshrink": curves.tanhshrink,
    "threshold": curves.threshold,
    "exp": curves.exponential,
    "expm1": curves.exponential_minus_one,
    "log": curves.logarithm,
    "log1p": curves.logarithm_of_one_plus,
    "log2": curves.logarithm_to_two,
    "sqrt": curves.root,
    "rsqrt": curves.reciprocal_root,
    "reciprocal": curves.reciprocal,
    "square": curves.square,
    "erf": curves.error_function,
    "abs": curves.magnitude,
    "clamp": curves.clamp,
}


def _plain(name: str) -> Callable[..., Activation]:
    def build(input: Ref, inplace: bool = False) -> Activation:
        return Activation(input, name)

    return build


# torch's own name for a call, where it is not the one that people use.
SPELT = {"logsigmoid": "log_sigmoid"}

for _name in (
    *("relu", "relu6", "selu", "silu", "mish", "sigmoid", "tanh", "hardsigmoid", "hardswish"),
    *("softsign", "logsigmoid", "tanhshrink", "exp", "expm1", "log", "log1p", "log2"),
    *("sqrt", "rsqrt", "reciprocal", "square", "erf", "abs"),
):
    calls(SPELT.get(_name, _name))(_plain(_name))


@calls("leaky_relu")
def leaky_relu(input: Ref, negative_slope: float = 0.01, inplace: bool = False) -> Activation:
    """torch's `leaky_relu`."""
    return Activation(input, "leaky_relu", (negative_slope,))


@calls("elu")
def elu(input: Ref, alpha: float = 1.0, inplace: bool = False) -> Activation:
    """torch's `elu`."""
    return Activation(input, "elu", (alpha,))


@calls("celu")
def celu(input: Ref, alpha: float = 1.0, inplace: bool = False) -> Activation:
    """torch's `celu`."""
    return Activation(input, "celu", (alpha,))


@calls("gelu")
def gelu(input: Ref, approximate: str = "none") -> Activation:
    """torch's `gelu`, exact or by tanh."""
    return Activation(input, "gelu_tanh" if approximate == "tanh" else "gelu")


@calls("hardtanh")
def hardtanh(
    input: Ref, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False
) -> Activation:
    """torch's `hardtanh`."""
    return Activation(input, "hardtanh", (min_val, max_val))


@calls("clamp", "clip")
def clamp(input: Ref, min: float | None = None, max: float | None = None) -> Activation | None:
    """torch's `clamp` between plain numbers."""
    if not all(bound is None or isinstance(bound, int | float) for bound in (min, max)):
        return None
    low = float("-inf") if min is None else float(min)
    return Activation(input, "clamp", (low, float("inf") if max is None else float(max)))


@calls("softplus")
def softplus(input: Ref, beta: float = 1.0, threshold: float = 20.0) -> Activation:
    """torch's `softplus`: linear where beta × x passes the threshold."""
    return Activation(input, "softplus", (beta, threshold))


@calls("hardshrink")
def hardshrink(input: Ref, lambd: float = 0.5) -> Activation:
    """torch's `hardshrink`."""
    return Activation(input, "hardshrink", (lambd,))


@calls("softshrink")
def softshrink(input: Ref, lambd: float = 0.5) -> Activation:
    """torch's `softshrink`."""
    return Activation(input, "softshrink", (lambd,))


@calls("threshold", "_threshold")
def threshold(input: Ref, threshold: float, value: float, inplace: bool = False) -> Activation:
    """torch's `threshold`."""
    return Activation(input, "threshold", (threshold, value))


@calls("rrelu")
def rrelu(
    input: Ref,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    inplace: bool = False,
) -> Activation | None:
    """torch's `rrelu`; while training it draws its slopes at random: opaque."""
    return None if training else Activation(input, "leaky_relu", ((lower + upper) / 2,))


def cases(rng: Random) -> Iterator[Call]:
    """Every curve on both sides of zero, with settings of its own."""
    shape = {"input": (2, 3, 5)}
    settings: dict[str, dict[str, object]] = {
        "leaky_relu": {"negative_slope": rng.uniform(0.1, 0.4)},
        "elu": {"alpha": 0.7},
        "celu": {"alpha": 1.3},
        "hardtanh": {"min_val": -0.3, "max_val": 0.6},
        "clamp": {"min": -0.2},
        "softplus": {"beta": 2.0, "threshold": 1.0},
        "hardshrink": {"lambd": 0.2},
        "softshrink": {"lambd": 0.2},
        "threshold": {"threshold": 0.1, "value": 0.4},
    }
    for name in CURVES:
        if name == "gelu_tanh":
            yield Call("gelu", shape, {"approximate": "tanh"})
        else:
            yield Call(SPELT.get(name, name), shape, settings.get(name, {}))
    yield Call("rrelu", shape, {"lower": 0.2, "upper": 0.5})
