"""A layer's weights and biases, from the matrices typed for them."""

from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.counted import counted
from cutaway.playground.boxes import Boxes
from cutaway.playground.grid import MOST_NUMBERS, Grid, reshaped, resized
from cutaway.playground.layer import Layer
from cutaway.playground.matrix import read_matrix
from cutaway.playground.reason import Reason

WEIGHTS = (-1, 1)


def kernels_of(typed: Grid, layer: Layer, boxes: Boxes, outputs: str) -> Grid:
    """The planes typed as weights of the layer's shape.

    One plane alone serves every pair of channels; too few or too many planes are filled up with
    made-up ones, or left out.
    """
    shape = layer.weight_shape
    planes = prod(shape[:2])
    sized = resized(typed, (typed.shape[0], *layer.sizes), *WEIGHTS)
    if typed.shape[0] == 1 and planes > 1:
        return _repeated(sized, shape)
    if typed.shape[0] != planes and not outputs.strip():
        depth = shape[0] if layer.transposed else shape[1]
        reason = Reason(
            "kernel-planes",
            f"{typed.shape[0]} kernel planes do not divide into {depth} channels: "
            f"{planes} were taken",
            {"planes": typed.shape[0], "channels": depth, "used": planes},
        )
        boxes.complain("kernel", reason, typed.shape[0], planes)
    return reshaped(resized(sized, (planes, *layer.sizes), *WEIGHTS), shape)


def bias_of(text: str, outputs: int, boxes: Boxes) -> Grid | None:
    """One number for each output channel; None where the box is empty."""
    if not text.strip():
        return None
    found, problems = read_matrix(text.replace(";", " ").replace("|", " "), 1, "bias", boxes.layer)
    boxes.problems += problems
    flat = reshaped(found, (found.size,))
    if flat.size == 1:
        return _repeated(flat, (outputs,))
    if flat.size != outputs:
        reason = Reason(
            "bias-count",
            f"{counted(flat.size, 'bias', 'biases')} for "
            f"{counted(outputs, 'output channel', 'output channels')}: one each",
            {"got": flat.size, "expected": outputs},
        )
        boxes.complain("bias", reason, text, outputs)
        return resized(flat, (outputs,), 0, 0)
    return flat


def _repeated(one: Grid, shape: Shape) -> Grid:
    times = prod(shape) // max(1, one.size)
    if prod(shape) > MOST_NUMBERS or not one.known:
        return Grid(shape, (), ())
    return Grid(shape, one.values * times, one.texts * times)
