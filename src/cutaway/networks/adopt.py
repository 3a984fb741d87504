"""Any torch module as a Network: what is known of it, and a sensible guess at the rest."""

from dataclasses import replace

import torch
from PIL import Image
from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.networks.network import Network
from cutaway.networks.pictures import Picture, photos
from cutaway.networks.preprocess import Preprocess

SIDE = 224


def adopt(module: nn.Module, name: str, input_shape: Shape | None = None) -> Network:
    """A module that runs on pictures, as a Network; values 0 … 1, in R, G, B order or grey.

    input_shape   (1, c, h, w); where it is None, c is what the first convolution reads and
                  h, w are 224

    Raises ShapeError where the input is no picture of one or three channels.
    """
    shape = input_shape or (1, first_channels(module), SIDE, SIDE)
    if len(shape) != 4 or shape[0] != 1 or shape[1] not in (1, 3):
        raise ShapeError(
            f"{name} takes an input of shape {list(shape)}; a picture is (1, 1, h, w) or "
            "(1, 3, h, w): say its size, or use cutaway.record with tensors of your own"
        )
    return Network(
        name=name,
        title=name,
        body=module.eval(),
        preprocess=Preprocess(shape[2:], crop=True, grey=shape[1] == 1, divisor=255.0),
        input_shape=shape,
        source="your own module",
        pictures=photos(),
    )


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
    preprocess = replace(network.preprocess, size=input_shape[2:])
    return replace(network, input_shape=input_shape, preprocess=preprocess)


def first_channels(module: nn.Module) -> int:
    """Channels that the first convolution reads; 3 where there is none."""
    for part in module.modules():
        if isinstance(part, nn.Conv2d):
            return part.in_channels
    return 3


def picture_of(tensor: Tensor) -> Picture:
    """A picture to show in the place of an input that was given as a tensor."""
    return Picture("given", "your input", "", "", lambda: _drawn(tensor))


def _drawn(tensor: Tensor) -> Image.Image:
    values = tensor.detach().cpu().float()
    values = values[0] if values.dim() > 1 else values
    while values.dim() > 3:
        values = values[:, 0]
    if values.dim() < 3:
        values = values.reshape(1, -1, values.shape[-1] if values.dim() else 1)
    values = torch.nan_to_num(values[:3] if values.shape[0] == 3 else values[:1])
    low, high = values.min(), values.max()
    bytes_ = ((values - low) / (high - low).clamp(min=1e-12) * 255).round().to(torch.uint8)
    image = bytes_.permute(1, 2, 0).numpy()
    return Image.fromarray(image if image.shape[2] == 3 else image[:, :, 0])
