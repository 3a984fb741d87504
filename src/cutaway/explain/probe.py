"""Finds the relation of an output to an input by asking the operation itself."""

from array import array
from dataclasses import dataclass, replace
from functools import partial
from math import prod
from random import Random

import torch
from torch import Tensor

from cutaway.arithmetic.block import Block, Taps
from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.explain.owners import Row, owners_of, row_of
from cutaway.explain.places import Places, inside, nothing, same, union
from cutaway.explain.relation import Relation
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Read, Ref

SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Probe:
    """An operation, one of its inputs, and a way to read numbers where a run has kept them."""

    operation: Operation
    ref: Ref
    read: Read

    @property
    def shape(self) -> Shape:
        return self.operation.shape()

    def box(self, out: Box) -> Box | None:
        """The bounding box of what some outputs read."""
        return self.operation.reads(out).get(self.ref)

    def exactly(self, out: Index) -> Places:
        """Every position that one output reads: each block that its explanation takes."""
        found = nothing(self.ref.shape)
        for taps in dict.fromkeys(self._taken(out)):
            found = union(found, _at(taps, self.ref.shape))
        return found

    def _taken(self, out: Index) -> list[Taps]:
        taken: list[Taps] = []

        def spy(ref: Ref, taps: Taps, fill: float = 0.0) -> Block:
            if ref == self.ref:
                taken.append(taps)
            return self.read(ref, taps, fill)

        self.operation.explain(out, spy)
        return taken


def constant(ref: Ref, taps: Taps, value: float) -> Block:
    """A block of one number again and again: enough to see which positions are taken."""
    size = prod(map(len, taps))
    return Block(ref.name, taps, ref.shape, array("d", [value]) * size)


def changes_with_numbers(probe: Probe) -> bool:
    """Whether other numbers make an explanation take other positions (an unpooling's indices)."""

    def alike(out: Index) -> bool:
        seen = (
            replace(probe, read=partial(_all, value)).exactly(out) for value in (0.0, 1.0, -1.0)
        )
        first, *others = seen
        return all(same(first, other) for other in others)

    middle = tuple(n // 2 for n in probe.shape)
    return not all(map(alike, ((0,) * len(middle), middle)))


def _all(value: float, ref: Ref, taps: Taps, fill: float = 0.0) -> Block:
    return constant(ref, taps, value)


def relation_of(probe: Probe) -> Relation | None:
    """The relation, axis by axis; None where it is not of that kind.

    What is found by the boxes of `reads` is held against explanations at several outputs.
    """
    shape, ref = probe.shape, probe.ref
    whole = probe.box(Box.whole(shape))
    if whole is None:
        return None
    rows = [_row(probe, own, whole) for own in range(len(shape))]
    owners = owners_of(rows, whole)
    if owners is None:
        return None
    tables = [
        _table(rows[own], axis, n) if own is not None else _vector(whole.spans[axis], n)
        for axis, (own, n) in enumerate(zip(owners, ref.shape, strict=True))
    ]
    alive = [torch.tensor([box is not None for box in seen]) for seen in rows]
    found = Relation(shape, ref.shape, owners, tuple(tables), tuple(alive))
    return _checked(probe, found)


def _checked(probe: Probe, found: Relation) -> Relation | None:
    """The relation with the holes of its windows; None where explanations contradict it."""
    samples = [(out, probe.exactly(out)) for out in _samples(found)]
    gaps = {
        axis
        for _, seen in samples
        if seen.axes
        for axis, mine in enumerate(seen.axes)
        if _gaps(mine)
    }
    if gaps:
        full = [out for out, seen in samples if seen.count]
        found = _with_gaps(probe, found, gaps, full[0])
    for out, seen in samples:
        told = found.read_by(inside(Box.at(out), found.output))
        if not same(told, seen):
            return None
    return found


def _with_gaps(probe: Probe, found: Relation, gaps: set[int], base: Index) -> Relation:
    tables = list(found.tables)
    for axis in gaps:
        own = found.owners[axis]
        at = (
            [base]
            if own is None
            else [(*base[:own], i, *base[own + 1 :]) for i in range(found.output[own])]
        )
        seen = [probe.exactly(place) for place in at]
        lines = [_shadow(places, axis) for places in seen]
        tables[axis] = lines[0] if own is None else torch.stack(lines)
    return Relation(found.output, found.input, found.owners, tuple(tables), found.alive)


def _row(probe: Probe, own: int, everything: Box) -> Row:
    """What is read at each place along one axis of the output, the others whole."""
    whole = Box.whole(probe.shape)

    def seen(at: int) -> Box | None:
        return probe.box(whole.replace(own, Span(at, at + 1)))

    return row_of(probe.shape[own], seen, everything)


def _samples(found: Relation) -> list[Index]:
    """Outputs at the corners and in the middle, and some that are known to read the input."""
    rng, shape = Random(0), found.output
    places = [(0,) * len(shape), tuple(n // 2 for n in shape), tuple(n - 1 for n in shape)]
    live = [axis.nonzero().flatten().tolist() for axis in found.alive]
    if all(live):
        places += [tuple(rng.choice(axis) for axis in live) for _ in range(SAMPLES)]
    return list(dict.fromkeys(places))


def _at(taps: Taps, shape: Shape) -> Places:
    axes = []
    for tap, n in zip(taps, shape, strict=True):
        axis = torch.zeros(n, dtype=torch.bool)
        axis[[i for i in tap if 0 <= i < n]] = True
        axes.append(axis)
    return Places(shape, tuple(axes))


def _table(rows: Row, axis: int, length: int) -> Tensor:
    table = torch.zeros(len(rows), length, dtype=torch.bool)
    for row, box in zip(table, rows, strict=True):
        if box is not None:
            row[box.spans[axis].start : box.spans[axis].stop] = True
    return table


def _vector(span: Span, length: int) -> Tensor:
    vector = torch.zeros(length, dtype=torch.bool)
    vector[span.start : span.stop] = True
    return vector


def _gaps(axis: Tensor) -> bool:
    at = axis.nonzero().flatten()
    return len(at) > 1 and int(at[-1] - at[0]) + 1 > len(at)


def _shadow(places: Places, axis: int) -> Tensor:
    if places.axes is not None:
        return places.axes[axis]
    mask = places.dense()
    return mask.any(dim=[other for other in range(mask.dim()) if other != axis])
