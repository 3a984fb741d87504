"""What a run may leave on a model, and taking it off again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from torch import nn


@contextmanager
def untouched(module: nn.Module) -> Iterator[None]:
    """Gives a model back as it was: its attributes, its tables of tensors, its buffers' numbers.

    Covers what a forward overwrites: the running statistics of batch norm, the vectors of a
    spectral norm's power iteration. Parameters are the recorder's own care: their copies would
    be large, and hardly any forward writes to one.
    """
    numbers = [(b, b.detach().clone()) for b in module.buffers() if not b.is_meta]
    try:
        with same_tables(module):
            yield
    finally:
        for buffer, before in numbers:
            if not buffer.equal(before):
                buffer.data.copy_(before)


@contextmanager
def same_tables(module: nn.Module) -> Iterator[None]:
    """Gives every module the attributes back that it had.

    Covers what a forward rebinds: a module that keeps its last output, the weight that an old
    weight norm sets.
    """
    tables = [table for each in module.modules() for table in _tables(each)]
    try:
        yield
    finally:
        for live, before in tables:
            if not _same(live, before):
                live.clear()
                live.update(before)


def _tables(module: nn.Module) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    live = (module.__dict__, module._buffers, module._parameters)
    return [(table, dict(table)) for table in live]


def _same(live: dict[str, Any], before: dict[str, Any]) -> bool:
    return [*map(id, live.values())] == [*map(id, before.values())] and [*live] == [*before]
