"""Reads blocks of plain numbers from a recording's tensors."""

from array import array

import torch

from cutaway.arithmetic.block import Block, Taps
from cutaway.errors import AddressError
from cutaway.ops.ref import Read, Ref
from cutaway.recording.recording import Recording


def reader(recording: Recording) -> Read:
    """A function that reads float64 blocks; positions outside a tensor get the fill.

    Raises AddressError where the recording holds no values under that name.
    """

    def read(ref: Ref, taps: Taps, fill: float = 0.0) -> Block:
        tensor = recording.values.get(ref.name)
        if tensor is None:
            raise AddressError(
                f"the recording holds no values of {ref.name!r}; "
                "record the network on an input first",
                step=ref.name,
            )
        return Block(ref.name, taps, ref.shape, _numbers(tensor, taps, ref, fill))

    return read


def _numbers(tensor: torch.Tensor, taps: Taps, ref: Ref, fill: float) -> "array[float]":
    inner = tuple(_inside(tap, n) for tap, n in zip(taps, ref.shape, strict=True))
    piece = tensor[tuple(slice(t.start, t.stop, t.step) for t in inner)]
    piece = piece.detach().to("cpu", torch.float64)
    if any(len(a) != len(b) for a, b in zip(inner, taps, strict=True)):
        whole = torch.full(tuple(map(len, taps)), fill, dtype=torch.float64)
        whole[tuple(_place(a, b) for a, b in zip(inner, taps, strict=True))] = piece
        piece = whole
    numbers = array("d")
    numbers.frombytes(piece.contiguous().numpy().tobytes())
    return numbers


def _inside(tap: range, length: int) -> range:
    """The part of a tap range that lies in 0 … length − 1."""
    first = max(0, -(tap.start // tap.step)) if tap.start < 0 else 0
    last = min(len(tap), max(first, -(-(length - tap.start) // tap.step)))
    start = tap.start + first * tap.step
    return range(start, max(start, start + (last - first) * tap.step), tap.step)


def _place(inner: range, outer: range) -> slice:
    first = (inner.start - outer.start) // outer.step
    return slice(first, first + len(inner))
