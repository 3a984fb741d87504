"""Pooling: the largest or the mean of every window, channel by channel, without parameters."""

from torch import nn

from tests.lecture.lesson import explained, image, totals

PICTURE = image([[1, 1, 2, 0], [0, 1, 1, 2], [0, 0, 1, 3], [0, 0, 1, 1]])
COUNTING = image([[0, 1, 2], [3, 4, 5], [6, 7, 8]])


def test_max_pooling_2_by_2() -> None:
    assert explained(nn.MaxPool2d(2), PICTURE) == [[1, 2], [0, 3]]


def test_max_pooling_with_stride_1() -> None:
    pool = nn.MaxPool2d(2, stride=1)
    assert explained(pool, PICTURE) == [[1, 2, 2], [1, 1, 3], [0, 1, 3]]


def test_average_pooling_2_by_2() -> None:
    assert explained(nn.AvgPool2d(2), PICTURE) == [[0.75, 1.25], [0, 1.5]]


def test_max_of_0_1_3_4_is_4() -> None:
    assert explained(nn.MaxPool2d(2, stride=1), COUNTING)[0][0] == 4


def test_max_pooling_of_0_to_8() -> None:
    assert explained(nn.MaxPool2d(2, stride=1), COUNTING) == [[4, 5], [7, 8]]


def test_average_pooling_of_0_to_8() -> None:
    assert explained(nn.AvgPool2d(2, stride=1), COUNTING) == [[2, 3], [5, 6]]


def test_pooling_has_no_parameters_and_keeps_the_channels() -> None:
    found = totals(nn.MaxPool2d(2), 1, 7, 4, 4)
    assert (found.params, found.macs) == (0, 0)
