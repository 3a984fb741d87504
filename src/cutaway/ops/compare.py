"""Questions about two numbers, position by position: true is 1, false is 0."""

from collections.abc import Callable, Iterator
from math import prod
from operator import eq, ge, gt, le, lt, ne
from random import Random
from typing import Literal

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import choose, number
from cutaway.arithmetic.term import Term
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.elementwise import Operand
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Question = Literal[">", "≥", "<", "≤", "=", "≠"]

_ANSWERS: dict[Question, Callable[[float, float], bool]] = {
    ">": gt,
    "≥": ge,
    "<": lt,
    "≤": le,
    "=": eq,
    "≠": ne,
}


@fact
class Compare:
    """Whether first (question) second, of tensors or plain numbers.

    The answer follows from both numbers, but is made of neither: it is a constant that they choose.
    """

    question: Question
    first: Operand
    second: Operand

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return tuple(side for side in (self.first, self.second) if isinstance(side, Ref))

    def shape(self) -> Shape:
        return broadcast(*(ref.shape for ref in self.inputs))

    def count(self) -> Count:
        """One operation per output."""
        return Count(other=prod(self.shape()))

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes(*((ref, source_box(out, ref.shape)) for ref in self.inputs))

    def explain(self, out: Index, read: Read) -> Term:
        first, second = (_value(side, out, read) for side in (self.first, self.second))
        answer = _ANSWERS[self.question](first, second)
        asked = f"{first:.6g} {self.question} {second:.6g} is {'true' if answer else 'false'}"
        return choose(number(answer), asked)


def _value(side: Operand, out: Index, read: Read) -> float:
    if isinstance(side, Ref):
        return one(read, side, source_index(out, side.shape)).value
    return side


def _asks(question: Question) -> Callable[[Operand, Operand], Compare | None]:
    def build(input: Operand, other: Operand) -> Compare | None:
        known = all(isinstance(side, Ref | int | float) for side in (input, other))
        return Compare(question, input, other) if known else None

    return build


calls("gt", "greater")(_asks(">"))
calls("ge", "greater_equal")(_asks("≥"))
calls("lt", "less")(_asks("<"))
calls("le", "less_equal")(_asks("≤"))
calls("eq")(_asks("="))
calls("ne", "not_equal")(_asks("≠"))


def cases(rng: Random) -> Iterator[Call]:
    """Broadcast sides, plain numbers, equal ones."""
    for name, bound in (("gt", -0.4), ("ge", -0.4), ("lt", 0.4), ("le", 0.4)):
        yield Call(name, {"input": (2, 3, 4)}, {"other": bound * rng.uniform(0.5, 1)})
    yield Call("gt", {"input": (2, 3, 4), "other": (3, 1)})
    yield Call("ne", {"input": (3, 4), "other": (4,)})
    yield Call("eq", {"input": (3, 4), "other": (2, 4)})  # refused
