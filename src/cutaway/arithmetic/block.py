"""A rectangular, evenly stepped piece of a tensor, as plain numbers."""

from array import array
from collections.abc import Iterator
from itertools import product
from math import prod

from cutaway.arithmetic.box import Index, Shape
from cutaway.arithmetic.fact import fact

Taps = tuple[range, ...]


@fact(slots=True)
class Block:
    """Numbers read from one tensor.

    source   name of the tensor
    taps     the positions read, one range per axis; some may lie outside (padding)
    bounds   shape of the whole tensor
    values   the numbers, row-major float64; positions outside hold the padding's value
    """

    source: str
    taps: Taps
    bounds: Shape
    values: "array[float]"

    @property
    def shape(self) -> Shape:
        return tuple(len(tap) for tap in self.taps)

    @property
    def size(self) -> int:
        return prod(self.shape)

    def indices(self) -> Iterator[Index]:
        """The position of each number, in the order of `values`."""
        return product(*self.taps)

    def inside(self, index: Index) -> bool:
        return all(0 <= i < n for i, n in zip(index, self.bounds, strict=True))

    def leaves(self) -> Iterator[Index]:
        """The positions that are real, padding left out."""
        return product(
            *([i for i in tap if 0 <= i < n] for tap, n in zip(self.taps, self.bounds, strict=True))
        )
