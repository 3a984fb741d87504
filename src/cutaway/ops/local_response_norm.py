"""Local response normalisation across channels (Krizhevsky et al. 2012, §3.3)."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import divide, number, power, product, total
from cutaway.arithmetic.term import Term
from cutaway.arithmetic.window import Window
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class LocalResponseNorm:
    """x / (k + alpha × mean of the squares of the `size` channels around)^beta."""

    input: Ref
    size: int
    alpha: float
    beta: float
    k: float

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    @property
    def around(self) -> Window:
        """The window along the channels: size // 2 before, the rest behind."""
        return Window(self.size, before=self.size // 2, after=(self.size - 1) // 2)

    def shape(self) -> Shape:
        return self.input.shape

    def count(self) -> Count:
        """A square and an addition per channel of the window, and five operations around."""
        return Count(other=prod(self.input.shape) * (2 * self.size + 5))

    def reads(self, out: Box) -> dict[Ref, Box]:
        channels = self.around.reads(out.spans[1], self.input.shape[1])
        return boxes((self.input, out.replace(1, channels)))

    def explain(self, out: Index, read: Read) -> Term:
        seen = (one(read, self.input, (*out[:1], c, *out[2:])) for c in self.around.taps(out[1]))
        squares = divide(total(*(product(x, x) for x in seen)), number(self.size, "size"))
        base = total(number(self.k, "k"), product(number(self.alpha, "alpha"), squares))
        return divide(one(read, self.input, out), power(base, number(self.beta, "beta")))


@calls("local_response_norm")
def local_response_norm(
    input: Ref, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> LocalResponseNorm | None:
    """torch's `local_response_norm`: alpha is divided by the size, padding counts as 0."""
    return LocalResponseNorm(input, size, alpha, beta, k) if len(input.shape) > 2 else None


def cases(rng: Random) -> Iterator[Call]:
    """Odd and even sizes, more channels than the window and fewer."""
    yield Call("local_response_norm", {"input": (2, 6, 3, 2)}, {"size": 5, "alpha": 0.5})
    yield Call("local_response_norm", {"input": (1, 4, 3)}, {"size": 2, "alpha": 1.0, "k": 2.0})
    size = rng.randint(5, 9)
    yield Call("local_response_norm", {"input": (1, 3, 2, 2)}, {"size": size, "beta": 0.5})
