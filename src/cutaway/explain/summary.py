"""The table of a network: shapes, parameters, MACs, memory and fields, step by step.

What is counted how is stated in `cutaway.arithmetic.count` and `cutaway.explain.memory`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.count import CONVENTION, Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.window import Window
from cutaway.errors import RunError
from cutaway.explain import memory
from cutaway.explain.formula import Field, fields
from cutaway.explain.outline import folds, kind_of, title_of, units
from cutaway.explain.parameters import parameters
from cutaway.ops.opaque import Opaque
from cutaway.recording.fits import advised
from cutaway.recording.opening import Prepared
from cutaway.recording.recording import Recording, Step
from cutaway.recording.shapes import record_shapes


@fact(slots=True)
class Geometry:
    """A step's windows, one number per spatial axis."""

    size: tuple[int, ...]
    stride: tuple[int, ...]
    before: tuple[int, ...]
    dilation: tuple[int, ...]
    groups: int


@fact(slots=True)
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


@fact(slots=True)
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


@dataclass(frozen=True)
class Summary:
    """The table: its totals, and its rows, which are made when they are first looked at."""

    recording: Recording = field(repr=False, compare=False)
    totals: Totals

    @cached_property
    def steps(self) -> tuple[Row, ...]:
        """The rows, in the order of the run."""
        run = self.recording
        field_of, unit_of, folds_of = fields(run), units(run), folds(run)
        weights_of = parameters(run)
        return tuple(
            _row(step, run.sizes.get(step.name, 0), weights_of.get(step.name, (0, 0)),
                 field_of[step.name], unit_of[step.name], folds_of[step.name])
            for step in run.steps
        )  # fmt: skip


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
    return Summary(recording, _totals(recording))


def _totals(recording: Recording) -> Totals:
    params = sum(p.size for p in recording.parameters)
    used = sum(size for size, _ in parameters(recording).values())
    macs = exact = other = 0
    unknown = []
    for step in recording.steps:
        if type(step.operation) is Opaque:
            unknown.append(step.name)
            continue
        count = step.operation.count()
        macs += count.macs
        exact += count.flops_exact
        other += count.other
    return Totals(
        params=params,
        unused=params - used,
        macs=macs,
        flops=2 * macs,
        flops_exact=exact,
        other=other,
        bytes=sum(recording.sizes.values()),
        weight_bytes=sum(p.bytes for p in recording.parameters),
        peak_bytes=memory.peak(recording),
        complete=not unknown,
        unknown=tuple(unknown),
    )


def _row(
    step: Step, size: int, params: tuple[int, int], field: Field, unit: int, around: tuple[str, ...]
) -> Row:
    known = type(step.operation) is not Opaque
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
        params=params[0],
        macs=count.macs,
        flops=count.flops,
        flops_exact=count.flops_exact,
        other=count.other,
        bytes=size,
        weight_bytes=params[1],
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
