"""A 4×4 picture, a 3×3 kernel, bias 1, padding 1, stride 1: the answer, and wrong ones.

What deep learning calls convolution is a cross-correlation: the kernel is not flipped.
"""

import pytest

import cutaway
from tests.lecture.lesson import Matrix, conv, explained, image

PICTURE = image([[1, 2, 0, 3], [0, 1, 2, 3], [1, 2, 1, 0], [5, 2, 3, 1]])
KERNEL = [[1, 2, 1], [0, 1, 0], [2, 1, 0]]
ANSWER = [[2, 4, 5, 11], [6, 11, 13, 12], [8, 19, 17, 16], [10, 9, 8, 3]]


def test_the_answer() -> None:
    assert explained(conv(KERNEL, bias=1, padding=1), PICTURE) == ANSWER


def test_without_the_bias() -> None:
    assert explained(conv(KERNEL, padding=1), PICTURE) == [
        [1, 3, 4, 10],
        [5, 10, 12, 11],
        [7, 18, 16, 15],
        [9, 8, 7, 2],
    ]


def test_forgetting_the_bias_is_one_less_everywhere() -> None:
    forgotten = explained(conv(KERNEL, padding=1), PICTURE)
    assert [[value + 1 for value in row] for row in forgotten] == ANSWER


def test_forgetting_the_padding() -> None:
    assert explained(conv(KERNEL, bias=1), PICTURE) == [[11, 13], [19, 17]]


def test_flipping_the_kernel_as_mathematics_does() -> None:
    flipped = [row[::-1] for row in KERNEL[::-1]]
    assert explained(conv(flipped, bias=1, padding=1), PICTURE) == [
        [3, 7, 9, 12],
        [10, 10, 13, 8],
        [16, 20, 19, 9],
        [11, 7, 5, 2],
    ]


def test_exchanging_rows_and_columns_of_the_kernel() -> None:
    turned = [list(row) for row in zip(*KERNEL, strict=True)]
    assert explained(conv(turned, bias=1, padding=1), PICTURE) == [
        [4, 5, 9, 6],
        [6, 6, 18, 9],
        [6, 15, 15, 8],
        [12, 19, 11, 9],
    ]


def test_stride_two_by_mistake() -> None:
    assert explained(conv(KERNEL, bias=1, padding=1, stride=2), PICTURE) == [[2, 5], [8, 17]]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("replicate", [[7, 9, 10, 20], [9, 11, 13, 15], [18, 19, 17, 19], [26, 21, 15, 10]]),
        ("reflect", [[6, 8, 13, 21], [12, 11, 13, 12], [13, 19, 17, 18], [17, 13, 13, 6]]),
        ("circular", [[21, 16, 14, 21], [9, 11, 13, 13], [13, 19, 17, 16], [17, 13, 12, 7]]),
    ],
)
def test_other_padding(mode: str, expected: Matrix) -> None:
    assert explained(conv(KERNEL, bias=1, padding=1, padding_mode=mode), PICTURE) == expected


def test_the_first_number_is_made_of_four_pixels_and_five_zeros() -> None:
    recording = cutaway.record(conv(KERNEL, bias=1, padding=1), PICTURE)
    term = cutaway.explain(recording, "conv2d", (0, 0, 0, 0)).term
    window, kernel = term.parts[0].blocks
    assert list(window.values) == [0, 0, 0, 0, 1, 2, 0, 0, 1]
    assert list(kernel.values) == [1, 2, 1, 0, 1, 0, 2, 1, 0]
    products = [a * b for a, b in zip(window.values, kernel.values, strict=True)]
    assert products == [0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert [part.value for part in term.parts] == [1, 1], "the dot, and the bias"
