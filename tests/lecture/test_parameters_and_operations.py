"""One 3×3 kernel without bias on 32×32, padding 1, stride 2; and the general formulas.

A MAC is one multiply and one add. Whoever says "FLOPs" must say which.
"""

import pytest
from torch import nn

import cutaway
from cutaway.arithmetic.window import Window
from tests.lecture.lesson import conv, image, totals

KERNEL = [[1.0] * 3] * 3
PICTURE = (1, 1, 32, 32)


def test_the_output_is_16_by_16() -> None:
    layer = conv(KERNEL, padding=1, stride=2)
    assert cutaway.summary(layer, PICTURE).steps[-1].shape == (1, 1, 16, 16)


def test_9_parameters() -> None:
    assert totals(conv(KERNEL, padding=1, stride=2), *PICTURE).params == 9


def test_2304_macs() -> None:
    assert totals(conv(KERNEL, padding=1, stride=2), *PICTURE).macs == 16 * 16 * 9 == 2304


def test_4608_flops_at_two_for_each_mac() -> None:
    assert totals(conv(KERNEL, padding=1, stride=2), *PICTURE).flops == 4608


def test_4352_multiplications_and_additions_exactly() -> None:
    # nine products need only eight additions
    assert totals(conv(KERNEL, padding=1, stride=2), *PICTURE).flops_exact == 256 * 17 == 4352


def test_2209_multiplications_touch_real_pixels() -> None:
    recording = cutaway.record(conv(KERNEL, padding=1, stride=2), image([[1.0] * 32] * 32))
    touched = 0
    for i in range(16):
        for j in range(16):
            term = cutaway.explain(recording, "conv2d", (0, 0, i, j)).term
            touched += sum(leaf.source == "input" for leaf in term.leaves())
    assert touched == 47 * 47 == 2209


def test_the_convention_is_always_said() -> None:
    said = totals(conv(KERNEL), *PICTURE).convention
    assert "MAC = one multiply-add" in said and "flops = 2 × MACs" in said


def test_forgetting_the_stride_9216_macs() -> None:
    assert totals(conv(KERNEL, padding=1), *PICTURE).macs == 9216


def test_forgetting_the_padding_2025_macs() -> None:
    assert totals(conv(KERNEL, stride=2), *PICTURE).macs == 15 * 15 * 9 == 2025


def test_rounding_up_2601_macs() -> None:
    rounded_up = Window(3, stride=2, before=1, after=1, ceil=True).outputs(32)
    assert rounded_up == 17 and rounded_up**2 * 9 == 2601


def test_counting_a_bias_10_parameters() -> None:
    layer = conv(KERNEL, bias=0, padding=1, stride=2)
    found = totals(layer, *PICTURE)
    assert found.params == 10
    assert found.flops_exact == 256 * 18 == 4608, "nine products, eight additions, and the bias"
    assert found.macs + 256 == 2560, "MACs, and one addition of the bias for each output"


def test_a_dense_layer_instead_262144_parameters() -> None:
    assert totals(nn.Linear(32 * 32, 16 * 16, bias=False), 1, 32 * 32).params == 262_144


@pytest.mark.parametrize("kernel", [1, 3, 5])
@pytest.mark.parametrize(("inputs", "outputs"), [(1, 6), (3, 64), (100, 100)])
def test_the_general_layer(kernel: int, inputs: int, outputs: int) -> None:
    height, width = 12, 10
    plain = nn.Conv2d(inputs, outputs, kernel, padding="same", bias=False)
    found = totals(plain, 1, inputs, height, width)
    assert found.params == kernel**2 * inputs * outputs
    assert found.macs == kernel**2 * inputs * outputs * height * width
    assert found.flops == 2 * found.macs
    assert found.flops_exact == (2 * kernel**2 * inputs - 1) * outputs * height * width
    biased = nn.Conv2d(inputs, outputs, kernel, padding="same")
    found = totals(biased, 1, inputs, height, width)
    assert found.params == kernel**2 * inputs * outputs + outputs
    assert found.flops_exact == 2 * found.macs, "with the bias it is exactly two for each MAC"


LARGE = nn.Conv2d(100, 100, 5, padding=2)


def test_the_large_layer_is_1_024_gmac() -> None:
    assert totals(LARGE, 1, 100, 64, 64).macs == 100 * 100 * 25 * 64 * 64 == 1_024_000_000


def test_the_large_layer_is_2_048_gflop_and_not_1() -> None:
    found = totals(LARGE, 1, 100, 64, 64)
    assert found.flops == found.flops_exact == 2_048_000_000


def test_the_large_layer_without_bias_saves_409600_additions() -> None:
    plain = nn.Conv2d(100, 100, 5, padding=2, bias=False)
    found = totals(plain, 1, 100, 64, 64)
    assert found.flops - found.flops_exact == 409_600


def test_the_large_layer_has_250000_weights_and_100_biases() -> None:
    assert totals(LARGE, 1, 100, 64, 64).params == 250_000 + 100
