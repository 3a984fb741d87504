"""The tolerance follows the precision that a step was really computed in."""

from random import Random

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.explain.value import explain, precision
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording


class Mixed(nn.Module):
    """A bit of everything that rounds."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1)
        self.norm = nn.BatchNorm2d(8)
        self.deep = nn.Conv2d(8, 8, 3, padding=1, groups=2)
        self.layers = nn.LayerNorm(8)
        self.head = nn.Linear(8, 5)

    def forward(self, x: Tensor) -> Tensor:
        y = functional.gelu(self.norm(self.stem(x)))
        y = y + functional.silu(self.deep(y))
        y = functional.interpolate(y, scale_factor=1.5, mode="bilinear")
        y = functional.avg_pool2d(y, 3, 2).flatten(2).mean(-1)
        y = self.head(self.layers(y))
        return torch.log_softmax(y.float() * 2, dim=1)


def network(dtype: torch.dtype = torch.float32) -> nn.Module:
    torch.manual_seed(1)
    made = Mixed().eval()
    made.norm.running_mean.normal_()
    made.norm.running_var.uniform_(0.5, 2)
    return made.to(dtype)


def check(recording: Recording) -> None:
    rng, nonzero, compared = Random(2), 0, 0
    for step in recording.steps:
        for _ in range(20):
            index = tuple(map(rng.randrange, step.shape))
            explanation = explain(recording, step.name, index, strict=True)
            compared += 1
            nonzero += explanation.recorded != 0
    assert nonzero > 0.8 * compared


DTYPES = (torch.float16, torch.bfloat16, torch.float32, torch.float64)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_each_precision_adds_up_by_its_own_measure(dtype: torch.dtype) -> None:
    recording = record(network(dtype), torch.randn(2, 3, 8, 8, dtype=dtype))
    check(recording)
    conv = recording.step("stem")
    assert conv.dtype == str(dtype).removeprefix("torch.")
    assert precision(recording, conv) == torch.finfo(dtype).eps
    assert type(recording.steps[-3].operation).__name__ == ("Cast" if _low(dtype) else "Linear")


def _low(dtype: torch.dtype) -> bool:
    return dtype != torch.float32


def test_autocast_is_followed_step_by_step() -> None:
    made = network()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        recording = record(made, torch.randn(2, 3, 8, 8))
    check(recording)
    kinds = {step.name: step.dtype for step in recording.steps}
    assert kinds["stem"] == kinds["deep"] == kinds["head"] == "bfloat16"
    assert kinds["log_softmax"] == "float32"
    assert precision(recording, recording.step("stem")) == torch.finfo(torch.bfloat16).eps
    assert precision(recording, recording.step("log_softmax")) == torch.finfo(torch.float32).eps
    assert all(p.dtype == torch.float32 for p in made.parameters())


def test_the_measure_of_a_coarse_precision_is_not_that_of_a_fine_one() -> None:
    x = torch.randn(2, 3, 8, 8)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        coarse = explain(record(network(), x), "stem", (0, 0, 4, 4))
    fine = explain(record(network(), x), "stem", (0, 0, 4, 4))
    assert coarse.tolerance == pytest.approx(fine.tolerance * 2.0**16, rel=0.05)
    assert abs(coarse.residual) > fine.tolerance  # so it is that measure which lets it pass


def test_channels_last_is_the_same_network() -> None:
    made, x = network(), torch.randn(2, 3, 8, 8)
    plain = record(made, x)
    last = record(
        network().to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    )
    check(last)
    assert [step.name for step in last.steps] == [step.name for step in plain.steps]
    assert [step.shape for step in last.steps] == [step.shape for step in plain.steps]
    assert last.values["stem"].is_contiguous(memory_format=torch.channels_last)


def test_what_overflows_and_what_vanishes_equals_itself() -> None:
    class Extreme(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.softmax(x * 300, dim=-1)

    recording = record(Extreme(), torch.tensor([[1.0, -1.0, 250.0, 0.97]], dtype=torch.float16))
    large = explain(recording, "mul", (0, 2), strict=True)
    assert large.recorded == float("inf") and large.value == 75000 and large.residual == 0
    recording = record(Extreme(), torch.tensor([[0.1, 0.05, 0.03]], dtype=torch.float16))
    small = explain(recording, "softmax", (0, 2), strict=True)
    assert 0 < small.value < 1e-8 and small.recorded == 0
