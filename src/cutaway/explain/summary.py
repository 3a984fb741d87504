"""The table of a network: shapes, parameters, MACs, memory and fields, step by step.

What is counted how is stated in `cutaway.arithmetic.count` and `cutaway.explain.memory`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.count import CONVENTION, Count
from cutaway.arithmetic.window import Window
from cutaway.errors import RunError
from cutaway.explain import memory
from cutaway.explain.formula import Field, fields
from cutaway.explain.outline import folds, kind_of, title_of, units
from cutaway.ops.opaque import Opaque
from cutaway.recording.fits import advised
from cutaway.recording.opening import Prepared
from cutaway.recording.recording import Recording, Step
from cutaway.recording.shapes import record_shapes


@dataclass(frozen=True, slots=True)
class Geometry:
    """A step's windows, one number per spatial axis."""

    size: tuple[int, ...]
    stride: tuple[int, ...]
    before: tuple[int, ...]
    dilation: tuple[int, ...]
    groups: int


@dataclass(frozen=True, slots=True)
class Row:
    """One step of the table.

    op, title        torch's word, and the step's name as people speak
    params           parameters first used by this step
    macs, flops, flops_exact, other   see `cutaway.arithmetic.count`
    bytes            of the output
    weight_bytes     of the parameters first used by this step
    field            receptive field on the input
    known            False where Cutaway cannot count the step
    unit, folds      how a person groups the steps
    """

    name: str
    op: str
    title: str
    kind: str
    module: str
    source: str
    inputs: tuple[str, ...]
    shape: Shape
    params: int
    macs: int
    flops: int
    flops_exact: int
    other: int
    bytes: int
    weight_bytes: int
    field: Field
    known: bool
    unit: int
    folds: tuple[str, ...]
    geometry: Geometry | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the whole network.

    params         every parameter once, tied ones once; `unused` of them no step read
    bytes          of all outputs together
    weight_bytes   of all parameters, tied ones once
    peak_bytes     of the outputs alive at once, at the most (see `cutaway.explain.memory`)
    complete       False where some step could not be counted: then every count is a lower bound
    unknown        names of the steps that could not be counted
    """

    params: int
    unused: int
    macs: int
    flops: int
    flops_exact: int
    other: int
    bytes: int
    weight_bytes: int
    peak_bytes: int
    complete: bool
    unknown: tuple[str, ...] = ()
    convention: str = CONVENTION
    memory_convention: str = memory.CONVENTION


@dataclass(frozen=True, slots=True)
class Summary:
    """The table: its rows and their totals."""

    steps: tuple[Row, ...]
    totals: Totals


def summary(network: nn.Module | Prepared, *inputs: Tensor | Sequence[int]) -> Summary:
    """Shapes and counts of a network, without computing anything or touching a weight.

    inputs   tensors or shapes, batch axis included; a Network has its own shape

    Raises RunError, with the summary so far as `partial`, where the sizes do not fit; it names
    changes that would.

    >>> summary(nn.Sequential(nn.Flatten(), nn.Linear(12, 5)), (1, 3, 2, 2)).totals.macs
    60
    """
    module = network if isinstance(network, nn.Module) else network.skeleton
    if not inputs and not isinstance(network, nn.Module):
        inputs = (network.input_shape,)
    try:
        return summarise(record_shapes(module, *inputs))
    except RunError as error:
        told = advised(error, module)
        assert isinstance(told.partial, Recording), "a failed run leaves its recording"
        raise RunError(str(told), summarise(told.partial), **told.facts) from error


def summarise(recording: Recording) -> Summary:
    """The table of a recording."""
    field_of, unit_of, folds_of = fields(recording), units(recording), folds(recording)
    owners = _first_readers(recording)
    rows = tuple(
        _row(step, owners.get(step.name, (0, 0)), recording, field_of[step.name],
             unit_of[step.name], folds_of[step.name])
        for step in recording.steps
    )  # fmt: skip
    return Summary(rows, _totals(rows, recording))


def _row(
    step: Step,
    weights: tuple[int, int],
    recording: Recording,
    field: Field,
    unit: int,
    around: tuple[str, ...],
) -> Row:
    known = not isinstance(step.operation, Opaque)
    count = step.operation.count() if known else Count()
    return Row(
        name=step.name,
        op=step.call,
        title=title_of(step),
        kind=kind_of(step),
        module=step.module,
        source=step.source,
        inputs=step.sources,
        shape=step.shape,
        params=weights[0],
        macs=count.macs,
        flops=count.flops,
        flops_exact=count.flops_exact,
        other=count.other,
        bytes=recording.sizes.get(step.name, 0),
        weight_bytes=weights[1],
        field=field,
        known=known,
        unit=unit,
        folds=around,
        geometry=_geometry(step),
    )


def _geometry(step: Step) -> Geometry | None:
    windows: tuple[Window, ...] = getattr(step.operation, "windows", ())
    if not windows:
        return None
    return Geometry(
        tuple(w.size for w in windows),
        tuple(w.stride for w in windows),
        tuple(w.before for w in windows),
        tuple(w.dilation for w in windows),
        int(getattr(step.operation, "groups", 1)),
    )


def _first_readers(recording: Recording) -> dict[str, tuple[int, int]]:
    """Numbers and bytes of the parameters, by the step that first reads them."""
    owner = {name: p for p in recording.parameters for name in p.names}
    seen: set[str] = set()
    found: dict[str, tuple[int, int]] = {}
    for step in recording.steps:
        for ref in step.operation.inputs:
            tensor = owner.get(ref.name)
            if ref.kind == "parameter" and tensor is not None and tensor.names[0] not in seen:
                seen.add(tensor.names[0])
                numbers, size = found.get(step.name, (0, 0))
                found[step.name] = numbers + tensor.size, size + tensor.bytes
    return found


def _totals(rows: tuple[Row, ...], recording: Recording) -> Totals:
    params = sum(p.size for p in recording.parameters)
    return Totals(
        params=params,
        unused=params - sum(row.params for row in rows),
        macs=sum(row.macs for row in rows),
        flops=sum(row.flops for row in rows),
        flops_exact=sum(row.flops_exact for row in rows),
        other=sum(row.other for row in rows),
        bytes=sum(row.bytes for row in rows),
        weight_bytes=sum(p.bytes for p in recording.parameters),
        peak_bytes=memory.peak(recording),
        complete=all(row.known for row in rows),
        unknown=tuple(row.name for row in rows if not row.known),
    )
