"""One channel taken apart: the maps Z_d = W_d ⊗ X_d whose sum, plus a bias, it is."""

from dataclasses import dataclass
from math import nan

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.arithmetic.box import Box, Span
from cutaway.errors import AddressError
from cutaway.ops.conv import Conv
from cutaway.ops.linear import Linear
from cutaway.ops.ref import Ref
from cutaway.recording.elements import element_of
from cutaway.recording.recording import Recording, Step


@dataclass(frozen=True, slots=True)
class Part:
    """One input of a channel.

    source, channel  the input map: a channel of a step
    map              (h, w): X_d
    kernel           (kh, kw): W_d, None where the step has no kernels
    adds             (H, W): Z_d, None where the step is no sum over its inputs
    strength         mean of |adds|, or of |map| without kernels
    """

    source: str
    channel: int
    map: Tensor
    kernel: Tensor | None
    adds: Tensor | None
    strength: float


@dataclass(frozen=True, slots=True)
class Parts:
    """A channel and its inputs, strongest first.

    total    how many inputs the channel has, of which `parts` shows some
    bias     NaN where there is none
    output   (H, W): the channel itself
    then     the next step that reads it, "" if none; `after` that step's map, None if it has none
    """

    step: str
    channel: int
    parts: tuple[Part, ...]
    total: int
    bias: float
    output: Tensor
    then: str
    after: Tensor | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One element of a recording's batch."""

    recording: Recording
    element: int

    def of(self, step: str) -> Tensor:
        """What a step gave for it, as a batch of one."""
        return element_of(self.recording, step, self.element)


def parts(
    recording: Recording,
    step: str,
    channel: int,
    first: int = 0,
    most: int = 10,
    element: int = 0,
) -> Parts:
    """Inputs first … first + most − 1 of a channel, strongest first, of one element of the batch.

    A vector counts as channels of 1×1; a 1-D map is (1, w); a 3-D map stacks its planes.
    Raises AddressError for a channel that does not exist.
    """
    found = recording.step(step)
    channels = found.shape[1] if len(found.shape) > 1 else found.shape[0]
    if not 0 <= channel < channels:
        raise AddressError(
            f"{step} has channels 0…{channels - 1}; got {channel}", step=step, channels=channels
        )
    seen = Seen(recording, element)
    inputs, total, bias = _inputs(seen, found, channel, slice(first, first + most))
    readers = recording.readers(step)
    then = readers[0] if readers else None
    same = then is not None and len(then.shape) > 1 and then.shape[1] == channels
    after = plane(seen.of(then.name), channel) if then is not None and same else None
    return Parts(
        step,
        channel,
        inputs,
        total,
        bias,
        plane(seen.of(step), channel),
        then.name if then else "",
        after,
    )


def plane(tensor: Tensor, channel: int) -> Tensor:
    """One channel of element 0 as (h, w), in float32 or float64."""
    piece = tensor.detach().cpu()
    piece = piece[0, channel] if piece.dim() > 1 else piece[channel]
    piece = piece.float() if piece.dtype != torch.float64 else piece
    if piece.dim() < 2:
        return piece.reshape(1, -1)
    return piece.reshape(-1, piece.shape[-1])


def _inputs(
    seen: Seen, step: Step, channel: int, shown: slice
) -> tuple[tuple[Part, ...], int, float]:
    operation = step.operation
    if isinstance(operation, Conv):
        return _of_conv(seen, operation, channel, shown)
    if isinstance(operation, Linear) and len(step.shape) == 2:
        return _of_linear(seen, operation, channel, shown)
    found = _maps_read(seen, step, channel)
    found.sort(key=lambda part: -part.strength)
    return tuple(found[shown]), len(found), nan


def _of_conv(
    seen: Seen, conv: Conv, channel: int, shown: slice
) -> tuple[tuple[Part, ...], int, float]:
    values = seen.recording.values
    start = conv.reads(_channel_box(conv.shape(), channel))[conv.input].spans[1].start
    maps = seen.of(conv.input.name)[0, start : start + conv.depth].detach().cpu()
    kernels = values[conv.weight.name][channel].detach().cpu().to(maps.dtype)
    adds = _each(conv, maps, kernels)
    strengths = adds.abs().flatten(1).mean(1)
    order = torch.argsort(strengths, descending=True, stable=True)[shown].tolist()
    bias = _bias(seen.recording, conv.bias, channel)
    return (
        tuple(
            Part(
                conv.input.name,
                start + d,
                plane(maps[None], d),
                plane(kernels[None], d),
                plane(adds[None], d),
                float(strengths[d]),
            )
            for d in order
        ),
        conv.depth,
        bias,
    )


def _each(conv: Conv, maps: Tensor, kernels: Tensor) -> Tensor:
    """Z_d of every input channel: a convolution with as many groups as channels."""
    pads = [side for w in reversed(conv.windows) for side in (w.before, w.after)]
    convolve = (functional.conv1d, functional.conv2d, functional.conv3d)[len(conv.windows) - 1]
    with torch.no_grad():
        return convolve(
            functional.pad(maps, pads)[None],
            kernels[:, None],
            stride=[w.stride for w in conv.windows],
            dilation=[w.dilation for w in conv.windows],
            groups=conv.depth,
        )[0]


def _of_linear(
    seen: Seen, linear: Linear, channel: int, shown: slice
) -> tuple[tuple[Part, ...], int, float]:
    values = seen.recording.values
    given = seen.of(linear.input.name)[0].detach().cpu().float()
    weights = values[linear.weight.name][channel].detach().cpu().float()
    adds = given * weights
    order = torch.argsort(adds.abs(), descending=True, stable=True)[shown].tolist()
    bias = _bias(seen.recording, linear.bias, channel)
    name = linear.input.name
    return (
        tuple(
            Part(
                name,
                d,
                given[d].reshape(1, 1),
                weights[d].reshape(1, 1),
                adds[d].reshape(1, 1),
                float(adds[d].abs()),
            )
            for d in order
        ),
        given.numel(),
        bias,
    )


def _bias(recording: Recording, bias: Ref | None, channel: int) -> float:
    """A channel's bias; NaN where there is none."""
    return float(recording.values[bias.name].detach()[channel]) if bias else nan


def _maps_read(seen: Seen, step: Step, channel: int) -> list[Part]:
    """The maps that a step without kernels reads for one channel."""
    found = []
    for ref, box in step.operation.reads(_channel_box(step.shape, channel)).items():
        if ref.kind != "step":
            continue
        axis = min(1, len(box.spans) - 1)
        for d in range(box.spans[axis].start, box.spans[axis].stop):
            map_ = plane(seen.of(ref.name), d)
            found.append(Part(ref.name, d, map_, None, None, float(map_.abs().mean())))
    return found


def _channel_box(shape: tuple[int, ...], channel: int) -> Box:
    axis = min(1, len(shape) - 1)
    box = Box.whole(shape).replace(axis, Span(channel, channel + 1))
    return box.replace(0, Span(0, 1)) if axis else box
