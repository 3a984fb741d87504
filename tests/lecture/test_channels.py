"""Several channels: each has its own kernel, and what they give is added."""

import pytest
import torch
from torch import nn

import cutaway
from tests.lecture.lesson import Matrix, explained, image

FIRST, SECOND = [[0, 1, 2], [3, 4, 5], [6, 7, 8]], [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
KERNELS = [[[0, 1], [2, 3]], [[1, 2], [3, 4]]]
PICTURE = torch.cat([image(FIRST), image(SECOND)], 1)


def layer(kernels: list[Matrix]) -> nn.Conv2d:
    made = nn.Conv2d(len(kernels), 1, 2, bias=False).requires_grad_(False)
    made.weight.copy_(torch.tensor(kernels, dtype=torch.float32)[None])
    return made


def test_the_sum_is_56_and_72_over_104_and_120() -> None:
    assert explained(layer(KERNELS), PICTURE) == [[56, 72], [104, 120]]


@pytest.mark.parametrize(
    ("channel", "expected"),
    [(0, [[19, 25], [37, 43]]), (1, [[37, 47], [67, 77]])],
)
def test_what_each_channel_adds(channel: int, expected: Matrix) -> None:
    recording = cutaway.record(layer(KERNELS), PICTURE)
    shares = {p.channel: p.adds for p in cutaway.parts(recording, "conv2d", 0).parts}
    assert shares[channel].tolist() == expected


def test_37_and_19_are_56() -> None:
    recording = cutaway.record(layer(KERNELS), PICTURE)
    term = cutaway.explain(recording, "conv2d", (0, 0, 0, 0)).term
    window, kernel = term.blocks
    products = [a * b for a, b in zip(window.values, kernel.values, strict=True)]
    assert (sum(products[4:]), sum(products[:4]), term.value) == (37, 19, 56)


def test_averaging_the_channels_is_wrong() -> None:
    halves = [[[k / 2 for k in row] for row in kernel] for kernel in KERNELS]
    assert explained(layer(halves), PICTURE) == [[28, 36], [52, 60]]


def test_flipping_the_kernels_is_wrong_and_starts_with_28_too() -> None:
    flipped = [[row[::-1] for row in kernel[::-1]] for kernel in KERNELS]
    assert explained(layer(flipped), PICTURE) == [[28, 44], [76, 92]]


def test_a_1_by_1_convolution_is_a_linear_layer_at_every_pixel() -> None:
    torch.manual_seed(0)
    conv, linear = nn.Conv2d(3, 4, 1), nn.Linear(3, 4)
    linear.weight.data, linear.bias.data = conv.weight.data[:, :, 0, 0], conv.bias.data  # type: ignore[union-attr]
    x = torch.randn(1, 3, 2, 5)
    maps = cutaway.record(conv, x)
    pixels = cutaway.record(linear, x.permute(0, 2, 3, 1))
    for channel in range(4):
        for i in range(2):
            for j in range(5):
                a = cutaway.explain(maps, "conv2d", (0, channel, i, j), strict=True)
                b = cutaway.explain(pixels, "linear", (0, i, j, channel), strict=True)
                assert a.value == b.value
    assert cutaway.summary(conv, (1, 3, 2, 5)).totals.params == 3 * 4 + 4
