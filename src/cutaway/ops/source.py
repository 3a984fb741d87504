"""The network's own input: where every explanation ends."""

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.ops.ref import Read, Ref, one


@fact
class Source:
    """An input tensor; its numbers were made by no operation."""

    output: Ref

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return ()

    def shape(self) -> Shape:
        return self.output.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        return {}

    def explain(self, out: Index, read: Read) -> Term:
        return one(read, self.output, out, label="input")
