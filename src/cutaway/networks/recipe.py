"""How a module is made when its numbers are first needed: naming a network costs nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from cutaway.networks.shortage import check_weights


@dataclass(frozen=True, slots=True)
class Recipe:
    """A module in two steps: its shapes, then its numbers.

    blank   makes the module; it is called where nothing is allocated (torch's meta device)
    fill    gives every parameter and buffer of the module its numbers
    """

    blank: Callable[[], nn.Module]
    fill: Callable[[nn.Module], object]

    def skeleton(self) -> nn.Module:
        """The module without numbers, in evaluation mode.

        >>> Recipe(lambda: nn.Linear(10**6, 10**6), lambda module: None).skeleton().weight.is_meta
        True
        """
        with torch.device("meta"):
            return self.blank().eval().requires_grad_(False)

    def module(self) -> nn.Module:
        """The module with its numbers. Raises BudgetError where memory is too small for them."""
        module = self.skeleton()
        tensors = (*module.parameters(), *module.buffers())
        check_weights(sum(tensor.nbytes for tensor in tensors))
        _allocate(module)
        self.fill(module)
        return module


def _allocate(module: nn.Module) -> None:
    """Memory for every parameter and buffer; tied ones stay tied.

    `to_empty` would do, but asks torch's meta kernels, whose first call imports sympy: that took
    ten times as long as the first run of a small network.
    """
    made: dict[nn.Parameter, nn.Parameter] = {}
    for part in module.modules():
        for name, kept in part.named_parameters(recurse=False, remove_duplicate=False):
            if kept not in made:
                empty = torch.empty(kept.shape, dtype=kept.dtype, device="cpu")
                made[kept] = nn.Parameter(empty, requires_grad=kept.requires_grad)
            setattr(part, name, made[kept])
        for name, buffer in part.named_buffers(recurse=False):
            setattr(part, name, torch.empty(buffer.shape, dtype=buffer.dtype, device="cpu"))
