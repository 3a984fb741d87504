"""`cutaway cost`: a line of PyTorch, counted by each convention."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Cutaway

SLIDE = ("cost", "nn.Conv2d(100, 100, 5, padding=2)", "--input", "64x64")


def test_the_slide(cutaway: Cutaway) -> None:
    out = cutaway(*SLIDE).out
    assert out.startswith("nn.Conv2d(100, 100, kernel_size=5, padding=2): 100×64×64 → 100×64×64")
    assert "C_o · C_i · K_h · K_w · L_h · L_w = 100 · 100 · 5 · 5 · 64 · 64 = 1,024,000,000" in out
    assert "= 2,048,000,000" in out and "= 250,100" in out
    assert "FLOPs = 2 × MACs" in out


def test_as_json(cutaway: Cutaway) -> None:
    found = cutaway(*SLIDE, "--json").json
    assert (found["params"], found["macs"], found["flops"]) == (250_100, 1_024_000_000,
                                                                2_048_000_000)  # fmt: skip
    assert found["layers"][0]["output"] == [100, 64, 64]


def test_what_has_no_parameters_is_told_once(cutaway: Cutaway) -> None:
    out = cutaway("cost", "nn.MaxPool2d(2)", "--input", "64x64").out
    assert "  parameters\n    0\n" in out


def test_several_layers_are_summed(cutaway: Cutaway) -> None:
    line = "nn.Sequential(nn.Linear(10, 128), nn.ReLU(), nn.Linear(128, 5))"
    out = cutaway("cost", line, "--input", "10").out
    assert out.splitlines()[-1] == "all: 2,053 parameters · 1,920 MACs · 3,840 FLOPs"


@pytest.mark.parametrize(
    ("words", "said"),
    [(("nn.Conv2d(3, 8)", "--input", "8x8"), "nn.Conv2d needs kernel_size"),
     (("nn.Conv2d(3, 8, 3)", "--input", "8"), "the input 8 has 1 size;"),
     (("nn.Conv2d(3, 8, 3)", "--input", "eight"), "the input is a shape such as 3x224x224"),
     (("nn.Conv2d(3, 8, 9)", "--input", "4x4"), "size is 9; at most 4"),
     (("print(1)", "--input", "4x4"), "print is no layer the playground knows")],
)  # fmt: skip
def test_what_cannot_be_counted(
    refused: Callable[..., str], words: tuple[str, ...], said: str
) -> None:
    assert refused("cost", *words).startswith(said)
