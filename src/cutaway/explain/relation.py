"""Which outputs of one step read which positions of one of its inputs, axis by axis."""

from dataclasses import dataclass, replace

from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.explain.places import Places, along, masked, nothing


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Output o reads position p where, on every axis of the input, the two are related.

    owners   per axis of the input: the output's axis that decides on it, None if none does
    tables   per axis of the input: bool (outputs, positions) with an owner, else (positions)
    alive    per axis of the output: bool, whether anything of the input is read there
    """

    output: Shape
    input: Shape
    owners: tuple[int | None, ...]
    tables: tuple[Tensor, ...]
    alive: tuple[Tensor, ...]

    def read_by(self, outputs: Places) -> Places:
        """Every position that some of the outputs read."""
        if outputs.axes is None:
            return self._read_by_mask(outputs)
        live = [mine & here for mine, here in zip(outputs.axes, self.alive, strict=True)]
        if not all(bool(axis.any()) for axis in live):
            return nothing(self.input)
        rows = zip(self.owners, self.tables, strict=True)
        axes = tuple(t if own is None else t[live[own]].any(0) for own, t in rows)
        return Places(self.input, axes, exact=outputs.exact)

    def fed_by(self, inputs: Places) -> Places:
        """Every output that reads some of the positions."""
        if inputs.axes is None:
            return self._fed_by_mask(inputs)
        axes = list(self.alive)
        for own, table, mine in zip(self.owners, self.tables, inputs.axes, strict=True):
            if own is not None:
                axes[own] = axes[own] & table[:, mine].any(1)
            elif not bool((table & mine).any()):
                return nothing(self.output)
        return Places(self.output, tuple(axes), exact=inputs.exact)

    def _read_by_mask(self, outputs: Places) -> Places:
        seen = self._living(outputs.dense())
        free = [axis for axis in range(seen.dim()) if axis not in self.owners]
        seen = seen.any(dim=free, keepdim=True) if free else seen
        order = [own for own in self.owners if own is not None]
        seen = seen.permute(*order, *free).reshape([self.output[own] for own in order])
        for axis, (own, table) in enumerate(zip(self.owners, self.tables, strict=True)):
            if own is None:
                seen = seen.unsqueeze(axis) & along(table, axis, seen.dim() + 1)
            else:
                seen = _related(seen, table, axis)
        return replace(masked(seen), exact=outputs.exact)

    def _fed_by_mask(self, inputs: Places) -> Places:
        met = inputs.dense()
        for axis, (own, table) in enumerate(zip(self.owners, self.tables, strict=True)):
            if own is None:
                met = (met & along(table, axis, met.dim())).any(dim=axis, keepdim=True)
            else:
                met = _related(met, table.T, axis)
        order = [own for own in self.owners if own is not None]
        met = met.reshape([self.output[own] for own in order])
        met = met.permute([order.index(own) for own in sorted(order)])
        for axis in range(len(self.output)):
            met = met if axis in order else met.unsqueeze(axis)
        return replace(masked(self._living(met)), exact=inputs.exact)

    def _living(self, outputs: Tensor) -> Tensor:
        for axis, here in enumerate(self.alive):
            outputs = outputs & along(here, axis, outputs.dim())
        return outputs


def _related(mask: Tensor, table: Tensor, axis: int) -> Tensor:
    """Whether anything along an axis of the mask is related to each column of the table."""
    return (mask.movedim(axis, -1).float() @ table.float() > 0).movedim(-1, axis)
