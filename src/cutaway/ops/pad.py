"""Padding as a step of its own: constant, reflected, replicated, circular."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Literal

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Mode = Literal["constant", "reflect", "replicate", "circular"]


@fact
class Pad:
    """Positions added around a tensor; negative ones are cropped.

    sides   (before, after) of every axis
    value   what the constant mode fills with
    """

    input: Ref
    sides: tuple[tuple[int, int], ...]
    mode: Mode
    value: float

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        for length, (before, after) in zip(self.input.shape, self.sides, strict=True):
            room = {"reflect": length - 1, "circular": length}.get(self.mode)
            if room is not None and max(before, after) > room:
                raise ShapeError(
                    f"{self.mode} padding of {max(before, after)} needs more than the "
                    f"{counted(length, 'position')} there are"
                )
        sizes = [n + a + b for n, (a, b) in zip(self.input.shape, self.sides, strict=True)]
        if any(size < 1 for size in sizes):
            raise ShapeError(f"padding {list(self.sides)} leaves nothing of {self.input.shape}")
        return tuple(sizes)

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        spans = []
        axes = zip(out.spans, self.sides, self.input.shape, strict=True)
        for span, (before, _), length in axes:
            places = (self._place(i - before, length) for i in range(span.start, span.stop))
            inside = [p for p in places if p is not None]
            spans.append(Span(min(inside), max(inside) + 1) if inside else Span(0, 0))
        return boxes((self.input, Box(tuple(spans))))

    def explain(self, out: Index, read: Read) -> Term:
        axes = zip(out, self.sides, self.input.shape, strict=True)
        places = [self._place(i - before, length) for i, (before, _), length in axes]
        inside = tuple(p for p in places if p is not None)
        if len(inside) < len(places):
            outside = tuple(i - before for i, (before, _) in zip(out, self.sides, strict=True))
            return one(read, self.input, outside, self.value)
        return one(read, self.input, inside)

    def _place(self, position: int, length: int) -> int | None:
        if 0 <= position < length:
            return position
        if self.mode == "replicate":
            return min(max(position, 0), length - 1)
        if self.mode == "reflect":
            return -position if position < 0 else 2 * (length - 1) - position
        return position % length if self.mode == "circular" else None


@calls("pad")
def pad(input: Ref, pad: Sequence[int], mode: Mode = "constant", value: float | None = None) -> Pad:
    """torch's `pad`: pairs from the last axis backwards."""
    pairs = [(pad[i], pad[i + 1]) for i in range(0, len(pad), 2)]
    missing = [(0, 0)] * (len(input.shape) - len(pairs))
    return Pad(input, (*missing, *reversed(pairs)), mode, value or 0.0)


def cases(rng: Random) -> Iterator[Call]:
    """Each mode, unequal sides, a crop, a reflection that is too wide."""
    image = {"input": (1, 2, 5, 4)}
    for mode in ("reflect", "replicate", "circular"):
        sides = tuple(rng.randint(0, 3) for _ in range(4))
        yield Call("pad", image, {"pad": sides, "mode": mode})
    yield Call("pad", image, {"pad": (1, 2), "value": 2.5})
    yield Call("pad", image, {"pad": (-1, 1, 0, 1)})
    yield Call("pad", image, {"pad": (4, 0, 0, 0), "mode": "reflect"})  # refused
