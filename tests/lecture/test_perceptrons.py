"""The fully connected networks 10-128-5 and 20-256-10."""

from torch import Tensor, nn
from torch.nn import functional

from tests.lecture.lesson import totals

SMALL = nn.Sequential(nn.Linear(10, 128), nn.ReLU(), nn.Linear(128, 5))
LARGE = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))


class Written(nn.Module):
    """The same small network as a class, with the activation as a function."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(10, 128)
        self.out = nn.Linear(128, 5)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(functional.relu(self.hidden(x)))


def test_2053_parameters() -> None:
    assert totals(SMALL, 1, 10).params == 10 * 128 + 128 + 128 * 5 + 5 == 2053


def test_1920_macs() -> None:
    assert totals(SMALL, 1, 10).macs == 10 * 128 + 128 * 5 == 1920


def test_3840_flops_and_exactly_so() -> None:
    found = totals(SMALL, 1, 10)
    assert found.flops == found.flops_exact == 3840


def test_the_class_costs_the_same() -> None:
    assert totals(Written(), 1, 10) == totals(SMALL, 1, 10)


def test_the_network_to_train_has_7946_parameters() -> None:
    assert totals(LARGE, 1, 20).params == 7946


def test_the_network_to_train_has_7680_macs() -> None:
    assert totals(LARGE, 1, 20).macs == 7680
