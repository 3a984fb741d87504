"""Calls with several outputs, custom functions and torch's own attention: step by step."""

from itertools import product
from random import Random
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.checkpoint import checkpoint

from cutaway.explain.summary import summary
from cutaway.explain.value import explain
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording
from cutaway.recording.shapes import record_shapes


class Pieces(nn.Module):
    """Everything that gives more than one tensor."""

    def forward(self, x: Tensor) -> Tensor:
        first, second, third = x.split((1, 2, 3), dim=1)
        a, b = second.unbind(1)
        pooled, places = functional.max_pool2d(x, 2, return_indices=True)
        back = functional.max_unpool2d(pooled, places, 2)
        largest, _ = x.max(dim=1)
        variance, mean = torch.var_mean(third, (1, 2, 3), keepdim=True)
        mixed = first + a[:, None] * b[:, None] + largest[:, None]
        return (mixed - mean) / (variance + 1).sqrt() + back


def kinds(recording: Recording) -> list[tuple[str, str]]:
    return [(step.name, type(step.operation).__name__) for step in recording.steps]


def test_each_output_is_a_step_of_its_own() -> None:
    x = torch.randn(2, 6, 4, 4)
    recording = record(Pieces(), x)
    found = dict(kinds(recording))
    assert [found[name] for name in ("split", "split#2", "split#3")] == ["Slice"] * 3
    assert found["unbind"] == found["unbind#2"] == "Slice"
    assert found["max_pool2d_with_indices"] == "MaxPool"
    assert found["max_pool2d_with_indices#2"] == "MaxPlaces"
    assert found["max#2"] == "Opaque"
    assert found["max"] == found["var_mean"] == found["var_mean#2"] == "Reduce"
    assert torch.equal(recording.values["split#2"], x[:, 1:3])
    assert torch.equal(recording.values["max"], x.amax(1))
    assert kinds(record_shapes(Pieces(), x)) == kinds(recording)


def test_every_piece_adds_up() -> None:
    rng, recording = Random(0), record(Pieces(), torch.randn(2, 6, 4, 4))
    found = [
        explain(recording, step.name, tuple(map(rng.randrange, step.shape)))
        for step in recording.steps
        for _ in range(10)
    ]
    assert [one.step for one in found if not one.adds_up] == []
    explained = [one for one in found if one.term.rule not in ("read", "opaque")]
    assert sum(one.value != 0 for one in explained) > 100


class Swish(torch.autograd.Function):
    """A custom function, as memory-saving networks write them."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return x * torch.sigmoid(x)


class Custom(nn.Module):
    """A custom function and a checkpoint of the old kind between two convolutions."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3)

    def forward(self, x: Tensor) -> Tensor:
        y = Swish.apply(self.conv(x))
        out = checkpoint(self.conv, y, use_reentrant=True)
        assert isinstance(out, Tensor)
        return out


@pytest.mark.filterwarnings("ignore:None of the inputs have requires_grad:UserWarning")
@pytest.mark.parametrize("run", [record, record_shapes])
def test_custom_functions_and_old_checkpoints_are_looked_into(run: Any) -> None:
    recording = run(Custom(), torch.randn(1, 3, 8, 8))
    assert kinds(recording) == [
        ("input", "Source"),
        ("conv", "Conv"),
        ("sigmoid", "Activation"),
        ("mul", "Elementwise"),
        ("conv#2", "Conv"),
    ]
    assert recording.outputs == ("conv#2",)


@pytest.mark.parametrize("weights", [True, False])
@pytest.mark.parametrize("run", [record, record_shapes])
def test_torchs_attention_is_looked_into(run: Any, weights: bool) -> None:
    network = nn.MultiheadAttention(8, 2, batch_first=True).eval()

    class Alone(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = network

        def forward(self, x: Tensor) -> Any:
            return self.attention(x, x, x, need_weights=weights)

    x = torch.randn(2, 5, 8)
    recording = run(Alone(), x)
    assert "Opaque" not in dict(kinds(recording)).values()
    projections, scores, mixed, out = 10 * 8 * 24, 2 * 5 * 5 * 8, 2 * 5 * 5 * 8, 10 * 8 * 8
    macs = sum(step.operation.count().macs for step in recording.steps)
    assert macs == projections + scores + mixed + out
    if run is record:
        expected = network(x, x, x, need_weights=weights)[0]
        assert torch.allclose(recording.values[recording.outputs[0]], expected, atol=1e-6)


class Stateful(nn.Module):
    """Keeps things on itself, writes to its parameter, its buffer and its input."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(3, 3))
        self.register_buffer("seen", torch.zeros(3))
        self.calls = 0

    def forward(self, x: Tensor) -> Tensor:
        self.calls += 1
        self.last = x
        self.weight.data.clamp_(-0.5, 0.5)
        x.mul_(2)
        self.seen.data.add_(x.mean(0))
        torch.add(self.seen, x[0], out=self.seen)
        return x @ self.weight + self.seen


def test_what_forward_writes_is_taken_back() -> None:
    network, x = Stateful(), torch.randn(4, 3)
    state = {name: value.clone() for name, value in network.state_dict().items()}
    given = x.clone()
    recording = record(network, x)
    assert torch.equal(x, given)
    assert all(torch.equal(value, state[name]) for name, value in network.state_dict().items())
    assert network.calls == 0 and not hasattr(network, "last")
    with torch.no_grad():
        assert torch.equal(recording.values[recording.outputs[0]], network(x))
    for step in recording.steps:
        explain(recording, step.name, (0,) * len(step.shape), strict=True)


class Segmenting(nn.Module):
    """A pool whose places of maxima lead an unpooling, as in SegNet."""

    def forward(self, x: Tensor) -> Tensor:
        pooled, places = functional.max_pool2d(x, 3, 2, 1, return_indices=True)
        return functional.max_unpool2d(pooled, places, 3, 2, 1)


def test_places_of_maxima_are_explained_and_leave_the_total_complete() -> None:
    assert summary(Segmenting(), (1, 2, 7, 7)).totals.complete
    # equal numbers, NaN and −∞: of equal ones torch takes the first, of NaN the last
    x = torch.randint(0, 2, (1, 4, 7, 7), generator=torch.Generator().manual_seed(1)).float()
    x[0, 0, 2:4, 2:4], x[0, 1] = torch.nan, -torch.inf
    recording = record(nn.MaxPool2d(3, 2, 1, return_indices=True), x)
    places = recording.steps[-1]
    assert type(places.operation).__name__ == "MaxPlaces"
    for index in product(*map(range, places.shape)):
        assert explain(recording, places.name, index).residual == 0
    assert recording.values[places.name].unique().numel() > 8
