"""The public door of a run: a failure is told together with what would fit."""

from torch import nn

from cutaway.errors import RunError
from cutaway.recording import recorder
from cutaway.recording.fits import advised
from cutaway.recording.mode import Watch
from cutaway.recording.opening import Prepared
from cutaway.recording.recording import Recording


def record(
    network: nn.Module | Prepared,
    *inputs: object,
    watch: Watch | None = None,
    most_bytes: int | None = None,
) -> Recording:
    """Runs a network on its inputs and keeps every value on the way.

    As `cutaway.recording.recorder.record` does, which says what the arguments are; for a Network
    a list of pictures is one batch, whose elements run together. Where the network fails, the
    RunError also names changes with which it runs, tried out on shapes.

    >>> recording = record(nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU()), torch.ones(1, 1, 5, 5))
    >>> [(step.name, step.shape) for step in recording.steps]
    [('input', (1, 1, 5, 5)), ('0', (1, 2, 3, 3)), ('1', (1, 2, 3, 3))]
    """
    try:
        return recorder.record(network, *inputs, watch=watch, most_bytes=most_bytes)
    except RunError as error:
        module = network if isinstance(network, nn.Module) else network.module
        raise advised(error, module) from error.__cause__
