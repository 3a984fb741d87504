"""Sums, differences, products, quotients, powers and extremes of two sides, with broadcasting."""

from collections.abc import Callable, Iterator
from math import prod
from random import Random
from typing import Literal

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import (
    divide,
    largest,
    number,
    power,
    product,
    smallest,
    subtract,
    total,
)
from cutaway.arithmetic.term import Term
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one

Operand = Ref | float
Verb = Literal["add", "sub", "mul", "div", "pow", "max", "min"]

_RULES: dict[Verb, Callable[[Term, Term], Term]] = {
    "add": lambda a, b: total(a, b),
    "sub": lambda a, b: subtract(a, b),
    "mul": lambda a, b: product(a, b),
    "div": lambda a, b: divide(a, b),
    "pow": lambda a, b: power(a, b),
    "max": lambda a, b: largest(a, b),
    "min": lambda a, b: smallest(a, b),
}


@fact
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
def rsub(input: Operand, other: Operand, *, alpha: float = 1) -> Elementwise | None:
    """`number - tensor`: other − alpha × input."""
    return Elementwise("sub", other, input, float(alpha)) if _numeric(input, other) else None


@calls("mul", "multiply", "imul", "rmul")
def mul(input: Operand, other: Operand) -> Elementwise | None:
    """torch's `mul` and `*`, position by position."""
    return Elementwise("mul", input, other) if _numeric(input, other) else None


@calls("div", "divide", "true_divide", "truediv", "itruediv", "idiv")
def div(input: Operand, other: Operand, *, rounding_mode: str | None = None) -> Elementwise | None:
    """torch's `div` and `/`; a rounded quotient stays opaque."""
    if rounding_mode is not None or not _numeric(input, other):
        return None
    return Elementwise("div", input, other)


@calls("rdiv", "rtruediv")
def rdiv(input: Operand, other: Operand) -> Elementwise | None:
    """`number / tensor`: other ÷ input."""
    return Elementwise("div", other, input) if _numeric(input, other) else None


@calls("pow", "ipow")
def raised(input: Operand, exponent: Operand) -> Elementwise | None:
    """torch's `pow` and `**`."""
    return Elementwise("pow", input, exponent) if _numeric(input, exponent) else None


@calls("rpow")
def rpow(input: Operand, other: Operand) -> Elementwise | None:
    """`number ** tensor`: other to the input."""
    return Elementwise("pow", other, input) if _numeric(input, other) else None


@calls("maximum")
def maximum(input: Operand, other: Operand) -> Elementwise | None:
    """torch's `maximum`: the larger of two."""
    return Elementwise("max", input, other) if _numeric(input, other) else None


@calls("minimum")
def minimum(input: Operand, other: Operand) -> Elementwise | None:
    """torch's `minimum`: the smaller of two."""
    return Elementwise("min", input, other) if _numeric(input, other) else None


@calls("clamp_min")
def clamp_min(input: Operand, min: Operand) -> Elementwise | None:
    """torch's `clamp_min`."""
    return maximum(input, min)


@calls("clamp_max")
def clamp_max(input: Operand, max: Operand) -> Elementwise | None:
    """torch's `clamp_max`."""
    return minimum(input, max)


@calls("neg", "negative")
def neg(input: Ref) -> Elementwise:
    """torch's `neg`: −1 × input."""
    return Elementwise("mul", -1.0, input)


def cases(rng: Random) -> Iterator[Call]:
    """Broadcast sides, plain numbers, a scaled second side."""
    pair = {"input": (2, 3, 4), "other": (3, 1)}
    for name in ("add", "sub", "mul", "div", "maximum", "minimum"):
        yield Call(name, pair)
        yield Call(name, {"input": (2, 5), "other": (2, 4)})  # refused
    for name in ("add", "sub", "mul", "div", "rsub", "rdiv", "rpow"):
        yield Call(name, {"input": (2, 5)}, {"other": rng.uniform(0.5, 2)})
    yield Call("add", pair, {"alpha": 2})
    yield Call("sub", pair, {"alpha": 0.5})
    yield Call("pow", {"input": (2, 5)}, {"exponent": rng.choice((2, 3))})
    yield Call("clamp_min", {"input": (2, 5)}, {"min": 0.1})
    yield Call("clamp_max", {"input": (2, 5)}, {"max": 0.4})
    yield Call("neg", {"input": (3, 4)})
