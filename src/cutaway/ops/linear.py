"""Fully connected layers and matrix products: every output one dot."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from random import Random

from cutaway.arithmetic.block import Taps
from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.rules import dot, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class MatMul:
    """first (*, r, k) · second (*, k, c) → (*, r, c), leading axes broadcast."""

    first: Ref
    second: Ref

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.first, self.second)

    def shape(self) -> Shape:
        a, b = self.first.shape, self.second.shape
        if a[-1] != b[-2]:
            raise ShapeError(
                f"{list(a)} times {list(b)}: {a[-1]} columns do not meet {b[-2]} rows",
                got=a[-1],
                expected=b[-2],
            )
        return (*broadcast(a[:-2], b[:-2]), a[-2], b[-1])

    def count(self) -> Count:
        return Count.dots(prod(self.shape()), self.first.shape[-1], bias=False)

    def reads(self, out: Box) -> dict[Ref, Box]:
        *lead, rows, columns = out.spans
        along = Span(0, self.first.shape[-1])
        first = source_box(Box(tuple(lead)), self.first.shape[:-2])
        second = source_box(Box(tuple(lead)), self.second.shape[:-2])
        return boxes(
            (self.first, Box((*first.spans, rows, along))),
            (self.second, Box((*second.spans, along, columns))),
        )

    def explain(self, out: Index, read: Read) -> Term:
        *lead, row, column = out
        along = range(self.first.shape[-1])
        a = _single(source_index(tuple(lead), self.first.shape[:-2]))
        b = _single(source_index(tuple(lead), self.second.shape[:-2]))
        return dot(
            read(self.first, (*a, range(row, row + 1), along)),
            read(self.second, (*b, along, range(column, column + 1))),
            label="row × column",
        )


def _single(index: Index) -> Taps:
    return tuple(range(i, i + 1) for i in index)


@calls("linear")
def linear(input: Ref, weight: Ref, bias: Ref | None = None) -> Linear | None:
    """torch's `linear`; a weight of one axis stays opaque."""
    return Linear(input, weight, bias) if len(weight.shape) == 2 and input.shape else None


@calls("matmul")
def matmul(input: Ref, other: Ref) -> MatMul | None:
    """torch's `matmul` and `@`, of tensors with two axes or more."""
    if min(len(input.shape), len(other.shape)) < 2:
        return None
    return MatMul(input, other)


@calls("mm", "bmm")
def mm(input: Ref, mat2: Ref) -> MatMul:
    """torch's `mm` and `bmm`: no broadcasting."""
    return MatMul(input, mat2)


def cases(rng: Random) -> Iterator[Call]:
    """Vectors, batches with several axes, broadcast products, and sizes that do not fit."""
    size = rng.randint(3, 9)
    yield Call("linear", {"input": (2, size), "weight": (4, size), "bias": (4,)})
    yield Call("linear", {"input": (2, 3, 5), "weight": (4, 5)})
    yield Call("linear", {"input": (5,), "weight": (4, 5), "bias": (4,)})
    yield Call("linear", {"input": (2, 6), "weight": (4, 5)})  # refused: 6 features, not 5
    yield Call("matmul", {"input": (3, 4), "other": (4, 5)})
    yield Call("matmul", {"input": (2, 1, 3, 4), "other": (5, 4, 2)})
    yield Call("matmul", {"input": (3, 4), "other": (5, 4)})  # refused
    yield Call("bmm", {"input": (2, 3, 4), "mat2": (2, 4, 2)})
    yield Call("mm", {"input": (3, 4), "mat2": (4, 2)})
