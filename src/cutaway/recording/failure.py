"""Why a network failed half way, in the numbers of its own shapes."""

from dataclasses import dataclass, replace
from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.ops.ref import Ref
from cutaway.recording.modules import Visit
from cutaway.recording.recording import Recording


@dataclass(frozen=True, slots=True)
class Failing:
    """The call that failed.

    refs     every tensor it was given
    steps    those that were outputs of steps
    at       how many steps came before it
    reason   why its sizes do not fit, by its own operation; "" if that is not known
    """

    call: str
    refs: tuple[Ref, ...]
    steps: tuple[Ref, ...]
    visit: Visit
    source: str
    at: int
    reason: str = ""

    def because(self, reason: str) -> "Failing":
        return replace(self, reason=reason)

    @property
    def name(self) -> str:
        """The name that its step would have had."""
        path = self.visit.path
        return path if self.visit.leaf and path else ".".join(filter(None, (path, self.call)))


def explain_failure(
    error: Exception, failing: Failing | None, partial: Recording
) -> tuple[str, dict[str, object]]:
    """One message with the arithmetic of why, and its facts for translation."""
    original = str(error).split("\n", 1)[0]
    if failing is None or failing.at != len(partial.steps):
        last = partial.steps[-1].name
        return f"the network failed after {last}: {original}", {"after": last, "torch": original}
    mismatch = _linear_mismatch(failing, partial)
    facts: dict[str, object] = {"step": failing.name, "source": failing.source, "torch": original}
    place = f" ({failing.source})" if failing.source else ""
    if mismatch is not None:
        made, shape, got, expected = mismatch
        sizes = "·".join(map(str, shape))
        facts |= {"made": made, "sizes": sizes, "got": got, "expected": expected}
        sizes = f"{sizes} = {got}" if len(shape) > 1 else str(got)
        return (
            f"{failing.name}{place} failed: {made} gives {sizes} numbers, "
            f"{failing.visit.kind} expects {expected}"
        ), facts
    reason = failing.reason or original
    facts["reason"] = reason
    return f"{failing.name}{place} failed: {reason}", facts


def _linear_mismatch(failing: Failing, partial: Recording) -> tuple[str, Shape, int, int] | None:
    """(what made it, the shape it flattened, numbers it gives, numbers expected)."""
    weights = [ref for ref in failing.refs if ref.kind == "parameter" and len(ref.shape) == 2]
    if failing.call != "linear" or not failing.steps or not weights:
        return None
    given, expected = failing.steps[0], weights[0].shape[1]
    got = given.shape[-1]
    if got == expected:
        return None
    made = partial.steps[_number(given.name)]
    maker = f"{made.call} ({made.name})" if made.name.rpartition(".")[2].isdigit() else made.name
    before = [ref for ref in made.operation.inputs if ref.kind == "step"]
    if before and prod(before[0].shape[1:]) == got and len(before[0].shape) > 2:
        return maker, before[0].shape[1:], got, expected
    return maker, (got,), got, expected


def _number(tag: str) -> int:
    return 0 if tag == "@input" else int(tag[1:])
