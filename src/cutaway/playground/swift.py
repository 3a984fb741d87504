"""Every number of a convolution at once: the sums that `Conv.explain` explains, term for term."""

from itertools import chain, product
from operator import mul

from cutaway.arithmetic.block import Taps
from cutaway.ops.conv import Conv
from cutaway.ops.ref import Read


def convolved(conv: Conv, read: Read) -> list[float]:
    """The outputs, row-major, of batch item 0; each is the very number its explanation gives.

    An explanation reads one window; here each weight's numbers are read, for every window at
    once, and put side by side.
    """
    outputs = conv.shape()[1]
    whole = [range(size) for size in conv.weight.shape[1:]]
    kernels = [read(conv.weight, (range(o, o + 1), *whole)).values for o in range(outputs)]
    bias = [0.0] * outputs
    if conv.bias is not None:
        bias = list(read(conv.bias, (range(outputs),)).values)
    of_group = outputs // conv.groups
    found = []
    for group in range(conv.groups):
        windows = _windows(conv, group, read)
        for o in range(group * of_group, (group + 1) * of_group):
            kernel, added = kernels[o].tolist(), bias[o]
            found.append([sum(map(mul, window, kernel)) + added for window in windows])
    return list(chain.from_iterable(found))


def _windows(conv: Conv, group: int, read: Read) -> list[tuple[float, ...]]:
    """What the outputs of a group read: a window each, in the order of the kernel's weights."""
    first = group * conv.depth
    channels = range(first, first + conv.depth)
    met = [read(conv.input, (range(1), channels, *taps)).values for taps in product(*_met(conv))]
    size = len(met[0]) // conv.depth
    starts = range(0, size * conv.depth, size)
    return list(zip(*(each[i : i + size] for i in starts for each in met), strict=True))


def _met(conv: Conv) -> list[Taps]:
    """For each axis and each tap along it: the positions it meets, from output to output."""
    return [
        tuple(
            range(start, start + window.stride * outputs, window.stride) for start in window.taps(0)
        )
        for window, outputs in zip(conv.windows, conv.shape()[2:], strict=True)
    ]
