"""ONNX's operators in torch's calls: one function each, from a node's options and inputs."""

from collections.abc import Callable, Mapping
from math import prod
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from tests.conformance.pooling import (
    CONV,
    Options,
    average_pool,
    global_average_pool,
    global_max_pool,
    lp_pool,
    max_pool,
)
from tests.conformance.sliding import Axes, halves, padded, sliding

CONV_TRANSPOSE = (
    functional.conv_transpose1d,
    functional.conv_transpose2d,
    functional.conv_transpose3d,
)
MODES = {"constant": "constant", "edge": "replicate", "reflect": "reflect", "wrap": "circular"}


def conv(options: Options, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """Uneven padding is a step of its own."""
    window = sliding(options, tuple(weight.shape[2:]), tuple(x.shape[2:]))
    padding = window.before if window.even else 0
    if not window.even:
        x = padded(x, window.before, window.after)
    groups = options.get("group", 1)
    call = CONV[len(window.size) - 1]
    return call(x, weight, bias, window.stride, padding, window.dilation, groups)


def conv_transpose(
    options: Options, x: Tensor, weight: Tensor, bias: Tensor | None = None
) -> Tensor:
    """Uneven cropping is a step of its own, of the uncropped output."""
    size = tuple(weight.shape[2:])
    window = sliding({**options, "auto_pad": "NOTSET"}, size, tuple(x.shape[2:]))
    call, groups = CONV_TRANSPOSE[len(size) - 1], options.get("group", 1)
    extra = tuple(options.get("output_padding", (0,) * len(size)))
    whole = tuple(
        (n - 1) * s + r + e
        for n, s, r, e in zip(x.shape[2:], window.stride, window.reach, extra, strict=True)
    )
    before, after = _cropped(options, whole, tuple(x.shape[2:]), window.stride)
    if before == after and min(before) >= 0:
        return call(x, weight, bias, window.stride, before, extra, groups, window.dilation)
    full = call(x, weight, bias, window.stride, 0, extra, groups, window.dilation)
    return padded(full, tuple(-b for b in before), tuple(-a for a in after))


def _cropped(options: Options, whole: Axes, space: Axes, stride: Axes) -> tuple[Axes, Axes]:
    auto = options.get("auto_pad", "NOTSET")
    wanted = options.get("output_shape")
    if wanted is None and not auto.startswith("SAME"):
        pads = options.get("pads", (0,) * 2 * len(space))
        return tuple(pads[: len(space)]), tuple(pads[len(space) :])
    if wanted is None:
        wanted = tuple(n * s for n, s in zip(space, stride, strict=True))
    total = tuple(w - n for w, n in zip(whole, wanted[-len(space) :], strict=True))
    return halves(total, more_behind=auto == "SAME_UPPER")


def local_response_norm(options: Options, x: Tensor) -> Tensor:
    alpha, beta = options.get("alpha", 1e-4), options.get("beta", 0.75)
    return functional.local_response_norm(x, options["size"], alpha, beta, options.get("bias", 1.0))


def batch_norm(
    options: Options, x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, variance: Tensor
) -> Tensor | tuple[Tensor, ...]:
    """In training also the running statistics, whose variance ONNX divides by all positions."""
    epsilon = options.get("epsilon", 1e-5)
    if not options.get("training_mode", 0):
        return functional.batch_norm(x, mean, variance, weight, bias, eps=epsilon)
    normed = functional.batch_norm(x, None, None, weight, bias, training=True, eps=epsilon)
    keep = options.get("momentum", 0.9)
    axes = (0, *range(2, x.dim()))
    centre = x.mean(axes, keepdim=True)
    spread = ((x - centre) * (x - centre)).mean(axes)
    running_mean = mean * keep + centre.flatten() * (1 - keep)
    return normed, running_mean, variance * keep + spread * (1 - keep)


def gemm(options: Options, a: Tensor, b: Tensor, c: Tensor | None = None) -> Tensor:
    """alpha · A B + beta · C."""
    a = a.t() if options.get("transA", 0) else a
    b = b.t() if options.get("transB", 0) else b
    alpha, beta = options.get("alpha", 1.0), options.get("beta", 1.0)
    if c is None:
        return a @ b if alpha == 1 else alpha * (a @ b)
    return torch.addmm(c, a, b, beta=beta, alpha=alpha)


def softmax(options: Options, x: Tensor) -> Tensor:
    return torch.softmax(x, options.get("axis", -1))


def log_softmax(options: Options, x: Tensor) -> Tensor:
    return torch.log_softmax(x, options.get("axis", -1))


def flatten(options: Options, x: Tensor) -> Tensor:
    """Two axes, whatever there was: before `axis`, and from it on."""
    axis = options.get("axis", 1)
    if axis == 1:
        return torch.flatten(x, 1)
    lead = x.shape[: axis % x.dim()] if axis else ()
    return x.reshape(prod(lead), -1)


def concat(options: Options, *tensors: Tensor) -> Tensor:
    return torch.cat(tensors, options["axis"])


def pad(
    options: Options,
    x: Tensor,
    pads: Axes,
    value: Tensor | None = None,
    axes: Axes | None = None,
) -> Tensor:
    """Pads of the axes named, before them all and then behind them all."""
    named = tuple(a % x.dim() for a in axes) if axes else tuple(range(x.dim()))
    sides = [(0, 0)] * x.dim()
    for axis, before, after in zip(named, pads[: len(named)], pads[len(named) :], strict=True):
        sides[axis] = (before, after)
    mode = MODES[options.get("mode", "constant")]
    while len(sides) > 1 and mode != "constant" and sides[0] == (0, 0):
        sides = sides[1:]  # torch's other modes pad the last axes only
    flat = [n for pair in reversed(sides) for n in pair]
    if mode != "constant":
        return functional.pad(x, flat, mode)
    return functional.pad(x, flat, value=0.0 if value is None else float(value))


ADAPTERS: Mapping[str, Callable[..., Any]] = {
    "AveragePool": average_pool,
    "BatchNormalization": batch_norm,
    "Concat": concat,
    "Conv": conv,
    "ConvTranspose": conv_transpose,
    "Flatten": flatten,
    "Gemm": gemm,
    "GlobalAveragePool": global_average_pool,
    "GlobalMaxPool": global_max_pool,
    "LRN": local_response_norm,
    "LogSoftmax": log_softmax,
    "LpPool": lp_pool,
    "MaxPool": max_pool,
    "Pad": pad,
    "Softmax": softmax,
}
