"""Sums, differences, products and quotients, position by position, with broadcasting."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import prod
from random import Random
from typing import Literal

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.rules import divide, number, product, subtract, total
from cutaway.arithmetic.term import Term
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Operand = Ref | float
Verb = Literal["add", "sub", "mul", "div"]

_RULES: dict[Verb, Callable[[Term, Term], Term]] = {
    "add": lambda a, b: total(a, b),
    "sub": lambda a, b: subtract(a, b),
    "mul": lambda a, b: product(a, b),
    "div": lambda a, b: divide(a, b),
}


@dataclass(frozen=True)
class Elementwise:
    """first (verb) scale × second, of tensors or plain numbers."""

    verb: Verb
    first: Operand
    second: Operand
    scale: float = 1.0

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
        second = _side(self.second, out, read)
        if self.scale != 1:
            second = product(number(self.scale, "alpha"), second)
        return _RULES[self.verb](_side(self.first, out, read), second)


def _side(side: Operand, out: Index, read: Read) -> Term:
    if isinstance(side, Ref):
        return one(read, side, source_index(out, side.shape))
    return number(side)


def _numeric(*sides: object) -> bool:
    return all(isinstance(side, Ref | int | float) for side in sides)


@calls("add", "iadd", "radd")
def add(input: Operand, other: Operand, *, alpha: float = 1) -> Elementwise | None:
    """torch's `add` and `+`: input + alpha × other."""
    return Elementwise("add", input, other, float(alpha)) if _numeric(input, other) else None


@calls("sub", "subtract", "isub")
def sub(input: Operand, other: Operand, *, alpha: float = 1) -> Elementwise | None:
    """torch's `sub` and `-`: input − alpha × other."""
    return Elementwise("sub", input, other, float(alpha)) if _numeric(input, other) else None


@calls("rsub")
def rsub(input: Operand, other: Operand) -> Elementwise | None:
    """`number - tensor`: other − input."""
    return Elementwise("sub", other, input) if _numeric(input, other) else None


@calls("mul", "multiply", "imul", "rmul")
def mul(input: Operand, other: Operand) -> Elementwise | None:
    """torch's `mul` and `*`, position by position."""
    return Elementwise("mul", input, other) if _numeric(input, other) else None


@calls("div", "divide", "true_divide", "truediv", "itruediv")
def div(input: Operand, other: Operand, *, rounding_mode: str | None = None) -> Elementwise | None:
    """torch's `div` and `/`; a rounded quotient stays opaque."""
    if rounding_mode is not None or not _numeric(input, other):
        return None
    return Elementwise("div", input, other)


@calls("rdiv")
def rdiv(input: Operand, other: Operand) -> Elementwise | None:
    """`number / tensor`: other ÷ input."""
    return Elementwise("div", other, input) if _numeric(input, other) else None


@calls("neg", "negative")
def neg(input: Ref) -> Elementwise:
    """torch's `neg`: −1 × input."""
    return Elementwise("mul", -1.0, input)


def cases(rng: Random) -> Iterator[Call]:
    """Broadcast sides, plain numbers, a scaled second side."""
    pair = {"input": (2, 3, 4), "other": (3, 1)}
    for name in ("add", "sub", "mul", "div"):
        yield Call(name, pair)
        yield Call(name, {"input": (2, 5)}, {"other": rng.uniform(0.5, 2)})
        yield Call(name, {"input": (2, 5), "other": (2, 4)})  # refused
    yield Call("add", pair, {"alpha": 2})
    yield Call("sub", pair, {"alpha": 0.5})
    yield Call("rsub", {"input": (2, 5)}, {"other": rng.uniform(0.5, 2)})
    yield Call("rdiv", {"input": (2, 5)}, {"other": rng.uniform(0.5, 2)})
    yield Call("neg", {"input": (3, 4)})
