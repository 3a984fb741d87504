"""How a module is made when its numbers are first needed: naming a network costs nothing."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from cutaway.recording.budget import check_budget


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
        check_budget(sum(tensor.nbytes for tensor in tensors))
        module.to_empty(device="cpu")
        self.fill(module)
        return module
