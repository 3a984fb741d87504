"""Spans, boxes, shapes and indices: which numbers of a tensor are meant."""

from collections.abc import Iterable
from math import prod

from cutaway.arithmetic.fact import fact

Shape = tuple[int, ...]
Index = tuple[int, ...]


@fact(slots=True)
class Span:
    """The positions start, start + 1, …, stop − 1 of one axis; empty when stop <= start."""

    start: int
    stop: int

    @property
    def size(self) -> int:
        return max(0, self.stop - self.start)

    def clip(self, length: int) -> "Span":
        """The part of this span that lies in 0 … length − 1."""
        start = min(max(self.start, 0), length)
        return Span(start, min(max(self.stop, start), length))

    def union(self, other: "Span") -> "Span":
        """The smallest span that holds both; an empty span adds nothing."""
        if not self.size:
            return other
        if not other.size:
            return self
        return Span(min(self.start, other.start), max(self.stop, other.stop))

    def meets(self, other: "Span") -> bool:
        return max(self.start, other.start) < min(self.stop, other.stop)


@fact(slots=True)
class Box:
    """A block of a tensor: one span per axis."""

    spans: tuple[Span, ...]

    @staticmethod
    def whole(shape: Shape) -> "Box":
        return Box(tuple(Span(0, length) for length in shape))

    @staticmethod
    def at(index: Index) -> "Box":
        return Box(tuple(Span(i, i + 1) for i in index))

    @staticmethod
    def around(indices: Iterable[Index]) -> "Box | None":
        """The bounding box of some positions, or None when there are none."""
        box: Box | None = None
        for index in indices:
            here = Box.at(index)
            box = here if box is None else box.union(here)
        return box

    @property
    def shape(self) -> Shape:
        return tuple(span.size for span in self.spans)

    @property
    def size(self) -> int:
        """How many numbers the box holds."""
        return prod(self.shape)

    def clip(self, shape: Shape) -> "Box":
        return Box(tuple(s.clip(n) for s, n in zip(self.spans, shape, strict=True)))

    def union(self, other: "Box") -> "Box":
        if not self.size:
            return other
        if not other.size:
            return self
        return Box(tuple(a.union(b) for a, b in zip(self.spans, other.spans, strict=True)))

    def meets(self, other: "Box") -> bool:
        return all(a.meets(b) for a, b in zip(self.spans, other.spans, strict=True))

    def replace(self, axis: int, span: Span) -> "Box":
        """This box with another span on one axis."""
        spans = list(self.spans)
        spans[axis] = span
        return Box(tuple(spans))
