"""What a write through one view of memory does to another view of it."""

from torch import Tensor

from cutaway.ops.operation import Operation
from cutaway.ops.overwrite import Overwrite
from cutaway.ops.ref import Ref
from cutaway.ops.reshape import Reshape
from cutaway.ops.select import Slice

Region = tuple[tuple[range, ...], tuple[int, ...]]


def seen_through(changed: list[tuple[Tensor, Ref]], other: Tensor, before: Ref) -> Operation | None:
    """How `other`, as it is now, follows from the views that have changed already.

    changed   what was written to, then further views of that memory, as they are now
    before    `other` as it was

    None where it is no piece that indexing could give of any of them, nor the first a piece of it.
    """
    for tensor, ref in changed:
        operation = _piece(tensor, ref, other)
        if operation is not None:
            return operation
    written, ref = changed[0]
    region = _region(other, written)
    return Overwrite(before, ref, *region) if region is not None else None


def _piece(whole: Tensor, ref: Ref, part: Tensor) -> Operation | None:
    if whole.is_contiguous() and part.is_contiguous() and whole.numel() == part.numel():
        same = whole.storage_offset() == part.storage_offset()
        return Reshape(ref, tuple(part.shape)) if same else None
    region = _region(whole, part)
    return Slice(ref, *region) if region is not None else None


def _region(whole: Tensor, part: Tensor) -> Region | None:
    """Where a part stands in the whole: positions along every axis of the whole, and the axes."""
    offset = int(part.storage_offset() - whole.storage_offset())
    if part.dtype != whole.dtype or offset < 0:
        return None
    strides, sizes = whole.stride(), whole.shape
    axes = sorted((a for a in range(whole.dim()) if sizes[a] > 1), key=lambda a: -strides[a])
    starts = [0] * whole.dim()
    for axis in axes:
        if strides[axis] < 1:
            return None
        starts[axis], offset = divmod(offset, strides[axis])
        if starts[axis] >= sizes[axis]:
            return None
    if offset:
        return None
    taps = [range(start, start + 1) for start in starts]
    kept = []
    for size, stride in zip(part.shape, part.stride(), strict=True):
        if size == 1:
            kept.append(-1)
            continue
        along = _axis(whole, axes, starts, size, stride)
        if along is None:
            return None
        kept.append(along)
        axes.remove(along)
        step = stride // strides[along]
        taps[along] = range(starts[along], starts[along] + step * size, step)
    return tuple(taps), tuple(kept)


def _axis(whole: Tensor, free: list[int], starts: list[int], size: int, stride: int) -> int | None:
    """The axis of the whole that steps of `stride` go along."""
    for axis in free:
        step, rest = divmod(stride, whole.stride(axis))
        if not rest and step and starts[axis] + step * (size - 1) < whole.shape[axis]:
            return axis
    return None
