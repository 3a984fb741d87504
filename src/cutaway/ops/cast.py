"""The same numbers in another precision."""

from collections.abc import Iterator
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

FLOATS = ("float16", "bfloat16", "float32", "float64")


@fact
class Cast:
    """Every number rounded to the nearest that the output's type holds."""

    input: Ref

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return self.input.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, out))

    def explain(self, out: Index, read: Read) -> Term:
        return one(read, self.input, out)


@calls("float", "double", "half", "bfloat16")
def cast(input: Ref, **named: object) -> Cast:
    """torch's `float`, `double`, `half`, `bfloat16`."""
    return Cast(input)


@calls("to", "type")
def to(input: Ref, *args: object, **named: object) -> Cast | None:
    """torch's `to` and `type`, where they ask for a floating type; others stay opaque."""
    asked = [arg.dtype if isinstance(arg, Ref) else arg for arg in (*args, *named.values())]
    types = [str(arg).removeprefix("torch.") for arg in asked]
    return Cast(input) if any(name in FLOATS for name in types) else None


@calls("type_as")
def type_as(input: Ref, other: Ref) -> Cast | None:
    """torch's `type_as`."""
    return to(input, other)


def cases(rng: Random) -> Iterator[Call]:
    """By name, and like another tensor."""
    yield Call("double", {"input": (2, rng.randint(2, 4))})
    yield Call("type_as", {"input": (2, 3), "other": (1,)})
    yield Call("to", {"input": (2, 3), "other": (1,)})
