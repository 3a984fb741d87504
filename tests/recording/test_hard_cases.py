"""The hard cases: networks on which tools of this kind go wrong, fail, or leave a trace."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from cutaway.explain.summary import summary
from cutaway.explain.value import explain
from cutaway.ops.opaque import Opaque
from cutaway.recording.calls import tensors_in
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording
from tests.recording import networks as nets
from tests.recording import traces

IMAGE = (2, 3, 8, 8)


@dataclass(frozen=True)
class Case:
    """One network and what it runs on.

    build     makes the network; it is in evaluation mode unless it says otherwise
    inputs    shapes of its inputs, or anything else that forward takes
    counted   torch's own counter covers all of its multiply-adds
    shapes    a run of shapes is possible: forward looks at no values
    """

    build: Callable[[], nn.Module]
    inputs: tuple[Any, ...] = (IMAGE,)
    counted: bool = True
    shapes: bool = True

    def made(self) -> tuple[nn.Module, tuple[Any, ...]]:
        torch.manual_seed(5)
        network = self.build()
        return network, tuple(torch.randn(i) if _is_shape(i) else i for i in self.inputs)


def _is_shape(given: object) -> bool:
    return isinstance(given, tuple) and all(isinstance(n, int) for n in given)


CASES = {
    "functional convolution with a bare parameter": Case(nets.BareParameter),
    "functional relu, cat, add, view": Case(nets.Functional),
    "attention by matmul": Case(nets.MatmulAttention, ((2, 5, 8),)),
    "attention by one call": Case(nets.FusedAttention, ((2, 5, 8),)),
    "torch's multi-head attention": Case(nets.heads, ((2, 5, 8),)),
    "a module used three times": Case(nets.ThreeTimes),
    "one module under two names": Case(nets.TwoNames),
    "tied weights": Case(nets.Tied, ((2, 6),)),
    "a dict of outputs": Case(nets.Dict),
    "a tuple of outputs": Case(nets.Tuple),
    "two inputs": Case(nets.TwoInputs, (IMAGE, (2, 5, 8, 8))),
    "control flow that depends on data": Case(nets.Branches, shapes=False),
    "transposed": Case(nets.transposed),
    "grouped": Case(lambda: nn.Conv2d(3, 6, 3, groups=3).eval()),
    "dilated": Case(lambda: nn.Conv2d(3, 4, 3, dilation=(3, 2)).eval()),
    "depthwise and pointwise": Case(nets.separable),
    "same with even kernels": Case(nets.even),
    "circular and reflect padding": Case(nets.padded),
    "1-D": Case(nets.line, ((2, 3, 16),)),
    "3-D": Case(nets.cube, ((1, 2, 5, 6, 7),)),
    "local response norm and adaptive pooling": Case(nets.alex),
    "batch norm in training with two items": Case(nets.training),
    "a linear layer on three axes": Case(lambda: nn.Linear(8, 3).eval(), ((2, 5, 8),)),
    "lazy modules": Case(nets.lazy),
    "parametrised weight norm": Case(nets.weight_norm),
    "spectral norm in training": Case(nets.spectral_norm, counted=False),
    "a convolution that standardises its weight": Case(nets.standardising),
    "arguments that are no tensors": Case(nets.Arguments, (IMAGE, 2, "max", {"scale": 0.5})),
    "gradient checkpointing": Case(nets.Checkpointed),
    "in-place views": Case(nets.InPlaceViews),
    "other numbers by `data`": Case(nets.Rebinding, counted=False),
}


@pytest.mark.parametrize("name", CASES)
def test_recorded_outputs_are_the_plain_forwards(name: str) -> None:
    case = CASES[name]
    if name == "lazy modules":
        return  # its weights are drawn at random, in a copy
    network, inputs = case.made()
    recording = record(network, *inputs)
    network, inputs = case.made()
    with torch.no_grad():
        expected = list(tensors_in(network(*inputs)))
    assert len(recording.outputs) == len(expected)
    for output, tensor in zip(recording.outputs, expected, strict=True):
        assert torch.equal(recording.values[output], tensor)


@pytest.mark.parametrize("name", CASES)
def test_every_step_adds_up(name: str) -> None:
    network, inputs = CASES[name].made()
    recording = record(network, *inputs)
    rng, nonzero, compared = Random(3), 0, 0
    assert not [step.name for step in recording.steps if isinstance(step.operation, Opaque)]
    for step in recording.steps:
        for _ in range(8):
            index = tuple(rng.randrange(n) for n in step.shape)
            explanation = explain(recording, step.name, index, strict=True)
            compared += 1
            nonzero += explanation.recorded != 0
    assert nonzero >= 0.4 * compared > 0


@pytest.mark.parametrize("name", CASES)
def test_counts_are_torchs_and_the_same_without_values(name: str) -> None:
    case = CASES[name]
    network, inputs = case.made()
    recording = record(network, *inputs)
    if case.shapes:
        network, inputs = case.made()
        totals = summary(network, *inputs).totals
        assert totals.macs == macs(recording)
        assert totals.complete
    if case.counted:
        counter = FlopCounterMode(display=False)
        with counter, torch.no_grad(), sdpa_kernel(SDPBackend.MATH):
            network(*inputs)
        assert macs(recording) * 2 == counter.get_total_flops() > 0


@pytest.mark.parametrize("name", CASES)
def test_no_trace_is_left(name: str) -> None:
    network, inputs = CASES[name].made()
    before, words = traces.fingerprint(network), traces.torchs_functions()
    given = [tensor.clone() for tensor in tensors_in(inputs)]
    record(network, *inputs)
    if CASES[name].shapes:
        summary(network, *inputs)
    assert traces.fingerprint(network) == before
    assert traces.torchs_functions() == words
    for tensor, kept in zip(tensors_in(inputs), given, strict=True):
        assert torch.equal(tensor, kept)


def macs(recording: Recording) -> int:
    return sum(step.operation.count().macs for step in recording.steps)
