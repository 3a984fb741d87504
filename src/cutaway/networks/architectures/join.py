"""Modules whose branches read the same input."""

import torch
from torch import Tensor, nn


class Residual(nn.Module):
    """What the body makes of the input, plus what the shortcut makes of it."""

    def __init__(self, body: nn.Module, shortcut: nn.Module) -> None:
        super().__init__()
        self.body = body
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        return self.body(x) + self.shortcut(x)  # type: ignore[no-any-return]  # calls are untyped


class Concat(nn.Module):
    """What each branch makes of the input, channel after channel."""

    def __init__(self, **branches: nn.Module) -> None:
        super().__init__()
        for name, branch in branches.items():
            self.add_module(name, branch)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([branch(x) for branch in self.children()], 1)
