"""Resize and Upsample, where torch's interpolate samples at the same places."""

from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.node import Node, ints, operator

LINEAR = {1: "linear", 2: "bilinear", 3: "trilinear"}


@operator("Upsample")
def upsample(node: Node, x: Tensor, scales: Tensor | None = None) -> Tensor:
    found = node.options.get("scales") if scales is None else tuple(scales.tolist())
    assert isinstance(found, tuple), "Upsample has scales"
    return _sampled(node, x, None, found, aligned=False)


@operator("Resize")
def resize(
    node: Node,
    x: Tensor,
    region: Tensor | None = None,
    scales: Tensor | None = None,
    sizes: Tensor | None = None,
) -> Tensor:
    if node.opset < 11:  # its second input was the scales
        region, scales = None, region
    where = node.text("coordinate_transformation_mode", "half_pixel")
    mode = node.text("mode", "nearest")
    if node.numbers("axes") or node.text("keep_aspect_ratio_policy", "stretch") != "stretch":
        raise node.refuse("axes or a kept aspect ratio")
    fits = {
        "nearest": where == "asymmetric" and node.text("nearest_mode", "") == "floor",
        "linear": where in ("half_pixel", "pytorch_half_pixel", "align_corners"),
        "cubic": where in ("half_pixel", "pytorch_half_pixel", "align_corners"),
    }
    if node.opset >= 11 and not fits.get(mode, False):
        raise node.refuse(f"{mode} samples at places {where!r}")
    factors = None if scales is None else tuple(scales.tolist())
    return _sampled(node, x, ints(sizes), factors, where == "align_corners")


def _sampled(
    node: Node,
    x: Tensor,
    sizes: tuple[int, ...] | None,
    scales: tuple[float, ...] | None,
    aligned: bool,
) -> Tensor:
    axes = x.dim() - 2
    mode = node.text("mode", "nearest")
    words = {"nearest": "nearest", "linear": LINEAR[axes], "cubic": "bicubic"}
    if sizes:
        if sizes[:2] != tuple(x.shape[:2]):
            raise node.refuse("other sizes of batch or channels")
        target = list(sizes[2:])
    else:
        assert scales, "one of sizes and scales is given"
        if tuple(scales[:2]) != (1, 1):
            raise node.refuse("scales of batch or channels")
        target = [int(n * scale) for n, scale in zip(x.shape[2:], scales[2:], strict=True)]
    return functional.interpolate(
        x, target, mode=words[mode], align_corners=None if mode == "nearest" else aligned
    )
