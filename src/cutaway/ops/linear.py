"""Fully connected layers: every output one dot."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import dot, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Linear:
    """input (*, features) · weight (o, features) → (*, o), plus a bias (o)."""

    input: Ref
    weight: Ref
    bias: Ref | None

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input, self.weight) + ((self.bias,) if self.bias else ())

    def shape(self) -> Shape:
        outputs, features = self.weight.shape
        if self.input.shape[-1] != features:
            raise ShapeError(
                f"the input has {self.input.shape[-1]} features, the weight {outputs}×{features} "
                f"expects {features}",
                got=self.input.shape[-1],
                expected=features,
            )
        return (*self.input.shape[:-1], outputs)

    def count(self) -> Count:
        return Count.dots(prod(self.shape()), self.weight.shape[1], self.bias is not None)

    def reads(self, out: Box) -> dict[Ref, Box]:
        features = Span(0, self.weight.shape[1])
        outputs = out.spans[-1]
        return boxes(
            (self.input, Box((*out.spans[:-1], features))),
            (self.weight, Box((outputs, features))),
            (self.bias, Box((outputs,))),
        )

    def explain(self, out: Index, read: Read) -> Term:
        *lead, o = out
        features = range(self.weight.shape[1])
        given = read(self.input, (*(range(i, i + 1) for i in lead), features))
        weights = read(self.weight, (range(o, o + 1), features))
        products = dot(given, weights, label="input × weight")
        if self.bias is None:
            return products
        return total(products, one(read, self.bias, (o,), label="bias"))


@calls("linear")
def linear(input: Ref, weight: Ref, bias: Ref | None = None) -> Linear | None:
    """torch's `linear`; a weight of one axis stays opaque."""
    return Linear(input, weight, bias) if len(weight.shape) == 2 and input.shape else None


def cases(rng: Random) -> Iterator[Call]:
    """Vectors, batches with several axes, and sizes that do not fit."""
    size = rng.randint(3, 9)
    yield Call("linear", {"input": (2, size), "weight": (4, size), "bias": (4,)})
    yield Call("linear", {"input": (2, 3, 5), "weight": (4, 5)})
    yield Call("linear", {"input": (5,), "weight": (4, 5), "bias": (4,)})
    yield Call("linear", {"input": (2, 6), "weight": (4, 5)})  # refused: 6 features, not 5
