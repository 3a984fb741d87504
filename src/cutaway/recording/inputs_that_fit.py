"""Inputs on which a network that failed may run."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.recording.trial import FITS, LARGE, SMALL, Trial

LARGEST = 1024
USUAL = (28, 32, 64, 96, 112, 128, 160, 192, 224, 227, 256, 299, 384, 512)
NEAR = 24


def other_layouts(trial: Trial) -> Iterator[Trial]:
    """The same numbers in another order or type: batch axis, channels first, floating point."""
    shape, wanted = trial.shape, _first_channels(trial.module)
    dtype = next((p.dtype for p in trial.module.parameters() if p.is_floating_point()), None)
    if dtype is not None and trial.dtype != dtype:
        name = str(dtype).removeprefix("torch.")
        scaled = " / 255" if str(trial.dtype) == "torch.uint8" else ""
        yield replace(trial, dtype=dtype, told=f"x.to(torch.{name}){scaled}")
    if len(shape) == 4 and shape[3] == wanted != shape[1]:
        turned = (shape[0], shape[3], shape[1], shape[2])
        yield trial.on(turned, "x.permute(0, 3, 1, 2), channels before rows and columns")
    if len(shape) == 3 and shape[0] == wanted:
        yield trial.on((1, *shape), "x.unsqueeze(0), a batch of one")
    elif len(shape) == 3 and shape[2] == wanted:
        turned = (1, shape[2], shape[0], shape[1])
        yield trial.on(turned, "x.permute(2, 0, 1).unsqueeze(0), channels first in a batch of one")
    if len(shape) == 2 and wanted == 1:
        yield trial.on((1, 1, *shape), "x[None, None], one channel in a batch of one")


def other_channels(trial: Trial) -> Iterator[Trial]:
    """Grey as colours, colours as grey, and no transparency."""
    shape, wanted = trial.shape, _first_channels(trial.module)
    if len(shape) != 4 or wanted is None:
        return
    changed = (shape[0], wanted, *shape[2:])
    if shape[1] == 1 and wanted == 3:
        yield trial.on(changed, "x.expand(-1, 3, -1, -1), grey as three channels")
    if shape[1] == 3 and wanted == 1:
        yield trial.on(changed, "x.mean(1, keepdim=True), the colours as grey")
    if shape[1] == 4 and wanted == 3:
        yield trial.on(changed, "x[:, :3], without transparency")


def other_sizes(trial: Trial) -> Iterator[Trial]:
    """Square inputs, or lines, that fit: all of them from the smallest to the largest."""
    if len(trial.shape) < 3:
        return
    lead, axes = trial.shape[:2], len(trial.shape) - 2

    def verdict(size: int) -> int | None:
        return trial.on((*lead, *(size,) * axes), "").verdict

    if trial.verdict not in (SMALL, LARGE):
        yield from _usual_sizes(trial, lead, axes)
        return
    first = _first(lambda size: verdict(size) != SMALL)
    if verdict(first) != FITS:
        return
    last = _first(lambda size: verdict(size) == LARGE) - 1
    name = "×".join([f"{first}"] * axes)
    if last > first:
        more = "or more" if last >= LARGEST else f"to {'×'.join([f'{last}'] * axes)}"
        name = f"{name} {more}"
    yield trial.on((*lead, *(first,) * axes), f"an input of {name}")


def _usual_sizes(trial: Trial, lead: Shape, axes: int) -> Iterator[Trial]:
    """The nearest size that fits, of those that people use and those close by."""
    size = max(trial.shape[2:])
    near = range(max(1, size - NEAR), size + NEAR + 1)
    for other in sorted({*USUAL, *near} - {size}, key=lambda n: (abs(n - size), n)):
        name = "×".join([f"{other}"] * axes)
        found = trial.on((*lead, *(other,) * axes), f"an input of {name}")
        if found.runs:
            yield found
            return


def _first(holds: Callable[[int], bool]) -> int:
    """The smallest size for which something holds that goes on holding; LARGEST + 1 if none."""
    low, high = 1, LARGEST + 1
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _first_channels(module: nn.Module) -> int | None:
    """Channels that the first convolution expects."""
    convolutions = (m for m in module.modules() if isinstance(m, nn.Conv1d | nn.Conv2d | nn.Conv3d))
    return next((conv.in_channels for conv in convolutions), None)
