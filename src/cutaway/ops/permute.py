"""Axes in another order: permute, transpose, movedim, `x.T`."""

from collections.abc import Iterator, Sequence
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.axes import axis_of
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Permute:
    """Axis k of the output is axis `order[k]` of the input."""

    input: Ref
    order: tuple[int, ...]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        if sorted(self.order) != list(range(len(self.input.shape))):
            raise ShapeError(
                f"the order {list(self.order)} does not name each of "
                f"{len(self.input.shape)} axes once"
            )
        return tuple(self.input.shape[axis] for axis in self.order)

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        spans = dict(zip(self.order, out.spans, strict=True))
        return boxes((self.input, Box(tuple(spans[axis] for axis in range(len(spans))))))

    def explain(self, out: Index, read: Read) -> Term:
        places = dict(zip(self.order, out, strict=True))
        return one(read, self.input, tuple(places[axis] for axis in range(len(places))))


@calls("permute")
def permute(input: Ref, *dims: int | Sequence[int]) -> Permute:
    """torch's `permute`."""
    order = flat(dims)
    return Permute(input, tuple(axis_of(input.shape, axis) for axis in order))


@calls("transpose", "swapaxes", "swapdims")
def transpose(input: Ref, dim0: int, dim1: int) -> Permute:
    """torch's `transpose`: two axes change places."""
    if not input.shape:
        return Permute(input, ())
    first, second = axis_of(input.shape, dim0), axis_of(input.shape, dim1)
    order = list(range(len(input.shape)))
    order[first], order[second] = second, first
    return Permute(input, tuple(order))


@calls("movedim", "moveaxis")
def movedim(
    input: Ref, source: int | Sequence[int], destination: int | Sequence[int]
) -> Permute | None:
    """torch's `movedim`: named axes go to named places, the others keep their order."""
    given = [(s,) if isinstance(s, int) else tuple(s) for s in (source, destination)]
    origins, places = ([axis_of(input.shape, axis) for axis in side] for side in given)
    if len(origins) != len(places):
        return None
    rest = iter(axis for axis in range(len(input.shape)) if axis not in origins)
    taken = dict(zip(places, origins, strict=True))
    return Permute(
        input, tuple(taken[i] if i in taken else next(rest) for i in range(len(input.shape)))
    )


@calls("t", "T", "H")
def turned(input: Ref) -> Permute | None:
    """`x.t()`, `x.T` and `x.H` of a matrix of real numbers."""
    return transpose(input, -2, -1) if len(input.shape) == 2 else None


@calls("mT", "mH", "adjoint")
def matrices_turned(input: Ref) -> Permute | None:
    """`x.mT` and `x.mH`: the last two axes change places."""
    return transpose(input, -2, -1) if len(input.shape) > 1 else None


def flat(given: tuple[int | Sequence[int], ...]) -> tuple[int, ...]:
    """Whole numbers given one by one or as one sequence."""
    if len(given) == 1 and not isinstance(given[0], int):
        return tuple(given[0])
    return tuple(n for n in given if isinstance(n, int))


def cases(rng: Random) -> Iterator[Call]:
    """Orders of every kind, and one that leaves out an axis."""
    image = {"input": (2, 3, 4, 5)}
    order = [0, 1, 2, 3]
    rng.shuffle(order)
    yield Call("permute", image, {"dims": tuple(order)})
    yield Call("permute", image, {"dims": (0, 2, 3)})  # refused
    yield Call("transpose", image, {"dim0": 1, "dim1": -1})
    yield Call("transpose", image, {"dim0": 1, "dim1": 4})  # refused
    yield Call("movedim", image, {"source": (0, 1), "destination": (-1, 0)})
    yield Call("movedim", image, {"source": 1, "destination": -1})
    yield Call("t", {"input": (3, 4)})
    yield Call("adjoint", {"input": (2, 3, 4)})
