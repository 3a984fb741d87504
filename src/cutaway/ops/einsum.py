"""Einstein sums of two tensors, where they are a contraction: every output one dot."""

from collections.abc import Iterator
from itertools import product as places
from math import prod
from random import Random
from string import ascii_letters

from cutaway.arithmetic.block import Taps
from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import dot, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes


@fact
class Contraction:
    """Σ over the letters that the output lacks, of first × second.

    letters   one for each axis of first, of second, and of the output
    """

    first: Ref
    second: Ref
    letters: tuple[str, str, str]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.first, self.second)

    @property
    def summed(self) -> str:
        """The letters summed over, in the order of the first tensor."""
        return "".join(letter for letter in self.letters[0] if letter not in self.letters[2])

    def lengths(self) -> dict[str, int]:
        """The length of each letter's axis; an axis of length 1 is stretched."""
        found: dict[str, int] = {}
        for ref, letters in zip(self.inputs, self.letters, strict=False):
            for letter, length in zip(letters, ref.shape, strict=True):
                known = found.get(letter, 1)
                if length != known and 1 not in (length, known):
                    raise ShapeError(f"the axes {letter!r} are {known} and {length} long")
                found[letter] = max(length, known)
        return found

    def shape(self) -> Shape:
        lengths = self.lengths()
        return tuple(lengths[letter] for letter in self.letters[2])

    def count(self) -> Count:
        lengths = self.lengths()
        length = prod(lengths[letter] for letter in self.summed)
        return Count.dots(prod(self.shape()), length, bias=False)

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        spans = {letter: Span(0, n) for letter, n in self.lengths().items()}
        spans |= dict(zip(self.letters[2], out.spans, strict=True))
        pairs = []
        for ref, letters in zip(self.inputs, self.letters, strict=False):
            axes = zip(letters, ref.shape, strict=True)
            pairs.append(
                (ref, Box(tuple(Span(0, 1) if n == 1 else spans[letter] for letter, n in axes)))
            )
        return boxes(*pairs)

    def explain(self, out: Index, read: Read) -> Term:
        fixed = {letter: range(i, i + 1) for letter, i in zip(self.letters[2], out, strict=True)}
        lengths = self.lengths()
        outer = self._outer()
        inner = {letter: range(lengths[letter]) for letter in self.summed if letter not in outer}
        dots = []
        for place in places(*(range(lengths[letter]) for letter in outer)):
            here = {letter: range(i, i + 1) for letter, i in zip(outer, place, strict=True)}
            taps = fixed | inner | here
            first = read(self.first, _taps(self.first, self.letters[0], taps))
            second = read(self.second, _taps(self.second, self.letters[1], taps))
            dots.append(dot(first, second, label="first × second"))
        return dots[0] if len(dots) == 1 else total(*dots)

    def _outer(self) -> str:
        """Letters whose every position is a dot of its own.

        None, where one dot can run over all that is summed; where the second tensor has those
        axes in another order, all but the last; all, where an axis is stretched.
        """
        if self._stretched():
            return self.summed
        second = "".join(letter for letter in self.letters[1] if letter in self.summed)
        return "" if second == self.summed else self.summed[:-1]

    def _stretched(self) -> bool:
        lengths = self.lengths()
        return any(
            n == 1 != lengths[letter]
            for ref, letters in zip(self.inputs, self.letters, strict=False)
            for letter, n in zip(letters, ref.shape, strict=True)
            if letter in self.summed
        )


def _taps(ref: Ref, letters: str, taps: dict[str, range]) -> Taps:
    axes = zip(letters, ref.shape, strict=True)
    return tuple(range(1) if n == 1 else taps[letter] for letter, n in axes)


@calls("einsum")
def einsum(equation: object, *operands: object) -> Contraction | None:
    """torch's `einsum` of two tensors; opaque where a letter is doubled, or summed on one side."""
    if len(operands) == 1 and isinstance(operands[0], tuple):
        operands = operands[0]
    if not isinstance(equation, str) or len(operands) != 2:
        return None
    first, second = operands
    if not isinstance(first, Ref) or not isinstance(second, Ref):
        return None
    letters = _letters(equation.replace(" ", ""), first, second)
    return Contraction(first, second, letters) if letters and _contracts(*letters) else None


def _contracts(first: str, second: str, out: str) -> bool:
    once = all(len(set(letters)) == len(letters) for letters in (first, second, out))
    return once and all(
        (letter in first) == (letter in second) for letter in {*first, *second} - {*out}
    )


def _letters(equation: str, first: Ref, second: Ref) -> tuple[str, str, str] | None:
    """A letter for each axis; ellipses get letters that the equation has not used."""
    given, arrow, out = equation.partition("->")
    sides = given.split(",")
    if len(sides) != 2:
        return None
    spare = "".join(letter for letter in ascii_letters if letter not in equation)
    dots = [
        len(ref.shape) - len(side.replace("...", "")) if "..." in side else 0
        for side, ref in zip(sides, (first, second), strict=True)
    ]
    names = spare[: max(dots)]
    filled = [
        side.replace("...", names[len(names) - n :] if n else "")
        for side, n in zip(sides, dots, strict=True)
    ]
    for side, ref in zip(filled, (first, second), strict=True):
        if len(side) != len(ref.shape):
            raise ShapeError(f"{equation!r} names {len(side)} axes of {list(ref.shape)}")
    once = sorted(x for x in {*filled[0], *filled[1]} - {*names} if "".join(filled).count(x) == 1)
    return filled[0], filled[1], out.replace("...", names) if arrow else names + "".join(once)


def cases(rng: Random) -> Iterator[Call]:
    """Matrix products in disguise, several summed axes in one order and the other, ellipses."""
    size = rng.randint(2, 5)
    yield Call("einsum", {"a": (3, size), "b": (size, 4)}, {"equation": "ij,jk->ik"})
    yield Call("einsum", {"a": (2, 3, 4), "b": (2, 5, 4)}, {"equation": "bid,bjd->bij"})
    yield Call("einsum", {"a": (2, 3, 4), "b": (4, 3, 5)}, {"equation": "bij,jik->bk"})
    yield Call("einsum", {"a": (2, 3, 4), "b": (3, 4, 5)}, {"equation": "bij,ijk"})
    yield Call("einsum", {"a": (2, 3, 4), "b": (4, 5)}, {"equation": "...j,jk->...k"})
    yield Call("einsum", {"a": (3,), "b": (4,)}, {"equation": "i,j->ij"})
    yield Call("einsum", {"a": (3, 4), "b": (1, 4)}, {"equation": "ij,ij->j"})
    yield Call("einsum", {"a": (3, 4), "b": (5, 4)}, {"equation": "ij,jk->ik"})  # refused
