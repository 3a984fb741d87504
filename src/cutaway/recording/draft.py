"""A run of shapes as it stands when it ends: enough to count, before steps have lasting names."""

from collections.abc import Sequence

from cutaway.arithmetic.fact import fact
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.recording import Recording


@fact(slots=True)
class Draft:
    """What a run of shapes was, under passing names.

    steps       the output of each, and what makes it
    outputs     names of the steps that the model returned
    parameters  every parameter tensor of the model once, used or not
    recording   the same under lasting names, read when it is first looked at
    """

    steps: Sequence[tuple[Ref, Operation]]
    outputs: tuple[str, ...]
    parameters: Sequence[Ref]
    recording: Recording
