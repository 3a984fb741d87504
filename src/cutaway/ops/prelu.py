"""PReLU: a leaky ReLU whose slopes are learned (He et al. 2015)."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops import curves
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Prelu:
    """x where positive, else its channel's learned slope × x."""

    input: Ref
    weight: Ref

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input, self.weight)

    def shape(self) -> Shape:
        slopes = self.weight.shape[0]
        if slopes not in (1, self.input.shape[1]):
            raise ShapeError(f"{slopes} slopes for {self.input.shape[1]} channels")
        return self.input.shape

    def count(self) -> Count:
        """One operation per output."""
        return Count(other=prod(self.input.shape))

    def reads(self, out: Box) -> dict[Ref, Box]:
        channels = out.spans[1] if self._per_channel else Span(0, 1)
        return boxes((self.input, out), (self.weight, Box((channels,))))

    def explain(self, out: Index, read: Read) -> Term:
        channel = out[1] if self._per_channel else 0
        slope = one(read, self.weight, (channel,), label="slope")
        return curves.prelu(one(read, self.input, out), slope)

    @property
    def _per_channel(self) -> bool:
        return self.weight.shape[0] > 1


@calls("prelu")
def prelu(input: Ref, weight: Ref) -> Prelu | None:
    """torch's `prelu`, with one slope or one per channel."""
    return Prelu(input, weight) if len(input.shape) > 1 and len(weight.shape) == 1 else None


def cases(rng: Random) -> Iterator[Call]:
    """A slope for each channel, one for all, slopes that are not as many as the channels."""
    yield Call("prelu", {"input": (2, 3, rng.randint(3, 5)), "weight": (3,)})
    yield Call("prelu", {"input": (2, 3, 4), "weight": (1,)})
    yield Call("prelu", {"input": (2, 3, 4), "weight": (2,)})  # refused
