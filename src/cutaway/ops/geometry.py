"""torch's ways of writing sizes, turned into windows."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError

Numbers = int | Sequence[int]
N = TypeVar("N", bound=str | Numbers)


def per_axis(value: Numbers, axes: int, name: str) -> tuple[int, ...]:
    """One number for each of `axes` axes: 3 → (3, 3); (3, 1) stays.

    Raises ShapeError where the sequence is neither of length 1 nor of length `axes`.
    """
    if isinstance(value, int):
        return (value,) * axes
    values = tuple(int(v) for v in value)
    if len(values) == 1:
        return values * axes
    if len(values) != axes:
        raise ShapeError(f"{name} has {len(values)} numbers, {list(values)}; expected {axes}")
    return values


def padding_of(
    padding: str | Numbers, sizes: Shape, strides: Shape, dilations: Shape
) -> tuple[tuple[int, int], ...]:
    """(before, after) per axis. `same` puts the odd position behind, as torch does."""
    if isinstance(padding, str):
        if padding == "valid":
            return ((0, 0),) * len(sizes)
        if padding != "same":
            raise ShapeError(f"padding is {padding!r}; expected 'valid', 'same' or numbers")
        if any(stride != 1 for stride in strides):
            raise ShapeError(f"padding='same' needs stride 1, got {list(strides)}")
        spare = [d * (k - 1) for k, d in zip(sizes, dilations, strict=True)]
        return tuple((s // 2, s - s // 2) for s in spare)
    return tuple((p, p) for p in per_axis(padding, len(sizes), "padding"))


def windows_of(
    axes: int,
    sizes: Numbers,
    stride: Numbers,
    padding: str | Numbers,
    dilation: Numbers,
    ceil: bool = False,
) -> tuple[Window, ...]:
    """One window per axis from the arguments of a torch call."""
    try:
        return _windows(axes, sizes, stride, padding, dilation, ceil)
    except TypeError:  # a list, as some write, is nothing to look up by
        fixed = _fixed(sizes), _fixed(stride), _fixed(padding), _fixed(dilation)
        return _windows(axes, *fixed, ceil)


def _fixed(value: N) -> N | tuple[int, ...]:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=1024)
def _windows(
    axes: int,
    size: Numbers,
    stride: Numbers,
    padding: str | Numbers,
    dilation: Numbers,
    ceil: bool,
) -> tuple[Window, ...]:
    """Pure arithmetic, and most layers of a network ask for the same."""
    sizes = per_axis(size, axes, "kernel_size")
    strides = per_axis(stride, axes, "stride")
    dilations = per_axis(dilation, axes, "dilation")
    pads = padding_of(padding, sizes, strides, dilations)
    return tuple(
        Window(size, step, before, after, spacing, ceil)
        for size, step, (before, after), spacing in zip(
            sizes, strides, pads, dilations, strict=True
        )
    )
