"""Any torch module as a Network: what is known of it, and a sensible guess at the rest."""

from dataclasses import replace
from functools import partial

import torch
from PIL import Image
from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.networks.inputs.pictures import Picture
from cutaway.networks.inputs.preprocess import Preprocess, takes_pictures
from cutaway.networks.inputs.shipped import photos
from cutaway.networks.network import Network

SIDE = 224
MOST_SHOWN = 64


def adopt(module: nn.Module, name: str, input_shape: Shape | None = None) -> Network:
    """A module as a Network; of a picture the values 0 … 1, in R, G, B order or grey.

    input_shape   batch axis included; where it is None, see `likely_input`
    """
    shape = input_shape or likely_input(module)
    return Network(
        name=name,
        title=name,
        body=module.eval(),
        preprocess=usual(shape),
        input_shape=shape,
        source="your own module",
        pictures=photos() if takes_pictures(shape) else (),
    )


def usual(shape: Shape) -> Preprocess:
    """Pictures as values 0 … 1 of an input's size; nothing for inputs that are no pictures."""
    if not takes_pictures(shape):
        return Preprocess(None, grey=True)
    return Preprocess((shape[2], shape[3]), crop=True, grey=shape[1] == 1, divisor=255.0)


def resized(network: Network, input_shape: Shape) -> Network:
    """A network on inputs of another height and width, its module as it is.

    Raises ShapeError where its pictures have other channels.

    >>> from cutaway.networks.zoo import network
    >>> resized(network("filters"), (1, 3, 20, 30)).prepare()[0].shape
    torch.Size([1, 3, 20, 30])
    """
    if input_shape == network.input_shape:
        return network
    if len(input_shape) != 4 or input_shape[:2] != network.input_shape[:2]:
        own, got = ("x".join(map(str, shape[1:])) for shape in (network.input_shape, input_shape))
        raise ShapeError(f"{network.name} reads {own}, or another height and width; got {got}")
    size = (input_shape[2], input_shape[3])
    preprocess = replace(network.preprocess, size=size)
    return replace(network, input_shape=input_shape, preprocess=preprocess)


def likely_input(module: nn.Module) -> Shape:
    """A shape that the first layer reads: (1, c, 224, 224) for pictures, (1, n) for vectors."""
    for part in module.modules():
        if isinstance(part, nn.Conv1d | nn.Conv2d | nn.Conv3d):
            sides = {nn.Conv1d: (SIDE,), nn.Conv3d: (16, SIDE // 2, SIDE // 2)}
            return (1, part.in_channels, *sides.get(type(part), (SIDE, SIDE)))
        if isinstance(part, nn.Linear):
            return (1, part.in_features)
    return (1, 3, SIDE, SIDE)


def pictures_of(tensor: Tensor) -> tuple[Picture, ...]:
    """Pictures to show in the place of an input that was given as a tensor, one an element.

    Of more than 64 elements the first 64 are shown.
    """
    count = len(tensor) if tensor.dim() > 1 else 1
    names = ["given"] if count == 1 else [f"given-{i}" for i in range(min(count, MOST_SHOWN))]
    return tuple(
        Picture(name, "your input", "", "", partial(_drawn, tensor, i))
        for i, name in enumerate(names)
    )


def _drawn(tensor: Tensor, element: int) -> Image.Image:
    values = tensor.detach()
    values = (values[element] if values.dim() > 1 else values).cpu().float()
    while values.dim() > 3:
        values = values[:, 0]
    if values.dim() < 3:
        values = values.reshape(1, -1, values.shape[-1] if values.dim() else 1)
    values = torch.nan_to_num(values[:3] if values.shape[0] == 3 else values[:1])
    low, high = values.min(), values.max()
    bytes_ = ((values - low) / (high - low).clamp(min=1e-12) * 255).round().to(torch.uint8)
    image = bytes_.permute(1, 2, 0).numpy()
    return Image.fromarray(image if image.shape[2] == 3 else image[:, :, 0])
