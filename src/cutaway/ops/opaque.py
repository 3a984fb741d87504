"""A call that Cutaway does not know: recorded and drawn, never guessed."""

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Opaque:
    """An unknown call: its output's shape is what torch gave; each number may read everything."""

    call: str
    inputs: tuple[Ref, ...]
    output: Ref

    def shape(self) -> Shape:
        return self.output.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes(*((ref, Box.whole(ref.shape)) for ref in self.inputs))

    def explain(self, out: Index, read: Read) -> Term:
        value = one(read, self.output, out).value
        return Term("opaque", value, label=self.call, weight=abs(value))
