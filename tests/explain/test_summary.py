"""Counts against torch's own counter and against arithmetic done by hand."""

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from cutaway.errors import RunError, ShapeError
from cutaway.explain.summary import summarise, summary
from cutaway.recording.recorder import record
from tests.explain.test_value import Residual


def test_macs_are_torchs_flops_halved() -> None:
    net, x = Residual().eval(), torch.randn(2, 3, 11, 9)
    with FlopCounterMode(display=False) as counter:
        net(x)
    found = summary(net, x)
    assert found.totals.macs == counter.get_total_flops() // 2 > 0
    assert found.totals.flops == counter.get_total_flops()
    assert found.totals.params == sum(p.numel() for p in net.parameters())
    assert found.totals.complete


def test_the_lectures_perceptron() -> None:
    net = nn.Sequential(nn.Linear(10, 128), nn.ReLU(), nn.Linear(128, 5))
    totals = summary(net, (1, 10)).totals
    assert (totals.params, totals.macs, totals.flops, totals.flops_exact) == (
        2053,
        1920,
        3840,
        3840,
    )


def test_shapes_without_a_run_equal_those_of_a_run() -> None:
    net, x = Residual().eval(), torch.randn(2, 3, 11, 9)
    run, alone = summarise(record(net, x)), summary(net, x)
    assert (run.steps, run.totals) == (alone.steps, alone.totals)
    assert [row.shape for row in run.steps][-1] == (2, 5)


def test_the_weights_are_not_touched() -> None:
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(inplace=True))
    before = {name: (v.data_ptr(), v._version) for name, v in net.state_dict().items()}
    summary(net, (1, 3, 8, 8))
    assert {n: (v.data_ptr(), v._version) for n, v in net.state_dict().items()} == before


def test_tied_and_unused_parameters() -> None:
    class Tied(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.one = nn.Linear(4, 4, bias=False)
            self.spare = nn.Linear(4, 7)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.one(self.one(x))

    totals = summary(Tied(), (1, 4)).totals
    assert (totals.params, totals.unused, totals.macs) == (16 + 35, 35, 32)


def test_an_unknown_call_makes_the_totals_incomplete() -> None:
    class Odd(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cumsum(x, -1)

    found = summary(Odd(), (1, 4))
    assert not found.totals.complete
    assert not found.steps[-1].known


def test_a_mismatch_carries_the_rows_before_it() -> None:
    net = nn.Sequential(nn.Conv2d(3, 16, 4), nn.Flatten(), nn.Linear(576, 10))
    with pytest.raises(RunError, match=r"16·5·5 = 400 numbers, Linear expects 576") as caught:
        summary(net, (1, 3, 8, 8))
    assert [row.name for row in caught.value.partial.steps] == ["input", "0", "1"]  # type: ignore[attr-defined]


def test_forward_that_looks_at_values_needs_a_real_input() -> None:
    class Looks(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x if x.sum() > 0 else -x

    with pytest.raises(RunError, match="give a real input to `record`"):
        summary(Looks(), (1, 4))


def test_a_shape_that_is_none_is_refused() -> None:
    with pytest.raises(ShapeError, match="at least 1"):
        summary(nn.ReLU(), (1, 0))


def test_bytes_know_the_dtype() -> None:
    net = nn.Conv2d(1, 2, 3).half()
    assert summary(net, torch.zeros(1, 1, 5, 5, dtype=torch.half)).steps[-1].bytes == 36
