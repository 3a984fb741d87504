"""The motion of operations that tell it by their geometry."""

from fractions import Fraction
from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.window import Window
from cutaway.explain.rates import Motion, plain
from cutaway.ops.adaptive_pool import AdaptivePool
from cutaway.ops.conv import Conv
from cutaway.ops.conv_transpose import ConvTranspose
from cutaway.ops.linear import Linear
from cutaway.ops.operation import Operation
from cutaway.ops.pad import Pad
from cutaway.ops.permute import Permute
from cutaway.ops.ref import Ref
from cutaway.ops.reshape import Reshape, groups
from cutaway.ops.windowed import Windowed

SLIDING = (Conv, Windowed)


def known(
    operation: Operation, ref: Ref, shape: Shape, axes: tuple[int, ...]
) -> list[Motion] | None:
    """The motion over each of some axes of an input; None where reads must be asked for it."""
    windows = windows_over(operation, ref)
    lead = len(shape) - len(windows)
    if windows and min(axes) >= lead:
        return [_of_window(windows[axis - lead], axis) for axis in axes]
    if isinstance(operation, ConvTranspose) and operation.input == ref and min(axes) > 1:
        return [_of_painted(operation.painted[axis - 2], axis) for axis in axes]
    if isinstance(operation, Pad):  # not by what is read at an edge, where it turns around
        starts = [-operation.sides[axis][0] for axis in axes]
        return [Motion(s, s, ((axis, 1),)) for s, axis in zip(starts, axes, strict=True)]
    if isinstance(operation, Permute):
        return [Motion(0, 0, ((operation.order.index(axis), 1),)) for axis in axes]
    if isinstance(operation, AdaptivePool):
        return _of_pieces(operation, axes)
    if isinstance(operation, Linear) and operation.input == ref:
        return _of_features(ref, axes)
    return _of_merged(operation, axes) if isinstance(operation, Reshape) else None


def windows_over(operation: Operation, ref: Ref) -> tuple[Window, ...]:
    """The windows that slide over an input's last axes; () where none do."""
    if isinstance(operation, SLIDING) and (operation.input is ref or operation.input == ref):
        return operation.windows
    return ()


def _of_window(window: Window, axis: int) -> Motion:
    first = -window.before
    return Motion(first, first + window.reach - 1, ((axis, window.stride),))


def _of_painted(window: Window, axis: int) -> Motion:
    """Of a transposed convolution: output o meets the inputs i with tap o + before − stride · i."""
    first = Fraction(window.before - window.reach + 1, window.stride)
    last = Fraction(window.before, window.stride)
    return Motion(plain(first), plain(last), ((axis, plain(Fraction(1, window.stride))),))


def _of_pieces(pool: AdaptivePool, axes: tuple[int, ...]) -> list[Motion] | None:
    """Of an adaptive pool whose sizes divide the axes into pieces; None where they do not."""
    lead = len(pool.input.shape) - len(pool.sizes)
    found = []
    for axis in axes:
        length, size = pool.input.shape[axis], pool.sizes[axis - lead] if axis >= lead else 0
        if size < 1 or not length or length % size:
            return None
        if size == 1:
            found.append(Motion(0, length - 1, (), whole=length > 1))
        else:
            found.append(_of_window(Window(length // size, length // size), axis))
    return found


def _of_features(ref: Ref, axes: tuple[int, ...]) -> list[Motion]:
    """Of a fully connected layer, every output of which reads the whole last axis."""
    last = len(ref.shape) - 1
    length = ref.shape[last]
    whole = Motion(0, length - 1, (), whole=length > 1)
    return [whole if axis == last else Motion(0, 0, ((axis, 1),)) for axis in axes]


def _of_merged(reshape: Reshape, axes: tuple[int, ...]) -> list[Motion] | None:
    """Of axes that are kept, or laid out one inside the other as by flatten; None of others.

    The outermost moves by one where all that lies inside of it has been gone through.
    """
    shape, sizes, found = reshape.input.shape, reshape.sizes, dict[int, Motion]()
    if 0 in shape:  # nothing moves: as if there were one, where the others can tell
        shape, sizes = tuple(n or 1 for n in shape), tuple(n or 1 for n in sizes)
        if prod(shape) != prod(sizes):
            return [Motion(0, 0, (), whole=True) for _ in axes]
    for before, after in groups(shape, sizes):
        if len(after) > 1:
            continue
        inner = prod(shape[axis] for axis in before)
        outermost = True
        for axis in before:
            inner //= shape[axis]
            if shape[axis] == 1:
                found[axis] = Motion(0, 0, ())
            elif outermost:
                rate = Fraction(1, inner)
                found[axis] = Motion(plain(rate - 1), 0, ((after[0], plain(rate)),))
                outermost = False
            else:
                found[axis] = Motion(0, 0, ((after[0], None),))
    return [found[axis] for axis in axes] if found.keys() >= set(axes) else None
