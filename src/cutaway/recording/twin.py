"""A copy of a module that has shapes and no numbers, to try things on."""

from copy import deepcopy

import torch
from torch import Tensor, nn


def twin_of(module: nn.Module) -> nn.Module:
    """The module with its parameters and buffers on the meta device; the weights are not copied.

    Tied tensors stay tied; the module itself is as before.

    >>> twin_of(nn.Linear(4, 2)).weight
    Parameter containing:
    tensor(..., device='meta', size=(2, 4), requires_grad=True)
    """
    tensors = [*module.parameters(), *module.buffers()]
    empty = {id(tensor): _empty_like(tensor) for tensor in tensors}
    return deepcopy(module, empty)  # what deepcopy finds here it takes for copied already


def _empty_like(tensor: Tensor) -> Tensor:
    empty = torch.empty_like(tensor, device="meta")
    if isinstance(tensor, nn.Parameter):
        return nn.Parameter(empty, requires_grad=tensor.requires_grad)
    return empty
