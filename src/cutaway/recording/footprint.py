"""What a run may leave on a model, and taking it off again: attributes, and numbers."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from operator import is_
from typing import Any

from torch import Tensor, nn

from cutaway.recording.leaves import LEAVES, plain_kinds
from cutaway.recording.modules import all_watched, is_ours
from cutaway.recording.tree import Table, Tree

# More of torch's own classes rebind nothing, but some call what the author gave them.
QUIET = (nn.Sequential, nn.Flatten, nn.Identity, nn.AvgPool2d, nn.GELU, nn.LeakyReLU,
         nn.LogSoftmax, nn.Sigmoid, nn.SiLU, nn.Softmax, nn.Tanh)  # fmt: skip
FORWARDS = {kind: kind.forward for kind in QUIET}  # before anyone patches them
CALLS = nn.Module.__call__, nn.Module._call_impl


@contextmanager
def same_tables(tree: Tree) -> Iterator[None]:
    """Gives every module the attributes back that it had.

    Covers what a forward rebinds: a module that keeps its last output, a layer that it makes when
    it first runs, the weight that an old weight norm sets, whether a weight asks for gradients.
    """
    if _runs_nothing_of_the_authors(tree):
        yield
        return
    settings: list[Table] = []  # of plain layers, and modules: where what is equal is the same
    tables: list[Table] = []
    bare: list[Table] = []  # tables with nothing in them
    for kind, own in zip(map(type, tree.modules), tree.tables, strict=True):
        if kind in LEAVES:
            settings.append(own)
        else:
            (settings if kind is nn.Sequential else tables).append(own)
            settings.append(own["_modules"])
        buffers, parameters = own["_buffers"], own["_parameters"]
        (tables if buffers else bare).append(buffers)
        (tables if parameters else bare).append(parameters)
    had_settings, had = list(map(dict.copy, settings)), list(map(dict.copy, tables))
    asking = [tensor.requires_grad for _, tensor in tree.parameters]
    try:
        yield
    finally:
        if any(bare) or not _equal(had_settings, settings) or not _same(had, tables):
            held = had_settings + had + [{}] * len(bare)
            _put_back(zip(settings + tables + bare, held, strict=True))
        if asking != [tensor.requires_grad for _, tensor in tree.parameters]:
            for (_, tensor), asked in zip(tree.parameters, asking, strict=True):
                tensor.requires_grad = asked


def _runs_nothing_of_the_authors(tree: Tree) -> bool:
    """Whether only forwards run that are known to rebind nothing: of plain layers, and ours."""
    quiet: set[type] = {kind for kind, forward in FORWARDS.items() if kind.forward is forward}
    quiet.update(plain_kinds())
    if not all(kind in quiet or is_ours(kind) for kind in set(map(type, tree.modules))):
        return False
    if all_watched() or (nn.Module.__call__, nn.Module._call_impl) != CALLS:
        return False
    return not any(map(_is_changed_by_hand, tree.tables))


def _is_changed_by_hand(table: Table) -> Any:
    """Whether a module was given a hook, or a function in the place of its class's."""
    return (
        table.get("_forward_hooks")
        or table.get("_forward_pre_hooks")
        or "forward" in table
        or "_conv_forward" in table
        or "_call_impl" in table
    )


def _equal(before: list[Table], after: list[Table]) -> bool:
    try:
        return before == after
    except Exception:  # something new that cannot be compared
        return False


def _same(before: list[Table], after: list[Table]) -> bool:
    """Whether the same names, in the same order, hold the very same things."""
    return (
        list(map(len, before)) == list(map(len, after))
        and list(chain.from_iterable(before)) == list(chain.from_iterable(after))
        and all(map(is_, _things(before), _things(after)))
    )


def _things(tables: list[Table]) -> Iterator[Any]:
    return chain.from_iterable(map(dict.values, tables))


def _put_back(pairs: Iterable[tuple[Table, Table]]) -> None:
    for table, had in pairs:
        if not _same([had], [table]):
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
