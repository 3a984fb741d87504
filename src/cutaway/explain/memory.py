"""How much memory a run's outputs take at its highest point."""

from collections.abc import Iterable, Sequence

from cutaway.ops.operation import Operation
from cutaway.ops.permute import Permute
from cutaway.ops.repeat import Expand
from cutaway.ops.reshape import Reshape
from cutaway.ops.select import Slice

CONVENTION = (
    "bytes are of a step's output; peak = the most bytes of outputs alive at once, each from its "
    "own step until its last reader has run, the network's outputs until the end; views (reshape, "
    "permute, slice, expand) take none, in-place steps count as new; weights are not in it"
)


VIEWS = frozenset((Reshape, Permute, Slice, Expand))


class Memory:
    """Follows which outputs are alive, step by step."""

    def __init__(self) -> None:
        self._sizes: list[int] = []  # of what each step adds
        self._made: dict[str, int] = {}  # by name, the step that made the memory of an output
        self._last: list[int] = []  # of each step, the last one that needs its memory

    def step(self, name: str, size: int, sources: Sequence[str], operation: Operation) -> None:
        """One more step: its output's name and bytes, and the steps that it reads."""
        made, last, at = self._made, self._last, len(self._last)
        for source in sources:
            last[made[source]] = at
        if sources and type(operation) in VIEWS:
            made[name] = made[sources[0]]
            size = 0
        else:
            made[name] = at
        last.append(at)
        self._sizes.append(size)

    def peak(self, outputs: Iterable[str]) -> int:
        """The most bytes of outputs alive at once, by CONVENTION."""
        sizes, last = self._sizes, self._last
        for name in outputs:
            last[self._made[name]] = len(last) - 1
        ending = [0] * len(last)
        for size, at in zip(sizes, last, strict=True):
            ending[at] += size
        alive = highest = 0
        for size, leaving in zip(sizes, ending, strict=True):
            alive += size
            if alive > highest:
                highest = alive
            alive -= leaving
        return highest
