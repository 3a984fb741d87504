"""Dropout while the network is not training: the number itself."""

from collections.abc import Iterator
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import choose
from cutaway.arithmetic.term import Term
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class Dropout:
    """Passes its input through."""

    input: Ref

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return self.input.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, out))

    def explain(self, out: Index, read: Read) -> Term:
        return choose(one(read, self.input, out), "not training")


@calls("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout")
def dropout(
    input: Ref, p: float = 0.5, training: bool = True, inplace: bool = False
) -> Dropout | None:
    """torch's dropouts, where they drop nothing; while training they draw at random: opaque."""
    return None if training and p > 0 else Dropout(input)


def cases(rng: Random) -> Iterator[Call]:
    """Evaluation, and a probability of zero."""
    yield Call("dropout", {"input": (2, 3)}, {"p": rng.random(), "training": False})
    yield Call("dropout2d", {"input": (1, 2, 3, 3)}, {"p": 0.0, "training": True})
