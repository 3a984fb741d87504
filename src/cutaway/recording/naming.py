"""How steps are named, once it is known how many calls each module made."""

from collections import Counter
from collections.abc import Iterable, Sequence

from cutaway.ops.ref import Ref
from cutaway.recording.recording import Step


def lasting_names(steps: Sequence[Step], taken: Iterable[str]) -> dict[str, str]:
    """The lasting name of each passing one.

    A module's only call takes the module's path; several add the call's name; a call outside
    any leaf module has its own name under its nearest module; a name used again adds #2.
    `taken` are names that are not to be given.
    """
    calls = Counter([step.visit.turn for step in steps])
    used = dict.fromkeys(taken, 1)
    names: dict[str, str] = {}
    for step in steps:
        call, (path, _, leaf, turn, _) = step.call, step.visit
        if call == "input" or not path:
            name = call
        else:
            name = path if leaf and calls[turn] == 1 else f"{path}.{call}"
        times = used[name] = used.get(name, 0) + 1
        names[step.ref.name] = name if times == 1 else f"{name}#{times}"
    return names


def christen(refs: Iterable[Ref], names: dict[str, str]) -> None:
    """Gives Refs their lasting names, where they stand.

    The operations hold these very Refs, and nobody outside the run has seen them yet: to build
    every operation anew around other Refs costs more than all the rest of a run of shapes.
    """
    for ref in refs:
        object.__setattr__(ref, "name", names.get(ref.name, ref.name))
