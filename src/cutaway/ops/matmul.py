"""Products of matrices and vectors, alone or added to a tensor: every output one dot."""

from collections.abc import Iterator
from math import prod
from random import Random
from typing import TypeVar

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import dot, number, product, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.broadcast import broadcast, source_box, source_index
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, at, boxes, one

T = TypeVar("T")


@fact
class MatMul:
    """alpha × first (*, r, k) · second (*, k, c) → (*, r, c), leading axes broadcast.

    A vector in the first place is one row, in the second one column; the axis of length 1 that
    this would give is not there.

    added   a tensor that is added, times beta
    """

    first: Ref
    second: Ref
    added: Ref | None = None
    alpha: float = 1
    beta: float = 1

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.first, self.second) + ((self.added,) if self.added else ())

    @property
    def length(self) -> int:
        """Products in one dot."""
        return self.first.shape[-1]

    @property
    def _row(self) -> bool:
        return len(self.first.shape) > 1

    @property
    def _column(self) -> bool:
        return len(self.second.shape) > 1

    def shape(self) -> Shape:
        a, b = self.first.shape, self.second.shape
        rows = b[-2] if self._column else b[-1]
        if a[-1] != rows:
            raise ShapeError(
                f"{list(a)} times {list(b)}: {a[-1]} columns do not meet {rows} rows",
                got=a[-1],
                expected=rows,
            )
        made = (*broadcast(a[:-2], b[:-2]), *a[-2:-1], *(b[-1:] if self._column else ()))
        if self.added is not None and broadcast(self.added.shape, made) != made:
            raise ShapeError(f"{list(self.added.shape)} cannot be added to {list(made)}")
        return made

    def count(self) -> Count:
        return Count.dots(prod(self.shape()), self.length, self.added is not None)

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        lead, row, column = self._split(out.spans)
        along = Span(0, self.length)
        first = source_box(Box(lead), self.first.shape[:-2]).spans
        second = source_box(Box(lead), self.second.shape[:-2]).spans
        pairs: list[tuple[Ref | None, Box]] = [
            (self.first, Box((*first, *row, along))),
            (self.second, Box((*second, along, *column))),
        ]
        if self.added is not None:
            pairs.append((self.added, source_box(out, self.added.shape)))
        return boxes(*pairs)

    def explain(self, out: Index, read: Read) -> Term:
        lead, row, column = self._split(out)
        along = range(self.length)
        a = source_index(lead, self.first.shape[:-2])
        b = source_index(lead, self.second.shape[:-2])
        result = dot(
            read(self.first, (*at((*a, *row)), along)),
            read(self.second, (*at(b), along, *at(column))),
            label="row × column",
        )
        if self.alpha != 1:
            result = product(number(self.alpha, "alpha"), result)
        if self.added is None:
            return result
        added = one(read, self.added, source_index(out, self.added.shape), label="bias")
        return total(result, product(number(self.beta, "beta"), added) if self.beta != 1 else added)

    def _split(self, out: tuple[T, ...]) -> tuple[tuple[T, ...], tuple[T, ...], tuple[T, ...]]:
        """Leading axes, the row's axis, the column's axis: () where there is none."""
        ends = len(out) - self._column
        starts = ends - self._row
        return out[:starts], out[starts:ends], out[ends:]


@calls("matmul", "imatmul")
def matmul(input: Ref, other: Ref) -> MatMul | None:
    """torch's `matmul` and `@`."""
    return MatMul(input, other) if input.shape and other.shape else None


@calls("rmatmul")
def rmatmul(input: Ref, other: Ref) -> MatMul | None:
    """`other @ input`, asked of the right side."""
    return matmul(other, input)


@calls("mm", "bmm")
def mm(input: Ref, mat2: Ref) -> MatMul:
    """torch's `mm` and `bmm`: no broadcasting."""
    _same_batch(input.shape, mat2.shape)
    return MatMul(input, mat2)


@calls("mv")
def mv(input: Ref, vec: Ref) -> MatMul:
    """torch's `mv`."""
    return MatMul(input, vec)


@calls("dot", "vdot", "inner")
def inner(input: Ref, other: Ref) -> MatMul | None:
    """torch's `dot` and `vdot` of two vectors."""
    return MatMul(input, other) if len(input.shape) == len(other.shape) == 1 else None


@calls("addmm")
def addmm(input: Ref, mat1: Ref, mat2: Ref, *, beta: float = 1, alpha: float = 1) -> MatMul:
    """torch's `addmm`: beta × input + alpha × mat1 · mat2."""
    return MatMul(mat1, mat2, input, alpha, beta)


@calls("baddbmm")
def baddbmm(input: Ref, batch1: Ref, batch2: Ref, *, beta: float = 1, alpha: float = 1) -> MatMul:
    """torch's `baddbmm`: `addmm` for each of a batch."""
    _same_batch(batch1.shape, batch2.shape)
    return MatMul(batch1, batch2, input, alpha, beta)


@calls("addmv")
def addmv(input: Ref, mat: Ref, vec: Ref, *, beta: float = 1, alpha: float = 1) -> MatMul:
    """torch's `addmv`: beta × input + alpha × mat · vec."""
    return MatMul(mat, vec, input, alpha, beta)


def _same_batch(first: Shape, second: Shape) -> None:
    if first[:-2] != second[:-2]:
        raise ShapeError(f"the batches {list(first)} and {list(second)} are not of one size")


def cases(rng: Random) -> Iterator[Call]:
    """Broadcast products, vectors on either side, scaled sums, and sizes that do not fit."""
    size = rng.randint(2, 6)
    yield Call("matmul", {"input": (3, size), "other": (size, 5)})
    yield Call("matmul", {"input": (2, 1, 3, 4), "other": (5, 4, 2)})
    yield Call("matmul", {"input": (4,), "other": (2, 4, 3)})
    yield Call("matmul", {"input": (2, 3, 4), "other": (4,)})
    yield Call("matmul", {"input": (4,), "other": (4,)})
    yield Call("matmul", {"input": (3, 4), "other": (5, 4)})  # refused
    yield Call("matmul", {"input": (2, 3, 4), "other": (3, 4, 2)})  # refused
    yield Call("rmatmul", {"input": (4, 2), "other": (3, 4)})
    yield Call("bmm", {"input": (2, 3, 4), "mat2": (2, 4, 2)})
    yield Call("bmm", {"input": (2, 3, 4), "mat2": (1, 4, 2)})  # refused: no broadcasting
    yield Call("mm", {"input": (3, 4), "mat2": (4, 2)})
    yield Call("mv", {"input": (3, 4), "vec": (4,)})
    yield Call("dot", {"input": (4,), "other": (4,)})
    scaled = {"beta": 0.5, "alpha": rng.uniform(1, 2)}
    yield Call("addmm", {"input": (4,), "mat1": (3, 2), "mat2": (2, 4)}, scaled)
    yield Call("addmm", {"input": (3, 1), "mat1": (3, 2), "mat2": (2, 4)})
    yield Call("baddbmm", {"input": (2, 3, 4), "batch1": (2, 3, 2), "batch2": (2, 2, 4)}, scaled)
    yield Call("addmv", {"input": (3,), "mat": (3, 2), "vec": (2,)})
