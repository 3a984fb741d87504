"""Networks that a stranger might send: the tests serve this file as one of theirs."""

import torch
from torch import Tensor, nn

MARKUP = "<img src=x onerror=alert(1)>"


class Odd(nn.Module):
    """A layer called like markup, with NaN and ∞ among its weights; then an unknown operation."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        layer = nn.Conv2d(1, 3, 3)
        with torch.no_grad():
            layer.weight[0, 0, 0, 0] = torch.nan
            layer.weight[1, 0, 1, 1] = torch.inf
        self.add_module(MARKUP, layer)

    def forward(self, x: Tensor) -> Tensor:
        return torch.cumsum(self.get_submodule(MARKUP)(x), 2)


class Broken(nn.Module):
    """Flattens to 16·5·5 = 400 numbers, where the next layer expects 576."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 16, 3, padding=1)
        self.fc = nn.Linear(576, 10)

    def forward(self, x: Tensor) -> Tensor:
        flat = torch.flatten(self.conv(x), 1)
        return self.fc(flat)
