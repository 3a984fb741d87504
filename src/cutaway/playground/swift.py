"""Every number of a convolution at once: the sums that `Conv.explain` explains, term for term."""

from itertools import product
from operator import mul

from cutaway.ops.conv import Conv
from cutaway.ops.ref import Read


def convolved(conv: Conv, read: Read) -> list[float]:
    """The outputs, row-major, of batch item 0; each is the very number its explanation gives.

    A window is read once for all the kernels of its group, where an explanation reads its own.
    """
    _, outputs, *space = conv.shape()
    whole = [range(size) for size in conv.weight.shape[1:]]
    kernels = [read(conv.weight, (range(o, o + 1), *whole)).values for o in range(outputs)]
    bias = [0.0] * outputs
    if conv.bias is not None:
        bias = list(read(conv.bias, (range(outputs),)).values)
    of_group = outputs // conv.groups
    found: list[list[float]] = [[] for _ in range(outputs)]
    for place in product(*map(range, space)):
        taps = [window.taps(i) for window, i in zip(conv.windows, place, strict=True)]
        for group in range(conv.groups):
            first = group * conv.depth
            channels = range(first, first + conv.depth)
            window = read(conv.input, (range(1), channels, *taps)).values
            for o in range(group * of_group, (group + 1) * of_group):
                found[o].append(sum(map(mul, window, kernels[o])) + bias[o])
    return [value for channel in found for value in channel]
