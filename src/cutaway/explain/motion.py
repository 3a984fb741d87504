"""How one step's window moves over one of its inputs, axis by axis."""

from cutaway.arithmetic.box import Box, Shape, Span
from cutaway.explain.motion_asked import base_of, probed
from cutaway.explain.motion_known import known, windows_over
from cutaway.explain.rates import Motion
from cutaway.ops.activation import Activation
from cutaway.ops.batch_norm import BatchNorm
from cutaway.ops.dropout import Dropout
from cutaway.ops.elementwise import Elementwise
from cutaway.ops.join import Cat
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref

# They read one number of each input for one of the output's, at the same place.
POINTWISE = (Activation, Dropout, Elementwise)


def motions(operation: Operation, ref: Ref, shape: Shape, axes: tuple[int, ...]) -> list[Motion]:
    """The motion over each of some axes of an input; `shape` is of the operation's output.

    Many operations answer by their geometry; others are asked what they read.
    """
    found = known(operation, ref, shape, axes)
    if found is not None:
        return found
    base = base_of(operation, ref, shape)
    if base is None:
        return [Motion(0, 0, (), whole=True) for _ in axes]
    return probed(operation, ref, base, shape, axes)


def still(operation: Operation, ref: Ref, shape: Shape, axes: tuple[int, ...]) -> bool:
    """Whether an output reads, along some axes, exactly the position where it stands itself."""
    if windows_over(operation, ref) or len(shape) != len(ref.shape):
        return False
    if shape != ref.shape and any(shape[axis] != ref.shape[axis] for axis in axes):
        return False
    if _stays(operation, axes) and 0 not in ref.shape:
        return True
    spans = [Span(0, n) for n in shape]
    for place, axis in enumerate(axes):  # elsewhere on each axis, so that a swap is noticed
        at = shape[axis] // (2 + place)
        spans[axis] = Span(at, at + 1)
    seen = operation.reads(Box(tuple(spans))).get(ref)
    return seen is not None and all(seen.spans[axis] == spans[axis] for axis in axes)


def _stays(operation: Operation, axes: tuple[int, ...]) -> bool:
    """Whether an operation is known to leave numbers in their places; others are asked."""
    if isinstance(operation, BatchNorm):
        return operation.mean is not None
    if isinstance(operation, Cat):
        return operation.axis not in axes
    return isinstance(operation, POINTWISE)
