"""Masks of truths in attention, which the contract's random numbers cannot be."""

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.explain.value import explain
from cutaway.recording.recorder import record


class Masked(nn.Module):
    """Attention of a tensor to itself under a mask."""

    def __init__(self, mask: Tensor) -> None:
        super().__init__()
        self.mask = mask

    def forward(self, x: Tensor) -> Tensor:
        return functional.scaled_dot_product_attention(x, x, x, self.mask)


@pytest.mark.parametrize("numbers", [False, True])
def test_a_masked_key_has_no_weight(numbers: bool) -> None:
    mask = torch.rand(4, 4, generator=torch.Generator().manual_seed(1)) > 0.4
    mask.fill_diagonal_(True)
    given = torch.where(mask, 0.0, float("-inf")) if numbers else mask
    x = torch.randn(1, 2, 4, 3)
    recording = record(Masked(given), x)
    for row in range(4):
        found = explain(recording, recording.steps[-1].name, (0, 1, row, 2), strict=True)
        weights = list(found.term.blocks[0].values)
        expected = torch.softmax(x[0, 1] @ x[0, 1, row] / 3**0.5 + given_as_numbers(mask[row]), 0)
        assert weights == pytest.approx(expected.tolist(), abs=1e-6)
        assert [weight == 0 for weight in weights] == (~mask[row]).tolist()


def given_as_numbers(mask: Tensor) -> Tensor:
    return torch.where(mask, 0.0, float("-inf"))


def test_a_row_that_sees_nothing() -> None:
    mask = torch.tensor([[True, False], [False, False]])
    recording = record(Masked(mask), torch.randn(1, 2, 3))
    name = recording.steps[-1].name
    assert explain(recording, name, (0, 0, 0), strict=True).recorded != 0
    last = explain(recording, name, (0, 1, 0))
    assert last.adds_up, f"{last.value} {last.recorded}"
