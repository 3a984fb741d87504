"""One of two numbers, by a third that is true or false."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import choose, number
from cutaway.arithmetic.term import Term
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.elementwise import Operand
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Where:
    """`yes` where the condition holds, else `no`; all three broadcast."""

    condition: Ref
    yes: Operand
    no: Operand

    @property
    def inputs(self) -> tuple[Ref, ...]:
        sides = (self.yes, self.no, self.condition)
        return tuple(side for side in sides if isinstance(side, Ref))

    def shape(self) -> Shape:
        return broadcast(*(ref.shape for ref in self.inputs))

    def count(self) -> Count:
        """One operation per output."""
        return Count(other=prod(self.shape()))

    def reads(self, out: Box) -> dict[Ref, Box]:
        """Which side is read depends on the condition: it may be either."""
        return boxes(*((ref, source_box(out, ref.shape)) for ref in self.inputs))

    def explain(self, out: Index, read: Read) -> Term:
        holds = one(read, self.condition, source_index(out, self.condition.shape)).value != 0
        side = self.yes if holds else self.no
        place = f"{self.condition.name} is {'true' if holds else 'false'}"
        if isinstance(side, Ref):
            return choose(one(read, side, source_index(out, side.shape)), place)
        return choose(number(side), place)


@calls("where")
def where(condition: Ref, input: Operand, other: Operand) -> Where:
    """torch's `where` of three."""
    return Where(condition, input, other)


@calls("masked_fill")
def masked_fill(input: Ref, mask: Ref, value: Operand) -> Where | None:
    """torch's `masked_fill`."""
    found = Where(mask, value, input)
    return found if isinstance(value, Ref | int | float) else None


def cases(rng: Random) -> Iterator[Call]:
    """Broadcast sides, a plain number."""
    yield Call("where", {"condition": (3, 4), "input": (2, 1, 4), "other": (2, 3, 1)})
    yield Call("where", {"condition": (3, 4), "input": (3, 4), "other": (2, 4)})  # refused
    yield Call("masked_fill", {"input": (2, 3, 4), "mask": (3, 1)}, {"value": rng.uniform(1, 2)})
