"""What a run may leave on a model, and taking it off again: attributes, and numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from operator import is_
from typing import Any

from torch import Tensor

from cutaway.recording.tree import Tree


@contextmanager
def same_tables(tree: Tree) -> Iterator[None]:
    """Gives every module the attributes back that it had.

    Covers what a forward rebinds: a module that keeps its last output, the weight that an old
    weight norm sets.
    """
    lives: list[dict[str, Any]] = []
    for _, module in tree.modules:
        own = module.__dict__
        lives += (own, own["_buffers"], own["_parameters"])
    befores = [live.copy() for live in lives]
    try:
        yield
    finally:
        for live, before in zip(lives, befores, strict=True):
            if (live or before) and not _same(live, before):
                live.clear()
                live.update(before)


def _same(live: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether the same names hold the very same things."""
    return [*live] == [*before] and all(map(is_, live.values(), before.values()))


class Backup:
    """Numbers of the model and of its inputs, to be put back after the run.

    Buffers are copied before it, for a forward may overwrite them where nobody sees: the running
    statistics of batch norm. Other tensors are copied when they are about to be written to.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Tensor, Tensor]] = {}

    def take(self, *tensors: Tensor) -> None:
        """Copies tensors that were not copied yet."""
        for tensor in tensors:
            if id(tensor) not in self._kept and not tensor.is_meta:
                self._kept[id(tensor)] = (tensor, tensor.detach().clone())

    def changed(self) -> list[Tensor]:
        """Those whose numbers are no longer what they were."""
        return [tensor for tensor, before in self._kept.values() if not tensor.equal(before)]

    def put_back(self) -> None:
        """Gives them their numbers back."""
        for tensor in self.changed():
            tensor.data.copy_(self._kept[id(tensor)][1])
        self._kept.clear()
