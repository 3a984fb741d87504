"""How steps are named, once it is known how many calls each module made."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.modules import Visit
from cutaway.recording.recording import Step


@dataclass(frozen=True, slots=True)
class Fact:
    """A call as it was seen, its tensors under passing names ("@7").

    ref   its output
    """

    ref: Ref
    call: str
    operation: Operation
    visit: Visit
    source: str


def lasting_names(facts: Sequence[Fact], taken: Iterable[str]) -> dict[str, str]:
    """The lasting name of each passing one.

    A module's only call takes the module's path; several add the call's name; a call outside
    any leaf module has its own name under its nearest module; a name used again adds #2.
    `taken` are names that are not to be given.
    """
    calls = Counter((fact.visit.path, fact.visit.turn) for fact in facts)
    used = Counter(taken)
    names: dict[str, str] = {}
    for fact in facts:
        if fact.call == "input":
            name = "input"
        else:
            alone = fact.visit.leaf and calls[fact.visit.path, fact.visit.turn] == 1
            path = fact.visit.path
            name = path if alone and path else ".".join(filter(None, (path, fact.call)))
        used[name] += 1
        names[fact.ref.name] = name if used[name] == 1 else f"{name}#{used[name]}"
    return names


def christen(refs: Iterable[Ref], names: dict[str, str]) -> None:
    """Gives Refs their lasting names, where they stand.

    The operations hold these very Refs, and nobody outside the run has seen them yet: to build
    every operation anew around other Refs costs more than all the rest of a run of shapes.
    """
    for ref in refs:
        object.__setattr__(ref, "name", names.get(ref.name, ref.name))


def step_of(fact: Fact) -> Step:
    """The step of a call whose Refs have their lasting names."""
    ref, visit = fact.ref, fact.visit
    return Step(
        ref.name, fact.call, fact.operation, ref.shape, ref.dtype, visit.path, visit.kind,
        fact.source,
    )  # fmt: skip
