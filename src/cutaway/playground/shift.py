"""The input moved by some pixels: does the answer move along (equivariance) or stay?"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from cutaway.arithmetic.box import Index, Shape
from cutaway.playground.field import fields
from cutaway.playground.grid import Grid, grid
from cutaway.playground.lab import Lab, passes

Border = Literal["edge", "zeros", "circular"]
Verdict = Literal["along", "not", "new"]


@dataclass(frozen=True, slots=True)
class Moved:
    """One layer's answer to the moved input, number by number beside its answer before.

    offset      by how much the answer should move: shift ÷ cumulative stride, one an axis
    whole       that is a whole number of positions on every axis
    output      the answer to the moved input
    along       for each number: equal to the one `offset` before it ("along"), different
                ("not"), or come in from outside ("new"; all of them where not whole)
    stayed      for each number: equal to the one in the same place before
    """

    offset: tuple[Fraction, ...]
    whole: bool
    output: Grid
    along: tuple[Verdict, ...]
    stayed: tuple[bool, ...]

    @property
    def compared(self) -> int:
        return len(self.along) - self.along.count("new")

    @property
    def equivariant(self) -> bool:
        """Every number that can have moved along has."""
        return self.whole and self.compared > 0 and "not" not in self.along

    @property
    def invariant(self) -> bool:
        """Every number is what it was."""
        return all(self.stayed)


def shifted(input: Grid, by: Shape, border: Border = "edge") -> Grid:
    """The input (channels, *space) moved by so many positions; what comes in is the border's.

    >>> shifted(grid((1, 4), [1.0, 1.0, 0.0, 0.0]), (1,)).values
    (1.0, 1.0, 1.0, 0.0)
    """
    places = product(*map(range, input.shape))
    return grid(input.shape, [_before(input, place, by, border) for place in places])


def moved(lab: Lab, by: Shape, border: Border = "edge") -> tuple[Moved, ...]:
    """Each layer's answer to the input moved by `by`; () where there are too many numbers."""
    if not lab.setup.input.known or not all(done.output.known for done in lab.passes):
        return ()
    after = passes(lab.setup, shifted(lab.setup.input, by, border))
    found = []
    for old, new, field in zip(lab.passes, after, fields(lab.layers), strict=True):
        offset = tuple(Fraction(step) / jump for step, jump in zip(by, field.jump, strict=True))
        found.append(_compared(old.output, new.output, offset))
    return tuple(found)


def _before(input: Grid, place: Index, by: Shape, border: Border) -> float:
    channel, *space = place
    source = [p - step for p, step in zip(space, by, strict=True)]
    lengths = input.shape[1:]
    if border == "circular":
        source = [p % n for p, n in zip(source, lengths, strict=True)]
    elif border == "edge":
        source = [min(max(p, 0), n - 1) for p, n in zip(source, lengths, strict=True)]
    if any(not 0 <= p < n for p, n in zip(source, lengths, strict=True)):
        return 0.0
    return input.at((channel, *source))


def _compared(old: Grid, new: Grid, offset: tuple[Fraction, ...]) -> Moved:
    whole = all(step.denominator == 1 for step in offset)
    steps = tuple(int(step) for step in offset)
    new_all: Verdict = "new"
    along = tuple(_verdicts(old, new, steps)) if whole else (new_all,) * new.size
    stayed = tuple(a == b for a, b in zip(old.values, new.values, strict=True))
    return Moved(offset, whole, new, along, stayed)


def _verdicts(old: Grid, new: Grid, steps: Shape) -> Iterator[Verdict]:
    for place, value in zip(product(*map(range, new.shape)), new.values, strict=True):
        channel, *space = place
        source = [p - step for p, step in zip(space, steps, strict=True)]
        if any(not 0 <= p < n for p, n in zip(source, old.shape[1:], strict=True)):
            yield "new"
        else:
            yield "along" if old.at((channel, *source)) == value else "not"
