"""Your own network: record it, open one of its numbers, count it.

python examples/own_network.py
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

import cutaway


class SmallNet(nn.Module):
    """Two convolutions with a shortcut around the second, and a classifier."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1)
        self.body = nn.Conv2d(8, 8, 3, padding=1)
        self.head = nn.Linear(8, 5)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.relu(self.stem(x))
        x = functional.relu(self.body(x) + x)
        x = functional.adaptive_avg_pool2d(x, 1).flatten(1)
        return self.head(x)


def make() -> SmallNet:
    """What `cutaway open examples/own_network.py:make --input 3x32x32 --trust` opens."""
    torch.manual_seed(0)
    return SmallNet().eval()


def main() -> None:
    net = make()
    recording = cutaway.record(net, torch.rand(1, 3, 32, 32))
    for step in recording.steps:
        print(f"{step.name:10} {step.call:22} {tuple(step.shape)}")

    opened = cutaway.explain(recording, "body", (0, 2, 10, 10))
    print(f"\nbody[2, 10, 10] = {opened.value:.6f}; torch computed {opened.recorded:.6f}")
    print(f"residual {opened.residual:.1e}: {'adds up' if opened.adds_up else 'does NOT add up'}")

    totals = cutaway.summary(net, (1, 3, 32, 32)).totals
    print(f"{totals.params:,} parameters, {totals.macs:,} MACs")


if __name__ == "__main__":
    main()
