"""Why is this number what it is."""

from dataclasses import dataclass
from math import isfinite, isnan
from sys import float_info

import torch

from cutaway.arithmetic.box import Index
from cutaway.arithmetic.term import Term
from cutaway.errors import SumError
from cutaway.explain.reading import reader
from cutaway.recording.recording import Recording, Step, check_index

SLACK = 32


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one number was made, and how well that agrees with what the network computed.

    term       the arithmetic
    value      its result, in float64
    recorded   what the network computed
    residual   value − recorded; NaN and infinities equal themselves
    tolerance  32 · eps · (Σ|terms| + |value|), eps of the network's own precision
    """

    step: str
    index: Index
    term: Term
    value: float
    recorded: float
    residual: float
    tolerance: float

    @property
    def adds_up(self) -> bool:
        """Whether the residual is within the tolerance."""
        return self.residual == 0.0 or abs(self.residual) <= min(self.tolerance, float_info.max)


def explain(recording: Recording, step: str, index: Index, strict: bool = False) -> Explanation:
    """The arithmetic of the number at `index` (batch axis included) of a step's output.

    strict   raise SumError where the arithmetic does not give the recorded number

    Raises AddressError for a step or index that does not exist.
    """
    found = recording.step(step)
    check_index(found, tuple(index))
    read = reader(recording)
    term = found.operation.explain(tuple(index), read)
    recorded = float(recording.values[step][tuple(index)])
    residual = _residual(term.value, recorded)
    tolerance = SLACK * precision(recording, found) * (term.weight + abs(term.value))
    explanation = Explanation(step, tuple(index), term, term.value, recorded, residual, tolerance)
    if strict and not explanation.adds_up:
        raise SumError(
            f"{step}{list(index)} is {recorded!r}, but its arithmetic gives {term.value!r}: "
            f"{abs(residual):.3g} apart, where {tolerance:.3g} is allowed",
            recorded=recorded,
            value=term.value,
        )
    return explanation


def precision(recording: Recording, step: Step) -> float:
    """eps of the coarsest floating type among a step's output and what it read."""
    names = (step.name, *(ref.name for ref in step.operation.inputs))
    types = {recording.values[name].dtype for name in names if name in recording.values}
    floats = [torch.finfo(t).eps for t in types if t.is_floating_point]
    eps = max(floats, default=torch.finfo(torch.float64).eps)
    if torch.float32 in types and _tf32(recording, step):
        eps = max(eps, 2.0**-10)
    return eps


def _tf32(recording: Recording, step: Step) -> bool:
    value = recording.values.get(step.name)
    if value is None or not value.is_cuda:
        return False
    if step.call.startswith("conv"):
        return bool(torch.backends.cudnn.allow_tf32)
    return bool(torch.backends.cuda.matmul.allow_tf32)


def _residual(value: float, recorded: float) -> float:
    if value == recorded or (isnan(value) and isnan(recorded)):
        return 0.0
    difference = value - recorded
    return difference if isfinite(difference) else float("inf")
