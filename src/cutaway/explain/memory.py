"""How much memory a run's outputs take at its highest point."""

from cutaway.ops.permute import Permute
from cutaway.ops.repeat import Expand
from cutaway.ops.reshape import Reshape
from cutaway.ops.select import Slice
from cutaway.recording.recording import Recording, Step

CONVENTION = (
    "bytes are of a step's output; peak = the most bytes of outputs alive at once, each from its "
    "own step until its last reader has run, the network's outputs until the end; views (reshape, "
    "permute, slice, expand) take none, in-place steps count as new; weights are not in it"
)


def peak(recording: Recording) -> int:
    """The most bytes of outputs alive at once, by CONVENTION, steps in the order of the run."""
    last, owner = _last_readers(recording), _owners(recording)
    ending: dict[int, int] = {}
    for name, at in last.items():
        ending[at] = ending.get(at, 0) + recording.sizes.get(name, 0)
    alive = highest = 0
    for at, step in enumerate(recording.steps):
        if owner[step.name] == step.name:
            alive += recording.sizes.get(step.name, 0)
        highest = max(highest, alive)
        alive -= ending.get(at, 0)
    return highest


def _owners(recording: Recording) -> dict[str, str]:
    """By step, the step whose memory its output lies in: another's, for a view."""
    found: dict[str, str] = {}
    for step in recording.steps:
        viewed = step.sources[0] if _views(step) and step.sources else ""
        found[step.name] = found.get(viewed, step.name)
    return found


def _views(step: Step) -> bool:
    return isinstance(step.operation, Reshape | Permute | Slice | Expand)


def _last_readers(recording: Recording) -> dict[str, int]:
    """By step that owns memory, the place of the last step that needs it."""
    owner = _owners(recording)
    last: dict[str, int] = {}
    for at, step in enumerate(recording.steps):
        last[owner[step.name]] = at
        for source in step.sources:
            last[owner.get(source, source)] = at
    for name in recording.outputs:
        last[owner[name]] = len(recording.steps) - 1
    return last
