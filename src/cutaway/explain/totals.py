"""What a whole network has and costs, counted in one walk over its steps."""

from collections.abc import Iterable
from math import prod

from cutaway.arithmetic.count import CONVENTION
from cutaway.arithmetic.fact import fact
from cutaway.explain.memory import CONVENTION as OF_MEMORY
from cutaway.explain.memory import Memory
from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.ledger import itemsize


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
    memory_convention: str = OF_MEMORY


Weight = tuple[str, int, int]  # a parameter's name, its numbers and their bytes


def totals(
    steps: Iterable[tuple[Ref, Operation]], outputs: Iterable[str], weights: Iterable[Weight]
) -> Totals:
    """The totals of a run.

    steps    the output of each, and what makes it
    outputs  names of the steps that the model returned
    weights  of every parameter tensor once
    """
    macs = exact = other = size = 0
    unknown: list[str] = []
    read: set[str] = set()  # names of parameters
    memory = Memory()
    for ref, operation in steps:
        sources = []
        for given in operation.inputs:
            if given.kind == "step":
                sources.append(given.name)
            elif given.kind == "parameter":
                read.add(given.name)
        taken = prod(ref.shape) * itemsize(ref.dtype)
        size += taken
        memory.step(ref.name, taken, sources, operation)
        if type(operation) is Opaque:
            unknown.append(ref.name)
            continue
        count = operation.count()
        macs += count.macs
        exact += count.flops_exact
        other += count.other
    params = unused = weight_bytes = 0
    for name, numbers, taken in weights:
        params += numbers
        weight_bytes += taken
        if name not in read:
            unused += numbers
    return Totals(
        params, unused, macs, 2 * macs, exact, other, size, weight_bytes,
        memory.peak(outputs), not unknown, tuple(unknown),
    )  # fmt: skip
