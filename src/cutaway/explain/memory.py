"""How much memory a run's outputs take at its highest point."""

from cutaway.ops.permute import Permute
from cutaway.ops.repeat import Expand
from cutaway.ops.reshape import Reshape
from cutaway.ops.select import Slice
from cutaway.recording.recording import Recording

CONVENTION = (
    "bytes are of a step's output; peak = the most bytes of outputs alive at once, each from its "
    "own step until its last reader has run, the network's outputs until the end; views (reshape, "
    "permute, slice, expand) take none, in-place steps count as new; weights are not in it"
)


VIEWS = frozenset((Reshape, Permute, Slice, Expand))


def peak(recording: Recording) -> int:
    """The most bytes of outputs alive at once, by CONVENTION, steps in the order of the run."""
    owner, last = _owners_and_last_readers(recording)
    sizes = recording.sizes
    ending = [0] * len(recording.steps)
    for name, at in last.items():
        ending[at] += sizes.get(name, 0)
    alive = highest = 0
    for step, leaving in zip(recording.steps, ending, strict=True):
        name = step.ref.name
        if owner[name] == name:
            alive += sizes.get(name, 0)
            if alive > highest:
                highest = alive
        alive -= leaving
    return highest


def _owners_and_last_readers(recording: Recording) -> tuple[dict[str, str], dict[str, int]]:
    """By step, the step whose memory its output lies in; by such, the last place that needs it."""
    owner: dict[str, str] = {}
    last: dict[str, int] = {}
    for at, step in enumerate(recording.steps):
        name, operation = step.ref.name, step.operation
        sources = [ref.name for ref in operation.inputs if ref.kind == "step"]
        for source in sources:
            last[owner[source]] = at
        viewing = sources and type(operation) in VIEWS
        owner[name] = own = owner[sources[0]] if viewing else name
        last[own] = at
    for name in recording.outputs:
        last[owner[name]] = len(recording.steps) - 1
    return owner, last
