"""Where two networks first differ: two recordings of one input, step by step."""

from collections.abc import Callable
from dataclasses import dataclass

from cutaway.errors import NetworkError
from cutaway.explain.align import align, shares_a_step
from cutaway.explain.folded import unfolded
from cutaway.explain.judge_step import APART, StepDifference, judge
from cutaway.recording.recording import Recording, Step

CONVENTION = (
    "largest = the largest |A − B|; relative = that ÷ the largest |A| of the same tensor; a step "
    "differs where that is more than the rounding of its own arithmetic can leave"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two networks on one input.

    steps   every step of both, in the order of the first network
    """

    steps: tuple[StepDifference, ...]
    convention: str = CONVENTION

    @property
    def first(self) -> StepDifference | None:
        """The first step that itself gives something else; None where both give the same."""
        return next((step for step in self.steps if step.status == "differs"), None)

    @property
    def apart(self) -> int:
        """How many steps give something else, by themselves or because of what they read."""
        return sum(step.status in APART for step in self.steps)


def difference(
    a: Recording, b: Recording, watch: Callable[[int], None] | None = None
) -> Difference:
    """Compares two networks, each recorded on what it makes of the same picture.

    watch   called with the number of steps compared so far; what it raises ends the work

    Raises NetworkError where the two share no step.

    >>> import torch; from torch import nn; from cutaway.recording.door import record
    >>> one, other = (nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU()) for _ in "ab")
    >>> _ = nn.init.constant_(other[0].bias, 7.0)
    >>> x = torch.ones(1, 1, 5, 5)
    >>> found = difference(record(one, x), record(other, x))
    >>> (found.first.a, found.first.causes, found.apart)
    ('0', ('weights',), 2)
    """
    pairs = unfolded(align(a, b), a, b)
    if not shares_a_step(pairs):
        raise NetworkError(
            f"the two networks share no step: the first begins with {_begins(a)}, the second with "
            f"{_begins(b)}, and no step of one has the name and kind, or the kind and shape, of "
            "one of the other; `cutaway compare` sets any networks side by side"
        )
    found: dict[str, StepDifference] = {}
    steps = []
    for done, pair in enumerate(pairs, 1):
        judged = judge(a, b, pair, found)
        steps.append(judged)
        if pair.a is not None:
            found[pair.a.name] = judged
        if watch is not None:
            watch(done)
    return Difference(tuple(steps))


def _begins(recording: Recording) -> str:
    step: Step = recording.steps[min(1, len(recording.steps) - 1)]
    return f"{step.name} ({step.call}, {'×'.join(map(str, step.shape[1:]))})"
