"""Inputs without numbers, for a run of shapes."""

from math import prod
from typing import Any

import torch
from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.errors import CutawayError, ShapeError
from cutaway.recording.calls import dtype_name
from cutaway.recording.meta import blank

MOST = 2**59  # numbers: torch counts their bytes in 64 bits, of which one is the sign


def empty(given: Any) -> Any:
    """Empty tensors in the place of tensors and shapes, through lists and dicts."""
    if isinstance(given, Tensor):
        return torch.empty(given.shape, dtype=given.dtype, device="meta")
    if isinstance(given, dict):
        return {key: empty(value) for key, value in given.items()}
    if not isinstance(given, list | tuple):
        return given
    if any(isinstance(part, Tensor | list | tuple | dict) for part in given):
        return type(given)(map(empty, given))
    return blank(_checked(tuple(given)), dtype_name(torch.get_default_dtype()))


def _checked(shape: tuple[object, ...]) -> Shape:
    sizes = tuple(n for n in shape if isinstance(n, int) and not isinstance(n, bool))
    if len(sizes) != len(shape):
        raise CutawayError(
            "an input is a tensor or a shape of whole numbers with the batch axis; "
            f"got {list(shape)!r}"
        )
    if not sizes or any(n < 1 for n in sizes):
        raise ShapeError(
            f"the shape {list(shape)} holds a size below 1; every size must be at least 1"
        )
    if prod(sizes) > MOST:
        raise ShapeError(
            f"the shape {list(shape)} has {prod(sizes):.1e} numbers, more than torch can count; "
            f"at most {MOST:.1e} fit"
        )
    return sizes
