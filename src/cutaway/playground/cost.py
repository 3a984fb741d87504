"""What a layer costs, by each convention: the formula in symbols, then in numbers."""

from dataclasses import dataclass
from math import prod
from typing import Literal

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.window import Window
from cutaway.playground.layer import Layer
from cutaway.playground.size import output_shape

Quantity = Literal["params", "macs", "flops", "flops_exact", "macs_real", "other", "dense"]
MOST_TAPS = 100_000


@dataclass(frozen=True, slots=True)
class Cost:
    """One count.

    code       which: see `Quantity`; a page finds its own words by it
    label      what is counted and by which convention, in English; `label_zh` in Chinese
    symbols    C_i, C_o channels; K_h, K_w kernel; L_h, L_w output; M_h, M_w input; g groups
    numbers    the same with the numbers in it, without the result
    value      the result
    """

    code: Quantity
    label: str
    label_zh: str
    symbols: str
    numbers: str
    value: int


LABELS: dict[Quantity, tuple[str, str]] = {
    "params": ("parameters", "参数"),
    "macs": ("MACs: one multiply-add each", "乘加次数：一次乘、一次加算一次"),
    "flops": ("FLOPs = 2 × MACs", "浮点运算次数 = 2 × 乘加次数"),
    "flops_exact": (
        "multiplies and adds, exactly, bias included",
        "精确的乘法与加法次数，含偏置",
    ),
    "macs_real": (
        "MACs that touch real positions, not padding",
        "落在真实位置（非填充）上的乘加次数",
    ),
    "other": ("comparisons, additions and divisions", "比较、加法与除法次数"),
    "dense": (
        "weights of a fully connected layer of the same sizes",
        "同样输入输出大小的全连接层的权重数",
    ),
}


def costs(layer: Layer) -> tuple[Cost, ...]:
    """Every count that the layer has.

    >>> from cutaway.playground.layer import Layer
    >>> slide = Layer("conv2d", 1, (32, 32), 1, (3, 3), (2, 2), (1, 1), (1, 1), (1, 1))
    >>> {cost.code: cost.value for cost in costs(slide)}["macs"]
    2304
    """
    if not layer.convolves:
        return _without_weights(layer)
    found = [_params(layer), _macs(layer), _flops(layer), _exact(layer)]
    if max(layer.sizes) <= MOST_TAPS:
        found.append(_real(layer))
    return (*found, _dense(layer))


def value_of(found: tuple[Cost, ...], code: Quantity) -> int:
    """One of the counts; 0 where the layer has none of it."""
    return next((cost.value for cost in found if cost.code == code), 0)


def _cost(code: Quantity, symbols: str, numbers: str, value: int) -> Cost:
    english, chinese = LABELS[code]
    return Cost(code, english, chinese, symbols, numbers, value)


def _params(layer: Layer) -> Cost:
    symbols, numbers = _kernel(layer)
    if layer.bias:
        symbols, numbers = f"{symbols} + C_o", f"{numbers} + {layer.outputs}"
    return _cost("params", symbols, numbers, layer.params)


def _macs(layer: Layer) -> Cost:
    symbols, numbers = _kernel(layer)
    letter, places = ("M", layer.space) if layer.transposed else ("L", output_shape(layer)[1:])
    value = prod(layer.weight_shape) * prod(places)
    return _cost(
        "macs", f"{symbols} · {_axes(letter, layer)}", f"{numbers} · {_dots(places)}", value
    )


def _flops(layer: Layer) -> Cost:
    macs = _macs(layer)
    return _cost("flops", f"2 · {macs.symbols}", f"2 · {macs.numbers}", 2 * macs.value)


def _exact(layer: Layer) -> Cost:
    """A dot of k products has k − 1 adds; a bias is one more."""
    macs = _macs(layer)
    if layer.bias:
        return _cost("flops_exact", f"2 · {macs.symbols}", f"2 · {macs.numbers}", 2 * macs.value)
    shape = output_shape(layer)
    outputs = prod(shape)
    if macs.value <= outputs:  # products that stand alone: a transposed one's, far apart
        return _cost("flops_exact", macs.symbols, macs.numbers, macs.value)
    return _cost(
        "flops_exact",
        f"2 · {macs.symbols} − C_o · {_axes('L', layer)}",
        f"2 · {macs.numbers} − {_dots(shape)}",
        2 * macs.value - outputs,
    )


def _real(layer: Layer) -> Cost:
    pairs = [_pairs(layer, axis) for axis in range(layer.axes)]
    channels = prod(layer.weight_shape[:2])
    symbols = f"{_channels(layer)[0]} · {' · '.join(f'n{suffix}' for suffix in _suffixes(layer))}"
    numbers = f"{_channels(layer)[1]} · {_dots(tuple(pairs))}"
    return _cost("macs_real", symbols, numbers, channels * prod(pairs))


def _dense(layer: Layer) -> Cost:
    inputs, shape = (layer.channels, *layer.space), output_shape(layer)
    symbols = f"C_i · {_axes('M', layer)} · C_o · {_axes('L', layer)}"
    return _cost("dense", symbols, f"{_dots(inputs)} · {_dots(shape)}", prod(inputs) * prod(shape))


def _without_weights(layer: Layer) -> tuple[Cost, ...]:
    """Max: one comparison a tap beyond the first. Mean: its additions and a division."""
    shape = output_shape(layer)
    symbols, numbers = f"C · {_axes('L', layer)}", _dots(shape)
    value = prod(shape)
    if layer.pools:
        taps = prod(layer.sizes)
        each = _axes("K", layer)
        mean = layer.kind.startswith("avg")
        value *= taps if mean else taps - 1
        symbols += f" · {each}" if mean else f" · ({each} − 1)"
        numbers += f" · {_dots(layer.sizes)}" if mean else f" · ({_dots(layer.sizes)} − 1)"
    return (_cost("params", "0", "0", 0), _cost("other", symbols, numbers, value))


def _kernel(layer: Layer) -> tuple[str, str]:
    symbols, numbers = _channels(layer)
    return f"{symbols} · {_axes('K', layer)}", f"{numbers} · {_dots(layer.sizes)}"


def _channels(layer: Layer) -> tuple[str, str]:
    if layer.groups == 1:
        return "C_o · C_i", f"{layer.outputs} · {layer.channels}"
    return "C_o · C_i / g", f"{layer.outputs} · {layer.channels} / {layer.groups}"


def _axes(letter: str, layer: Layer) -> str:
    return " · ".join(letter + suffix for suffix in _suffixes(layer))


def _suffixes(layer: Layer) -> tuple[str, ...]:
    return ("",) if layer.axes == 1 else ("_h", "_w")


def _dots(sizes: Shape) -> str:
    return " · ".join(map(str, sizes))


def _pairs(layer: Layer, axis: int) -> int:
    """Meetings of a tap with a real position on one axis; for a transposed one, kept products."""
    window, length = layer.windows[axis], layer.space[axis]
    outputs = output_shape(layer)[1 + axis]
    steps, places = (length, outputs) if layer.transposed else (outputs, length)
    return sum(_steps_inside(window, tap, steps, places) for tap in range(window.size))


def _steps_inside(window: Window, tap: int, steps: int, places: int) -> int:
    """How many of the window's steps put the tap on one of `places` positions."""
    offset = window.before - tap * window.dilation
    first = max(0, -(-offset // window.stride))
    last = min(steps - 1, (places - 1 + offset) // window.stride)
    return max(0, last - first + 1)
