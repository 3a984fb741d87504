"""Memory of weights and outputs, by hand."""

import torch
from torch import Tensor, nn

from cutaway.explain.summary import summary

FLOAT = 4


def peak(net: nn.Module, *shape: int) -> int:
    return summary(net, shape).totals.peak_bytes // FLOAT


def test_a_chain_keeps_two_neighbours() -> None:
    net = nn.Sequential(nn.Linear(10, 30), nn.ReLU(), nn.Linear(30, 50), nn.Linear(50, 2))
    # input 10 + 30; 30 + 30; 30 + 50; 50 + 2
    assert peak(net, 1, 10) == 80
    assert peak(net, 3, 10) == 240, "three pictures take three times the memory"


def test_what_a_shortcut_needs_stays_alive() -> None:
    class Skip(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.wide = nn.Linear(10, 100)
            self.back = nn.Linear(100, 10)

        def forward(self, x: Tensor) -> Tensor:
            return x + self.back(self.wide(x))

    assert peak(Skip(), 1, 10) == 10 + 100 + 10


def test_a_view_takes_nothing_and_keeps_what_it_views() -> None:
    class Views(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            y = torch.relu(x)  # 24 + 24
            z = y.flatten(1)[:, :6]  # a view of y: all of y stays
            return torch.tanh(torch.tanh(z)) + z  # 24 + 6 + 6 at the most

    assert peak(Views(), 1, 2, 3, 4) == 48
    whole = summary(Views(), (1, 2, 3, 4)).totals
    assert whole.bytes == FLOAT * (24 + 24 + 24 + 6 + 6 + 6 + 6)


def test_outputs_stay_until_the_end() -> None:
    class Two(nn.Module):
        def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
            first = torch.relu(x)
            second = torch.tanh(torch.tanh(x))
            return first, second

    # tanh, tanh#2, relu; the input died with its last reader
    assert peak(Two(), 1, 5) == 15


def test_weights_know_their_type_and_are_counted_once() -> None:
    net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4)).half()
    net[1].weight = net[0].weight
    found = summary(net, torch.zeros(1, 4, dtype=torch.half))
    assert [row.weight_bytes for row in found.steps] == [0, 2 * 20, 2 * 4]
    assert found.totals.weight_bytes == 2 * 24
    assert "in-place steps count as new" in found.totals.memory_convention


def test_what_cannot_be_counted_is_named() -> None:
    class Odd(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.cumsum(torch.relu(x), -1)

    totals = summary(Odd(), (1, 4)).totals
    assert (totals.complete, totals.unknown) == (False, ("cumsum",))
