"""Conv and ConvTranspose."""

from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.node import Node, operator
from cutaway.networks.onnx.sides import dilations_of, even, padded, sides_of, strides_of

CONV = {1: functional.conv1d, 2: functional.conv2d, 3: functional.conv3d}
TRANSPOSED = {
    1: functional.conv_transpose1d,
    2: functional.conv_transpose2d,
    3: functional.conv_transpose3d,
}
NAMES = ("", "weight", "bias")


@operator("Conv", names=NAMES)
def conv(node: Node, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    axes = weight.dim() - 2
    if axes not in CONV:
        raise node.refuse(f"{axes} spatial axes")
    sides = sides_of(node, x.shape[2:], weight.shape[2:])
    if not even(sides):
        x, sides = padded(x, sides), ((0, 0),) * axes
    return CONV[axes](
        x,
        weight,
        bias,
        strides_of(node, axes),
        tuple(before for before, _ in sides),
        dilations_of(node, axes),
        node.whole("group", 1),
    )


@operator("ConvTranspose", names=NAMES)
def conv_transpose(node: Node, x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    axes = weight.dim() - 2
    if axes not in TRANSPOSED:
        raise node.refuse(f"{axes} spatial axes")
    stride, dilation = strides_of(node, axes), dilations_of(node, axes)
    more = node.numbers("output_padding") or (0,) * axes
    sides = _cut(node, x, weight, more)
    less = tuple(min(pair) for pair in sides)
    made = TRANSPOSED[axes](
        x, weight, bias, stride, less, _at_most(node, more, stride, dilation),
        node.whole("group", 1), dilation,
    )  # fmt: skip
    rest = tuple(
        (low - before, low - after) for low, (before, after) in zip(less, sides, strict=True)
    )
    return padded(made, rest)


def _cut(
    node: Node, x: Tensor, weight: Tensor, more: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    """What is cut off before and after each axis of the whole output."""
    size = weight.shape[2:]
    wanted = node.numbers("output_shape")
    if wanted is None and node.text("auto_pad", "NOTSET") in ("NOTSET", "VALID"):
        return sides_of(node, x.shape[2:], size)
    strides, dilations = strides_of(node, len(size)), dilations_of(node, len(size))
    found = []
    for i, length in enumerate(x.shape[2:]):
        whole = strides[i] * (length - 1) + more[i] + (size[i] - 1) * dilations[i] + 1
        out = wanted[i - len(size)] if wanted else length * strides[i]
        less, rest = (whole - out) // 2, (whole - out) - (whole - out) // 2
        upper = node.text("auto_pad", "NOTSET") == "SAME_UPPER"
        found.append((less, rest) if upper else (rest, less))
    return tuple(found)


def _at_most(
    node: Node, more: tuple[int, ...], stride: tuple[int, ...], dilation: tuple[int, ...]
) -> tuple[int, ...]:
    limits = map(max, stride, dilation)
    if any(extra >= limit for extra, limit in zip(more, limits, strict=True)):
        raise node.refuse(f"an output padding of {list(more)}, not below its stride")
    return more
