"""Runs one case: recorded in torch, and every output number recomputed from its Term."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import isnan, prod
from random import Random
from typing import Any

import torch
from torch import Tensor, nn

from cutaway.arithmetic.box import Index, Shape
from cutaway.explain.reading import reader
from cutaway.explain.value import SLACK, precision
from cutaway.ops.opaque import Opaque
from cutaway.ops.reshape import unravel
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording, Step
from tests.conformance.adapters import ADAPTERS
from tests.conformance.cases import Case

RTOL, ATOL = 1e-3, 1e-7  # ONNX's own tolerance: some cases give four digits
SAMPLE = 500
JOINED = ("Concat",)  # every input is an activation; elsewhere all but the first are the model's
POSITIONS = "the second output holds positions of maxima, which no arithmetic makes"


@dataclass(frozen=True)
class Outcome:
    """What became of a case.

    calls    the torch calls it took, in order
    numbers  how many output numbers were recomputed and compared with ONNX's
    left     why some or all of the outputs are not applicable; "" where all are
    faults   every way in which it failed
    """

    calls: tuple[str, ...]
    numbers: int
    left: str
    faults: tuple[str, ...]


class Node(nn.Module):
    """One ONNX node as a model: its weights are parameters, its options plain numbers."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._call, self._options = ADAPTERS[case.operator], case.options
        self._rest: list[Any] = []
        for i, tensor in enumerate(case.inputs[_activations(case) :]):
            plain = tensor is None or not tensor.is_floating_point()
            self._rest.append(None if tensor is None else tuple(tensor.tolist()) if plain else i)
            if tensor is not None and not plain:
                self.register_parameter(f"input{i}", nn.Parameter(tensor, requires_grad=False))

    def forward(self, *inputs: Tensor) -> Any:
        rest = [getattr(self, f"input{i}") if isinstance(i, int) else i for i in self._rest]
        return self._call(self._options, *inputs, *rest)


def outcome(case: Case) -> Outcome:
    """Records a case and recomputes all of its output numbers, and a sample on the way there."""
    given = [exact(tensor) for tensor in case.inputs[: _activations(case)] if tensor is not None]
    recording = record(Node(case), *given)
    expected = case.expected
    left = POSITIONS if case.operator == "MaxPool" and len(expected) > 1 else ""
    if left:
        expected = expected[:1]
    faults = [] if len(recording.outputs) == len(expected) else ["not as many outputs"]
    wanted = dict(zip(recording.outputs, map(exact, expected), strict=False))
    for step in recording.steps[1:]:
        faults += unlike(recording, step, wanted.get(step.name))
    calls = tuple(step.call for step in recording.steps if step.sources)
    return Outcome(calls, sum(tensor.numel() for tensor in expected), left, tuple(faults[:5]))


def unlike(recording: Recording, step: Step, wanted: Tensor | None) -> list[str]:
    """Where a step's explained numbers are not the recorded ones, or not those wanted."""
    if isinstance(step.operation, Opaque):
        return [f"{step.call} is not known"]
    if wanted is not None and step.shape != tuple(wanted.shape):
        return [f"{step.name} is {step.shape}, not {tuple(wanted.shape)}"]
    read, eps = reader(recording), precision(recording, step)
    recorded = recording.values[step.name].tolist()
    expected = recorded if wanted is None else wanted.tolist()
    faults = []
    for index in _places(step.shape, everywhere=wanted is not None):
        term = step.operation.explain(index, read)
        slack = SLACK * eps * (term.weight + abs(term.value))
        if not _same(term.value, _at(recorded, index), slack):
            faults.append(f"{step.name}{list(index)}: {term.value!r}, not {_at(recorded, index)!r}")
        number = _at(expected, index)
        if not _same(term.value, number, max(slack, RTOL * abs(number) + ATOL)):
            faults.append(f"{step.name}{list(index)}: {term.value!r}, ONNX says {number!r}")
    return faults


def _places(shape: Shape, everywhere: bool) -> Iterator[Index]:
    """Every index; off the way's numbers a seeded sample."""
    count = prod(shape)
    if everywhere or count <= SAMPLE:
        yield from product(*map(range, shape))
        return
    for position in Random(0).sample(range(count), SAMPLE):
        yield unravel(position, shape)


def _same(value: float, other: float, slack: float) -> bool:
    return value == other or (isnan(value) and isnan(other)) or abs(value - other) <= slack


def _at(nested: Any, index: Index) -> float:
    for i in index:
        nested = nested[i]
    return float(nested)


def exact(tensor: Tensor) -> Tensor:
    """The same numbers; whole ones as float64, which holds them exactly."""
    return tensor if tensor.is_floating_point() else tensor.to(torch.float64)


def _activations(case: Case) -> int:
    return len(case.inputs) if case.operator in JOINED else 1
