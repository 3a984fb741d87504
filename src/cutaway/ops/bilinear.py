"""Bilinear layers: one matrix for each output, between two inputs."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import dot, product, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, at, boxes, one


@fact
class Bilinear:
    """Σ over i of first_i × (row i of the output's matrix · second), plus a bias.

    first (*, a) · weight (o, a, b) · second (*, b) → (*, o)
    """

    first: Ref
    second: Ref
    weight: Ref
    bias: Ref | None

    @property
    def inputs(self) -> tuple[Ref, ...]:
        refs = (self.first, self.second, self.weight)
        return refs + ((self.bias,) if self.bias else ())

    def shape(self) -> Shape:
        outputs, a, b = self.weight.shape
        if self.first.shape[-1] != a or self.second.shape[-1] != b:
            raise ShapeError(
                f"{self.first.shape[-1]} and {self.second.shape[-1]} features, the weight "
                f"{list(self.weight.shape)} expects {a} and {b}"
            )
        if self.first.shape[:-1] != self.second.shape[:-1]:
            raise ShapeError(
                f"{list(self.first.shape)} and {list(self.second.shape)} differ "
                "before the last axis"
            )
        return (*self.first.shape[:-1], outputs)

    def count(self) -> Count:
        """Dots of the matrix's rows; the products with `first`, and their sum, are `other`."""
        outputs, (_, a, b) = prod(self.shape()), self.weight.shape
        rows = Count.dots(outputs * a, b, bias=False)
        return rows + Count(other=outputs * (2 * a - 1 + (self.bias is not None)))

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        *lead, outputs = out.spans
        _, a, b = (Span(0, n) for n in self.weight.shape)
        return boxes(
            (self.first, Box((*lead, a))),
            (self.second, Box((*lead, b))),
            (self.weight, Box((outputs, a, b))),
            (self.bias, Box((outputs,))),
        )

    def explain(self, out: Index, read: Read) -> Term:
        *lead, o = out
        _, a, b = self.weight.shape
        second = read(self.second, (*at(tuple(lead)), range(b)))
        rows = (
            product(
                one(read, self.first, (*lead, i)),
                dot(read(self.weight, (*at((o, i)), range(b))), second, label="row × input"),
            )
            for i in range(a)
        )
        bias = (one(read, self.bias, (o,), label="bias"),) if self.bias else ()
        return total(*rows, *bias)


@calls("bilinear")
def bilinear(input1: Ref, input2: Ref, weight: Ref, bias: Ref | None = None) -> Bilinear:
    """torch's `bilinear`."""
    return Bilinear(input1, input2, weight, bias)


def cases(rng: Random) -> Iterator[Call]:
    """A bias or none, several leading axes, features that do not fit."""
    a = rng.randint(2, 4)
    fitting = {"input1": (2, a), "input2": (2, 3), "weight": (4, a, 3)}
    yield Call("bilinear", fitting | {"bias": (4,)})
    yield Call("bilinear", {"input1": (2, 3, 2), "input2": (2, 3, 4), "weight": (2, 2, 4)})
    yield Call("bilinear", fitting | {"input2": (2, 4)})  # refused
