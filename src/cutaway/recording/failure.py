"""Why a network failed half way, in the numbers of its own shapes."""

from dataclasses import dataclass, replace
from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.ops.ref import Ref
from cutaway.recording.author import raised_at
from cutaway.recording.calls import dtype_name
from cutaway.recording.modules import Visit
from cutaway.recording.recording import Recording
from cutaway.recording.shortage import shortage_of

NO_SHAPES = "find the fake impl for this operator"  # torch's words: quantised calls have none
SMALLER = "give a smaller input; `summary` gives its table and computes nothing"


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


Told = tuple[str, dict[str, object]]  # a message and its facts


def explain_failure(error: Exception, failing: Failing | None, partial: Recording) -> Told:
    """One message with the arithmetic of why, and its facts.

    made, sizes, got, expected   for translation, where numbers do not fit a linear layer
    call, module, given          what failed, in which module, on outputs of which shapes
    refused                      whether it is the shapes that do not fit
    memory, wanted, array, free  where it is memory that was too small, as Shortage has them
    """
    shortage = shortage_of(error)
    reason = f"{shortage.told}; {SMALLER}" if shortage else ""
    if failing is None or failing.at != len(partial.steps):
        message, facts = _after(error, partial, reason)
    else:
        message, facts = _at(error, failing, partial, reason)
    return message, facts | (shortage.facts if shortage else {})


def _after(error: Exception, partial: Recording, reason: str) -> Told:
    """What failed in no call that was seen: after which step."""
    last, line, original = partial.steps[-1].name, raised_at(error), _first_line(error)
    place = f" ({line})" if line else ""
    facts: dict[str, object] = {"after": last, "source": line, "torch": original}
    return f"the network failed after {last}{place}: {reason or original}", facts


def _at(error: Exception, failing: Failing, partial: Recording, reason: str) -> Told:
    """The call that failed; its own arithmetic, where the reason is not known already."""
    original = _first_line(error)
    facts: dict[str, object] = {
        "step": failing.name,
        "source": failing.source,
        "torch": original,
        "call": failing.call,
        "module": failing.visit.path,
        "given": tuple(ref.shape for ref in failing.steps),
        "refused": bool(failing.reason),
    }
    place = f" ({failing.source})" if failing.source else ""
    what = f"{_spoken(failing.name, failing.call)}{place} failed"
    if (mismatch := _linear_mismatch(failing, partial)) is not None:
        made, shape, got, expected = mismatch
        sizes = "·".join(map(str, shape))
        facts |= {"made": made, "sizes": sizes, "got": got, "expected": expected}
        sizes = f"{sizes} = {got}" if len(shape) > 1 else str(got)
        whole = failing.steps[0].shape
        rows = f" along the last axis of {list(whole)}" if len(whole) > 2 else ""
        gives = f"{made} gives {sizes} numbers{rows}, {failing.visit.kind} expects {expected}"
        return f"{what}: {gives}", facts
    if NO_SHAPES in original:
        original = (
            "torch has no rule for its shapes, and no numbers are here; record the network on an "
            "input instead, where this call is kept as opaque"
        )
    reason = reason or failing.reason or _types(failing, partial) or original
    return f"{what}: {reason}", facts | {"reason": reason}


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0] or type(error).__name__


def _linear_mismatch(failing: Failing, partial: Recording) -> tuple[str, Shape, int, int] | None:
    """(what made it, the shape it flattened, numbers it gives, numbers expected)."""
    weights = [ref for ref in failing.refs if ref.kind == "parameter" and len(ref.shape) == 2]
    if failing.call != "linear" or not failing.steps or not weights:
        return None
    given, expected = failing.steps[0], weights[0].shape[1]
    got = given.shape[-1]
    if got == expected:
        return None
    made = partial.step(given.name)
    maker = _spoken(made.name, made.call)
    before = [ref for ref in made.operation.inputs if ref.kind == "step"]
    if before and prod(before[0].shape[1:]) == got and len(before[0].shape) > 2:
        return maker, before[0].shape[1:], got, expected
    return maker, (got,), got, expected


def _types(failing: Failing, partial: Recording) -> str:
    """Which tensors are of which type, where they are not all of one; "" where they are."""
    types: dict[str, str] = {}
    for ref in failing.refs:
        value = partial.values.get(ref.name)
        if value is not None:
            types.setdefault(dtype_name(value.dtype), ref.name)
    if len(types) < 2:
        return ""
    told = " and ".join(f"{name} is {kind}" for kind, name in types.items())
    return f"{told}: a layer needs its input and its weights in one type"


def _spoken(name: str, call: str) -> str:
    """A step's name; with its call where the name is only a number."""
    return f"{call} ({name})" if name.rpartition(".")[2].isdigit() else name
