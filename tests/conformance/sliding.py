"""Where the window of an ONNX node slides, and what torch's calls cannot say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torch import Tensor
from torch.nn import functional

Axes = tuple[int, ...]


@dataclass(frozen=True)
class Sliding:
    """One number per spatial axis, as in `cutaway.arithmetic.window.Window`."""

    size: Axes
    stride: Axes
    dilation: Axes
    before: Axes
    after: Axes
    ceil: bool

    @property
    def even(self) -> bool:
        """Whether as much is padded behind as in front."""
        return self.before == self.after

    @property
    def dense(self) -> bool:
        """Whether the taps lie side by side."""
        return set(self.dilation) == {1}

    @property
    def reach(self) -> Axes:
        return tuple(d * (k - 1) + 1 for k, d in zip(self.size, self.dilation, strict=True))

    def pools_as_it_is(self) -> bool:
        """torch's pools pad evenly, by half a window at most."""
        return self.even and all(2 * b <= k for b, k in zip(self.before, self.size, strict=True))

    def outputs(self, space: Axes) -> Axes:
        """The output's size: a window that would start in the padding behind is dropped."""
        found = []
        for n, reach, stride, before, after in zip(
            space, self.reach, self.stride, self.before, self.after, strict=True
        ):
            room = n + before + after - reach
            count = (-(-room // stride) if self.ceil else room // stride) + 1
            found.append(count - (self.ceil and (count - 1) * stride >= n + before))
        return tuple(found)


def sliding(options: Mapping[str, Any], size: Axes, space: Axes) -> Sliding:
    """Reads a node's attributes; `size` of the window, `space` of the input."""
    axes = len(size)
    stride = tuple(options.get("strides", (1,) * axes))
    dilation = tuple(options.get("dilations", (1,) * axes))
    pads = tuple(options.get("pads", (0,) * 2 * axes))
    before, after = pads[:axes], pads[axes:]
    auto = options.get("auto_pad", "NOTSET")
    if auto.startswith("SAME"):
        before, after = _same(auto, size, stride, dilation, space)
    return Sliding(size, stride, dilation, before, after, bool(options.get("ceil_mode", 0)))


def halves(total: Axes, more_behind: bool) -> tuple[Axes, Axes]:
    """A number of padded positions per axis, shared out before and behind."""
    less, more = tuple(t // 2 for t in total), tuple(t - t // 2 for t in total)
    return (less, more) if more_behind else (more, less)


def padded(x: Tensor, before: Axes, after: Axes, value: float = 0.0) -> Tensor:
    """The spatial axes padded as a step of its own; negative numbers crop."""
    if not any(before) and not any(after):
        return x
    pairs = zip(reversed(before), reversed(after), strict=True)
    return functional.pad(x, [n for pair in pairs for n in pair], value=value)


def _same(auto: str, size: Axes, stride: Axes, dilation: Axes, space: Axes) -> tuple[Axes, Axes]:
    total = tuple(
        max(0, (-(-n // s) - 1) * s + d * (k - 1) + 1 - n)
        for k, s, d, n in zip(size, stride, dilation, space, strict=True)
    )
    return halves(total, more_behind=auto == "SAME_UPPER")
