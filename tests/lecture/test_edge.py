"""A vertical edge, the kernel [1, −1], and what pooling makes of a shift by one pixel."""

import pytest
from torch import Tensor, nn
from torch.nn import functional

from tests.lecture.lesson import Matrix, conv, explained, image


def edge(shift: int) -> Tensor:
    """4×5: ones up to column 1 + shift, zeros from there on."""
    return image([[float(j < 2 + shift) for j in range(5)]] * 4)


def responses(shift: int) -> Tensor:
    return image(explained(conv([[1, -1]]), edge(shift)))


class PadThenPool(nn.Module):
    """One more row and column of zeros behind, and windows that move by one."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.max_pool2d(functional.pad(x, (0, 1, 0, 1)), 2, 1)


def test_the_kernel_answers_at_the_edge() -> None:
    assert explained(conv([[1, -1]]), edge(0)) == [[0, 1, 0, 0]] * 4


def test_the_flipped_kernel_answers_with_minus_one() -> None:
    assert explained(conv([[-1, 1]]), edge(0)) == [[0, -1, 0, 0]] * 4


def test_pooling_by_default_moves_by_two() -> None:
    assert explained(nn.MaxPool2d(2), responses(0)) == [[1, 0], [1, 0]]


def test_pooling_with_stride_1() -> None:
    assert explained(nn.MaxPool2d(2, 1), responses(0)) == [[1, 1, 0]] * 3


def test_the_printed_result_needs_a_row_and_a_column_more() -> None:
    assert explained(PadThenPool(), responses(0)) == [[1, 1, 0, 0]] * 4


def test_padding_of_the_layer_itself_gives_another_result() -> None:
    found = explained(nn.MaxPool2d(2, 1, padding=1), responses(0))
    assert found == [[0, 1, 1, 0, 0]] * 5


ONE, TWO = nn.MaxPool2d(2, 1), nn.MaxPool2d(2)


@pytest.mark.parametrize(
    ("shift", "row", "stride_one", "stride_two"),
    [
        (0, [0, 1, 0, 0], [1, 1, 0], [1, 0]),
        (1, [0, 0, 1, 0], [0, 1, 1], [0, 1]),
        (2, [0, 0, 0, 1], [0, 0, 1], [0, 1]),
    ],
)
def test_the_shift_table(
    shift: int, row: list[float], stride_one: list[float], stride_two: list[float]
) -> None:
    found: Matrix = explained(conv([[1, -1]]), edge(shift))
    assert found == [row] * 4
    assert explained(ONE, image(found)) == [stride_one] * 3
    assert explained(TWO, image(found)) == [stride_two] * 2


def test_pooling_forgives_one_shift_and_not_the_other() -> None:
    pooled = [explained(TWO, responses(shift)) for shift in (0, 1, 2)]
    assert pooled[1] == pooled[2] and pooled[0] != pooled[1]
