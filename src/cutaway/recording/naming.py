"""How steps are named, once it is known how many calls each module made."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from cutaway.arithmetic.box import Shape
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.modules import Visit
from cutaway.recording.recording import Step


@dataclass(frozen=True, slots=True)
class Fact:
    """A call as it was seen, its tensors under passing names ("@7").

    tag   the passing name of its output
    """

    tag: str
    call: str
    operation: Operation
    shape: Shape
    dtype: str
    visit: Visit
    source: str


def name_steps(
    facts: Iterable[Fact], taken: Iterable[str]
) -> tuple[tuple[Step, ...], dict[str, str]]:
    """The steps under their lasting names, and the lasting name of each passing one.

    A module's only call takes the module's path; several add the call's name; a call outside
    any leaf module has its own name under its nearest module; a name used again adds #2.
    `taken` are names that are not to be given.
    """
    facts = tuple(facts)
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
        names[fact.tag] = name if used[name] == 1 else f"{name}#{used[name]}"
    return tuple(_step(fact, names) for fact in facts), names


def _step(fact: Fact, names: dict[str, str]) -> Step:
    return Step(
        names[fact.tag],
        fact.call,
        renamed(fact.operation, names),
        fact.shape,
        fact.dtype,
        fact.visit.path,
        fact.visit.kind,
        fact.source,
    )


def renamed(operation: Operation, names: dict[str, str]) -> Operation:
    """The operation with its Refs under their lasting names."""
    changes = {}
    for entry in fields(operation):  # type: ignore[arg-type]  # every operation is a dataclass
        value = getattr(operation, entry.name)
        new = _renamed(value, names)
        if new is not value:
            changes[entry.name] = new
    return replace(operation, **changes) if changes else operation  # type: ignore[type-var]


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, Ref):
        found = names.get(value.name)
        return value if found is None else Ref(found, value.shape, value.kind, value.dtype)
    if isinstance(value, tuple) and any(isinstance(item, Ref) for item in value):
        return tuple(_renamed(item, names) for item in value)
    return value
