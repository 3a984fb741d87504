"""ONNX's pools in torch's calls."""

from collections.abc import Callable, Mapping
from math import inf, prod
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from tests.conformance.sliding import Axes, Sliding, padded, sliding

Options = Mapping[str, Any]
Call = Callable[..., Tensor]
CONV = (functional.conv1d, functional.conv2d, functional.conv3d)
AVG_POOL: tuple[Call, ...] = (
    functional.avg_pool1d,
    functional.avg_pool2d,
    functional.avg_pool3d,
)
MAX_POOL = (functional.max_pool1d, functional.max_pool2d, functional.max_pool3d)
LP_POOL: tuple[Call, ...] = (functional.lp_pool2d, functional.lp_pool3d)
GLOBAL_AVERAGE = (
    functional.adaptive_avg_pool1d,
    functional.adaptive_avg_pool2d,
    functional.adaptive_avg_pool3d,
)
GLOBAL_MAX = (
    functional.adaptive_max_pool1d,
    functional.adaptive_max_pool2d,
    functional.adaptive_max_pool3d,
)


def max_pool(options: Options, x: Tensor) -> Tensor:
    """Padding wider than torch's pools take is a step of its own, of −∞."""
    window = _window(options, x)
    call = MAX_POOL[len(window.size) - 1]
    if window.pools_as_it_is():
        return call(
            x, window.size, window.stride, window.before, window.dilation, ceil_mode=window.ceil
        )
    x = padded(x, window.before, window.after, -inf)
    return call(x, window.size, window.stride, 0, window.dilation)


def average_pool(options: Options, x: Tensor) -> Tensor:
    """A pool where torch has it; else sums of windows, over how many positions each counts."""
    window = _window(options, x)
    with_padding = bool(options.get("count_include_pad", 0))
    axes = len(window.size)
    if window.dense and window.pools_as_it_is():
        return AVG_POOL[axes - 1](
            x, window.size, window.stride, window.before, window.ceil, with_padding
        )
    counts = _window_sums(_counted(x, window, with_padding), window)
    return _window_sums(_spread(x, window), window) / counts


def lp_pool(options: Options, x: Tensor) -> Tensor:
    """(Σ |x|^p)^(1/p); torch's own does not take absolute values, nor pad, nor dilate."""
    window = _window(options, x)
    p = options.get("p", 2)
    x = padded(x, window.before, window.after)
    x = x.abs() if p % 2 else x
    if window.dense and len(window.size) == 1:
        return functional.lp_pool1d(x, float(p), window.size[0], window.stride[0], window.ceil)
    if window.dense:
        return LP_POOL[len(window.size) - 2](x, float(p), window.size, window.stride, window.ceil)
    return _window_sums(x.pow(p), window).pow(1 / p)


def global_average_pool(options: Options, x: Tensor) -> Tensor:
    return GLOBAL_AVERAGE[x.dim() - 3](x, 1)


def global_max_pool(options: Options, x: Tensor) -> Tensor:
    return GLOBAL_MAX[x.dim() - 3](x, 1)


def _window(options: Options, x: Tensor) -> Sliding:
    return sliding(options, options["kernel_shape"], tuple(x.shape[2:]))


def _window_sums(x: Tensor, window: Sliding) -> Tensor:
    """Sums of windows: a pool that divides by 1, or with gaps a convolution by ones."""
    axes = len(window.size)
    if window.dense and axes > 1:
        return AVG_POOL[axes - 1](x, window.size, window.stride, divisor_override=1)
    kernel = torch.ones(x.shape[1], 1, *window.size, dtype=x.dtype)
    return CONV[axes - 1](x, kernel, None, window.stride, 0, window.dilation, x.shape[1])


def _spread(x: Tensor, window: Sliding) -> Tensor:
    return padded(x, window.before, _behind(tuple(x.shape[2:]), window))


def _counted(x: Tensor, window: Sliding, with_padding: bool) -> Tensor:
    """1 at each position that counts, 0 at the others."""
    space = tuple(x.shape[2:])
    counted = torch.ones(x.shape, dtype=x.dtype)
    if not with_padding:
        return _spread(counted, window)
    beyond = tuple(b - a for b, a in zip(_behind(space, window), window.after, strict=True))
    whole = padded(counted, window.before, window.after, 1.0)
    assert whole.numel() >= prod(x.shape)
    return padded(whole, (0,) * len(space), beyond)


def _behind(space: Axes, window: Sliding) -> Axes:
    """How many positions the last windows want behind the input, past the padding with `ceil`."""
    return tuple(
        (count - 1) * stride + reach - n - before
        for count, stride, reach, n, before in zip(
            window.outputs(space), window.stride, window.reach, space, window.before, strict=True
        )
    )
