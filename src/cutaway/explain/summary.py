"""The table of a network: shapes, parameters, MACs, memory and fields, step by step.

What is counted how is stated in `cutaway.arithmetic.count` and `cutaway.explain.memory`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.window import Window
from cutaway.errors import RunError
from cutaway.explain.formula import Field, fields
from cutaway.explain.outline import folds, kind_of, title_of, units
from cutaway.explain.parameters import parameters
from cutaway.explain.totals import Totals, totals
from cutaway.ops.opaque import Opaque
from cutaway.recording.draft import Draft
from cutaway.recording.fits import advised
from cutaway.recording.garbage import no_search
from cutaway.recording.ledger import itemsize
from cutaway.recording.opening import Prepared
from cutaway.recording.recording import Recording, Step
from cutaway.recording.shapes import drafted


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


@dataclass(frozen=True)
class Summary:
    """The table: its totals, and its rows, which are made when they are first looked at."""

    recording: Recording = field(repr=False, compare=False)
    totals: Totals

    @cached_property
    def steps(self) -> tuple[Row, ...]:
        """The rows, in the order of the run."""
        run = self.recording
        with no_search():
            field_of, unit_of, folds_of = fields(run), units(run), folds(run)
            weights_of = parameters(run)
            return tuple([
                _row(step, run.sizes.get(step.name, 0), weights_of.get(step.name, (0, 0)),
                     field_of[step.name], unit_of[step.name], folds_of[step.name])
                for step in run.steps
            ])  # fmt: skip


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
        with no_search():
            return _of_draft(drafted(module, *inputs))
    except RunError as error:
        told = advised(error, module)
        assert isinstance(told.partial, Recording), "a failed run leaves its recording"
        raise RunError(str(told), summarise(told.partial), **told.facts) from error


def summarise(recording: Recording) -> Summary:
    """The table of a recording."""
    steps = [(step.ref, step.operation) for step in recording.steps]
    weights = [(p.names[0], p.size, p.bytes) for p in recording.parameters]
    return Summary(recording, totals(steps, recording.outputs, weights))


def _of_draft(draft: Draft) -> Summary:
    weights = [
        (ref.name, n := prod(ref.shape), n * itemsize(ref.dtype)) for ref in draft.parameters
    ]
    found = totals(draft.steps, draft.outputs, weights)
    if found.complete:
        return Summary(draft.recording, found)
    return summarise(draft.recording)  # whose steps that cannot be counted have lasting names


def _row(
    step: Step, size: int, params: tuple[int, int], field: Field, unit: int, around: tuple[str, ...]
) -> Row:
    known = type(step.operation) is not Opaque
    count = step.operation.count() if known else Count()
    ref = step.ref
    return Row(
        name=ref.name,
        op=step.call,
        title=title_of(step),
        kind=kind_of(step),
        module=step.visit.path,
        source=step.source,
        inputs=step.sources,
        shape=ref.shape,
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
    axes = [(w.size, w.stride, w.before, w.dilation) for w in windows]
    size, stride, before, dilation = zip(*axes, strict=True)
    return Geometry(size, stride, before, dilation, int(getattr(step.operation, "groups", 1)))
