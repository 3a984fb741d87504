"""What a run may leave on a model, and taking it off again: attributes, and numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain, islice
from operator import is_
from typing import Any

from torch import Tensor

from cutaway.recording.tree import Tree

Table = dict[str, Any]
Contents = tuple[list[str], list[Any], list[int]]


@contextmanager
def same_tables(tree: Tree) -> Iterator[None]:
    """Gives every module the attributes back that it had.

    Covers what a forward rebinds: a module that keeps its last output, the weight that an old
    weight norm sets.
    """
    tables: list[Table] = []
    for _, module in tree.modules:
        own = module.__dict__
        tables += own, own["_buffers"], own["_parameters"]
    before = _contents(tables)
    try:
        yield
    finally:
        if not _same(before, _contents(tables)):
            _put_back(tables, before)


def _contents(tables: list[Table]) -> Contents:
    """All names, and all that they stand for, in the order of the tables, and how many of each."""
    names = list(chain.from_iterable(tables))
    things = list(chain.from_iterable(map(dict.values, tables)))
    return names, things, list(map(len, tables))


def _same(before: Contents, after: Contents) -> bool:
    """Whether the same names hold the very same things."""
    return before[2] == after[2] and before[0] == after[0] and all(map(is_, before[1], after[1]))


def _put_back(tables: list[Table], contents: Contents) -> None:
    pairs = zip(*contents[:2], strict=True)
    for table, length in zip(tables, contents[2], strict=True):
        had = dict(islice(pairs, length))
        if not _same(_contents([had]), _contents([table])):
            table.clear()
            table.update(had)


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
            before = self._kept[id(tensor)][1]
            if tensor.shape != before.shape:
                tensor.data = before
            else:
                tensor.data.copy_(before)
        self._kept.clear()
