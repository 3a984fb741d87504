"""Why is this number what it is."""

from dataclasses import dataclass
from math import isfinite, isnan
from operator import index as as_index
from sys import float_info

import torch

from cutaway.arithmetic.box import Index
from cutaway.arithmetic.term import Term
from cutaway.errors import AddressError, SumError
from cutaway.explain.reading import reader
from cutaway.recording.recording import Recording, Step, check_index

SLACK = 32
TF32 = 2.0**-10


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one number was made, and how well that agrees with what the network computed.

    term       the arithmetic
    value      its result, in float64
    recorded   what the network computed
    residual   value − recorded; NaN and infinities equal themselves, and a value too large for
               the precision equals the infinity that it became
    tolerance  32 · eps · (Σ|terms| + |value|), eps of the network's own precision; and a little
               more, for numbers so small that the precision holds them as zero
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
    index = _whole(found, index)
    check_index(found, index)
    read = reader(recording)
    _check_real(recording, found)
    term = found.operation.explain(index, read)
    recorded = float(recording.values[step][index])
    kind = recording.values[step].dtype
    residual = _residual(term.value, recorded, kind)
    tolerance = SLACK * precision(recording, found) * (term.weight + abs(term.value))
    tolerance += _least(kind)
    explanation = Explanation(step, index, term, term.value, recorded, residual, tolerance)
    if strict and not explanation.adds_up:
        raise SumError(
            f"{step}{list(index)} is {recorded!r}, but its arithmetic gives {term.value!r}: "
            f"{abs(residual):.3g} apart, where {tolerance:.3g} is allowed",
            recorded=recorded,
            value=term.value,
        )
    return explanation


def _whole(step: Step, given: object) -> Index:
    """An index as a tuple of whole numbers, of whatever kind they are."""
    try:
        return tuple(map(as_index, given))  # type: ignore[call-overload]  # tried out here
    except TypeError:
        raise AddressError(
            f"an index of {step.name} is {len(step.shape)} whole numbers, batch axis included, "
            f"such as {(0,) * len(step.shape)}; got {given!r}"
        ) from None


def precision(recording: Recording, step: Step) -> float:
    """eps of the precision that a step was computed in.

    That is the precision of its output: torch computes in it, or in a finer one and rounds. So
    autocast is followed: its convolutions give bfloat16, its softmax float32. Of whole numbers,
    float64's: they are exact.
    """
    kind = recording.values[step.name].dtype
    eps = torch.finfo(kind if kind.is_floating_point else torch.float64).eps
    if kind == torch.float32 and _tf32(recording, step):
        return max(eps, TF32)
    return eps


def _least(kind: torch.dtype) -> float:
    """What the smallest numbers may be off by: some of their steps; or they were taken as 0."""
    if not kind.is_floating_point:
        return 0.0
    info = torch.finfo(kind)
    return float(SLACK * info.eps * info.tiny + torch.finfo(torch.float32).tiny)


def _check_real(recording: Recording, step: Step) -> None:
    """Raises AddressError where a step's numbers are no plain real ones."""
    if not step.ref.real:
        raise AddressError(
            f"{step.name} holds {step.dtype} numbers; Cutaway explains real ones. "
            "Its shape and values are in the recording",
            step=step.name,
        )


def _tf32(recording: Recording, step: Step) -> bool:
    value = recording.values.get(step.name)
    if value is None or not value.is_cuda:
        return False
    if step.call.startswith("conv"):
        return bool(torch.backends.cudnn.allow_tf32)
    return bool(torch.backends.cuda.matmul.allow_tf32)


def _residual(value: float, recorded: float, kind: torch.dtype) -> float:
    if value == recorded or (isnan(value) and isnan(recorded)):
        return 0.0
    difference = value - recorded
    if isfinite(difference):
        return difference
    same = kind.is_floating_point and float(torch.tensor(value, dtype=kind)) == recorded
    return 0.0 if same else float("inf")
