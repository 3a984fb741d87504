"""A layer, and one of its numbers, as LaTeX."""

from math import isinf, prod

from cutaway.playground.cell import Cell
from cutaway.playground.forward import Pass
from cutaway.playground.grid import Grid
from cutaway.playground.layer import Layer
from cutaway.playground.numerals import written

MOST_CELLS = 400


def latex_of(done: Pass, input: Grid, kernel: Grid | None, bias: Grid | None) -> str:
    """The layer as one equation per output channel; matrices too large are named by their size."""
    name = _name(done.layer)
    lines = []
    for o in range(min(done.shape[0], 16)):
        terms = _read_channels(done.layer, o)
        if kernel is None:
            left = rf"{name}\left({_matrix(input, o)}\right)"
        else:
            sums = [
                f"{_matrix(input, c)} {name} {_kernel(kernel, done.layer, o, k)}"
                for k, c in enumerate(terms)
            ]
            left = " + ".join(sums)
            left += f" + {_number(bias.values[o])}" if bias is not None and bias.known else ""
        lines.append(f"{left} = {_matrix(done.output, o)}")
    return "\n".join(lines)


def latex_cell(found: Cell, layer: Layer) -> str:
    """The arithmetic of one number.

    >>> from cutaway.playground.lab import lab_of
    >>> from cutaway.playground.state import DEFAULT
    >>> lab = lab_of(DEFAULT)
    >>> latex_cell(lab.cell(0, (0, 0, 0)), lab.layers[0])[:29]
    '0 \\\\cdot 1 + 0 \\\\cdot 2 + 0 \\\\cd'
    """
    value = _number(found.value)
    if layer.kind == "relu":
        return rf"\max(0, {_number(found.pairs[0].value)}) = {value}"
    if layer.kind.startswith("max"):
        return rf"\max({', '.join(_number(pair.value) for pair in found.pairs)}) = {value}"
    if layer.pools:
        top = " + ".join(_held(pair.value) for pair in found.pairs)
        return rf"\frac{{{top}}}{{{_number(found.divisor)}}} = {value}"
    terms = [rf"{_held(pair.value)} \cdot {_held(pair.weight)}" for pair in found.pairs]
    terms += [_held(found.bias)] if layer.bias else []
    return f"{' + '.join(terms) or '0'} = {value}"


def _name(layer: Layer) -> str:
    if layer.kind == "relu":
        return r"\operatorname{ReLU}"
    if layer.pools:
        window = r" \times ".join(map(str, layer.sizes))
        return rf"\operatorname{{{layer.kind[:3]}}}_{{{window}}}"
    if layer.transposed:
        return r"\star^{\mathsf{T}}"
    return "*" if layer.flipped else r"\star"


def _read_channels(layer: Layer, output: int) -> range:
    """Input channels that an output channel reads."""
    depth = layer.channels // layer.groups
    group = output // max(1, layer.outputs // layer.groups)
    return range(group * depth, (group + 1) * depth)


def _kernel(kernel: Grid, layer: Layer, output: int, k: int) -> str:
    if not layer.transposed:
        return _matrix(kernel, output * kernel.shape[1] + k, layer.axes)
    wide = layer.outputs // layer.groups
    channel = _read_channels(layer, output)[k]
    return _matrix(kernel, channel * wide + output % wide, layer.axes)


def _matrix(found: Grid, plane: int, axes: int | None = None) -> str:
    space = found.shape[1:] if axes is None else found.shape[-axes:]
    size = prod(space)
    if not found.known or size > MOST_CELLS:
        return r"X_{" + r" \times ".join(map(str, space)) + "}"
    numbers = [_number(value) for value in found.values[plane * size : (plane + 1) * size]]
    rows = [numbers[i : i + space[-1]] for i in range(0, size, space[-1])]
    inside = r" \\ ".join(" & ".join(row) for row in rows)
    return rf"\begin{{bmatrix}} {inside} \end{{bmatrix}}"


def _number(value: float) -> str:
    if isinf(value):
        return r"-\infty" if value < 0 else r"\infty"
    return written(float(f"{value:.6g}"))


def _held(value: float) -> str:
    return f"({_number(value)})" if value < 0 else _number(value)
