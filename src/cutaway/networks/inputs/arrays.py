"""Inputs that are no pictures: arrays of numpy, and random numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.errors import PictureError, ShapeError
from cutaway.networks.phrases import absent, is_file

RANDOM = "random"
SEED = 0


def is_array(given: str | Path) -> bool:
    """Whether a path is that of a numpy array."""
    return Path(given).suffix.lower() == ".npy"


def is_picture(given: str) -> bool:
    """Whether what --image gives is a picture, no array and no random numbers."""
    return given != RANDOM and not is_array(given)


def random_input(shape: Shape) -> Tensor:
    """Normally distributed numbers, the same in every run.

    >>> random_input((1, 3)).shape
    torch.Size([1, 3])
    """
    return torch.randn(shape, generator=torch.Generator().manual_seed(SEED))


def array_of(path: Path, shape: Shape, name: str) -> Tensor:
    """The numbers of a `.npy` file as an input, as float32; a batch axis is added where it lacks.

    shape   of the network's own input; sizes of its spatial axes may differ

    Raises PictureError for what is no array of real numbers, ShapeError for other axes.
    """
    values = _read(path)
    tensor = torch.from_numpy(np.array(values, np.float32))
    if tensor.dim() == len(shape) - 1:
        tensor = tensor[None]
    if tensor.dim() != len(shape) or tensor.shape[1] != shape[1] or 0 in tensor.shape:
        raise ShapeError(
            f"{path.name} has the shape {_spoken(values.shape)}; {name} reads "
            f"{_spoken(shape[1:])}, with or without a batch axis before it"
        )
    return tensor


def stacked(tensors: Sequence[Tensor], name: str) -> Tensor:
    """Inputs (n, …) as one batch, in their order.

    Raises ShapeError where they differ in more than their number of elements.

    >>> stacked([torch.zeros(1, 3, 4, 4), torch.zeros(2, 3, 4, 4)], "net").shape
    torch.Size([3, 3, 4, 4])
    """
    if not tensors:
        raise ShapeError(f"a batch holds at least one input for {name}; got none")
    first = tuple(tensors[0].shape[1:])
    for place, tensor in enumerate(tensors):
        other = tuple(tensor.shape[1:])
        if other != first:
            raise ShapeError(
                f"what runs together has one size; {name} makes {_spoken(first)} of the first "
                f"and {_spoken(other)} of number {place + 1}: choose pictures of one size, or "
                "prepare them to one, with --preprocess size=224",
                network=name,
                first=_spoken(first),
                other=_spoken(other),
                number=place + 1,
            )
    return torch.cat(list(tensors))


def no_picture(name: str, shape: Shape) -> ShapeError:
    """Why a network does not run on a picture, and what it runs on."""
    return ShapeError(
        f"{name} reads {_spoken(shape[1:])}, which is no picture; give it numbers: "
        "--image numbers.npy, or --image random"
    )


def _read(path: Path) -> NDArray[Any]:
    if not is_file(path):
        raise PictureError(absent(path, "file"))
    try:
        values: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except Exception:  # a damaged header: whatever its reader met
        raise PictureError(
            f"{path.name} is no whole .npy array of numbers; save one with numpy.save"
        ) from None
    if values.dtype.kind not in "fiub":
        raise PictureError(f"{path.name} holds {values.dtype}; expected real numbers")
    return values


def _spoken(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "one number"
