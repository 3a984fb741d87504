"""Explanations agree with torch, say by how much, and refuse to hide a wrong sum."""

from dataclasses import replace
from random import Random

import pytest
import torch
from torch import nn

from cutaway.arithmetic.box import Box
from cutaway.errors import AddressError, SumError
from cutaway.explain.value import explain
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording


class Residual(nn.Module):
    """A small network with a bit of everything."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 4, padding="same")
        self.norm = nn.BatchNorm2d(8)
        self.act = nn.ReLU(inplace=True)
        self.deep = nn.Conv2d(8, 8, 3, padding=1, groups=4)
        self.pool = nn.MaxPool2d(3, 2, 1, ceil_mode=True)
        self.average = nn.AdaptiveAvgPool2d((3, 2))
        self.head = nn.Linear(48, 5)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.act(self.norm(self.stem(x)))
        x = x + self.deep(x)
        x = self.average(self.pool(x))
        return torch.softmax(self.head(x.flatten(1)), dim=1)


def residual_run(dtype: torch.dtype = torch.float32) -> Recording:
    torch.manual_seed(3)
    net = Residual().eval().to(dtype)
    net.norm.running_mean.normal_()
    net.norm.running_var.uniform_(0.5, 2)
    return record(net, torch.randn(2, 3, 11, 9, dtype=dtype))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_every_step_adds_up(dtype: torch.dtype) -> None:
    recording = residual_run(dtype)
    rng = Random(1)
    compared = nonzero = 0
    for step in recording.steps:
        for _ in range(25):
            index = tuple(rng.randrange(n) for n in step.shape)
            explanation = explain(recording, step.name, index, strict=True)
            assert explanation.term.rule != "opaque", step.name
            compared += 1
            nonzero += explanation.recorded != 0
    assert compared == 25 * len(recording.steps) and nonzero > 0.4 * compared


def test_a_wrong_sum_is_told() -> None:
    recording = residual_run()
    spoiled = recording.values["deep"].clone()
    spoiled[0, 0, 0, 0] += 0.01
    wrong = replace(recording, values={**recording.values, "deep": spoiled})
    explanation = explain(wrong, "deep", (0, 0, 0, 0))
    assert not explanation.adds_up
    assert explanation.residual == pytest.approx(-0.01, rel=1e-3)
    assert explain(wrong, "deep", (0, 0, 0, 1)).adds_up
    with pytest.raises(SumError, match="apart"):
        explain(wrong, "deep", (0, 0, 0, 0), strict=True)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_numbers_that_are_no_numbers_equal_themselves(bad: float) -> None:
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(18, 2))
    net[0].weight.data[0, 0, 1, 1] = bad
    recording = record(net, torch.rand(1, 1, 5, 5) + 0.5)
    for step in recording.steps:
        index = (0,) * len(step.shape)
        assert explain(recording, step.name, index, strict=True).adds_up


def test_the_window_is_read_with_its_padding() -> None:
    net = nn.Conv2d(2, 1, 3, padding=1)
    recording = record(net, torch.ones(1, 2, 4, 4))
    term = explain(recording, "conv2d", (0, 0, 0, 0)).term
    window, kernel = term.parts[0].blocks
    assert window.shape == kernel.shape == (1, 2, 3, 3)
    assert list(window.values[:9]) == [0, 0, 0, 0, 1, 1, 0, 1, 1]
    reads = [leaf for leaf in term.leaves() if leaf.source == "input"]
    assert len(reads) == 8
    assert Box.around(leaf.index for leaf in reads).shape == (1, 2, 2, 2)  # type: ignore[union-attr]


def test_an_index_outside_says_the_range() -> None:
    with pytest.raises(AddressError, match=r"0…1, 0…4"):
        explain(residual_run(), "head", (0, 5))


@pytest.mark.parametrize("index", [3, (0, 0.5), "02"])
def test_an_index_that_is_none_says_what_one_is(index: object) -> None:
    run = record(nn.Flatten(), torch.ones(1, 3))
    said = r"an index of flatten is 2 whole numbers, batch axis included, such as \(0, 0\); got"
    with pytest.raises(AddressError, match=said):
        explain(run, "flatten", index)  # type: ignore[arg-type]  # as somebody may write it
    assert explain(run, "flatten", torch.tensor([0, 2])).value == 1  # type: ignore[arg-type]
