"""Sums, means, extremes and norms over axes."""

from collections.abc import Callable, Iterator, Sequence
from math import inf, prod
from random import Random
from typing import Literal

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import largest, smallest, sqrt, total
from cutaway.arithmetic.term import Term
from cutaway.ops.axes import Over, axes_of
from cutaway.ops.elementwise import Elementwise
from cutaway.ops.operation import Call, Reading, calls
from cutaway.ops.powers import log_sum, p_norm
from cutaway.ops.ref import Read, Ref, boxes
from cutaway.ops.standardise import mean_of, variance_of

Verb = Literal["sum", "mean", "max", "min", "var", "std", "norm", "logsumexp"]
Dim = int | Sequence[int] | None

_TERMS: dict[Verb, Callable[[Block, float], Term]] = {
    "sum": lambda block, _: total(blocks=(block,)),
    "mean": lambda block, _: mean_of(block),
    "max": lambda block, _: largest(blocks=(block,)),
    "min": lambda block, _: smallest(blocks=(block,)),
    "var": lambda block, less: variance_of(block, less),
    "std": lambda block, less: sqrt(variance_of(block, less)),
    "norm": lambda block, power: p_norm(block, power),
    "logsumexp": lambda block, _: log_sum(block),
}
# Operations per number reduced.
_COSTS: dict[Verb, int] = {
    "sum": 1,
    "mean": 1,
    "max": 1,
    "min": 1,
    "var": 3,
    "std": 3,
    "norm": 2,
    "logsumexp": 4,
}


@fact
class Reduce:
    """One number from all those along some axes.

    setting   of a variance: what is taken off the count (Bessel's 1); of a norm: its power
    """

    verb: Verb
    input: Ref
    over: Over
    setting: float = 0

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        return self.over.left(self.input.shape)

    def count(self) -> Count:
        """Per number: one addition or comparison; three operations of a variance, two of a norm;
        four of a logarithm of a sum of exponentials."""
        spare = prod(self.shape()) if self.verb in ("sum", "max", "min") else 0
        return Count(other=_COSTS[self.verb] * prod(self.input.shape) - spare)

    def reads(self, out: Box) -> dict[Ref, Box]:
        return boxes((self.input, self.over.reads(out, self.input.shape)))

    def explain(self, out: Index, read: Read) -> Term:
        seen = self.over.reads(Box.at(out), self.input.shape)
        block = read(self.input, tuple(range(s.start, s.stop) for s in seen.spans))
        return _TERMS[self.verb](block, self.setting)


def reduced(verb: Verb, input: Ref, dim: Dim, keepdim: bool, setting: float = 0) -> Reduce:
    """A reduction over the axes that `dim` names."""
    return Reduce(verb, input, Over(axes_of(input.shape, dim), keepdim), setting)


@calls("mean")
def mean(input: Ref, dim: Dim = None, keepdim: bool = False, dtype: object = None) -> Reduce:
    """torch's `mean`, over some axes or all."""
    return reduced("mean", input, dim, keepdim)


@calls("sum")
def summed(input: Ref, dim: Dim = None, keepdim: bool = False, dtype: object = None) -> Reduce:
    """torch's `sum`, over some axes or all."""
    return reduced("sum", input, dim, keepdim)


@calls("amax")
def amax(input: Ref, dim: Dim = (), keepdim: bool = False) -> Reduce:
    """torch's `amax`."""
    return reduced("max", input, dim, keepdim)


@calls("amin")
def amin(input: Ref, dim: Dim = (), keepdim: bool = False) -> Reduce:
    """torch's `amin`."""
    return reduced("min", input, dim, keepdim)


@calls("max")
def maximum(input: Ref, dim: int | Ref | None = None, keepdim: bool = False) -> Reading:
    """torch's `max`: of all, along an axis (its places stay opaque), or of two tensors."""
    return _extreme("max", input, dim, keepdim)


@calls("min")
def minimum(input: Ref, dim: int | Ref | None = None, keepdim: bool = False) -> Reading:
    """torch's `min`: of all, along an axis (its places stay opaque), or of two tensors."""
    return _extreme("min", input, dim, keepdim)


def _extreme(
    verb: Literal["max", "min"], input: Ref, dim: int | Ref | None, keepdim: bool
) -> Reading:
    if isinstance(dim, Ref):
        return Elementwise(verb, input, dim)
    found = reduced(verb, input, dim, keepdim)
    return found if dim is None else (found, None)


@calls("norm", "linalg_vector_norm")
def norm(
    input: Ref,
    p: float | str | None = "fro",
    dim: Dim = None,
    keepdim: bool = False,
    out: None = None,
    dtype: object = None,
    *,
    ord: float | None = None,
) -> Reduce | None:
    """torch's `norm` and `linalg.vector_norm`: (Σ |x|^p)^(1/p)."""
    power = 2.0 if p in ("fro", None) else p
    power = power if ord is None else ord
    if isinstance(power, str) or power in (0, inf, -inf):
        return None
    return reduced("norm", input, dim, keepdim, float(power))


@calls("logsumexp")
def logsumexp(input: Ref, dim: Dim, keepdim: bool = False) -> Reduce:
    """torch's `logsumexp`."""
    return reduced("logsumexp", input, dim, keepdim)


def cases(rng: Random) -> Iterator[Call]:
    """One axis, two, all of them, kept or not; an axis that is not there."""
    image = {"input": (2, 3, 4, 5)}
    yield Call("mean", image, {"dim": (2, 3)})
    yield Call("mean", image, {"dim": (-1, 1), "keepdim": True})
    yield Call("mean", image)
    for name in ("sum", "amax", "amin"):
        yield Call(name, image, {"dim": rng.randint(0, 3)})
        yield Call(name, image, {"dim": (0, -1), "keepdim": True})
    yield Call("sum", image, {"dim": 9})  # refused
    for name in ("max", "min"):
        yield Call(name, image)
        yield Call(name, image, {"dim": 1, "keepdim": True})
    yield Call("logsumexp", image, {"dim": (1, 2)})
    yield Call("norm", image, {"p": 2, "dim": (1, 2)})
    yield Call("norm", image)
    yield Call("norm", image, {"p": 3, "dim": 1, "keepdim": True})
    yield Call("norm", image, {"p": 1, "dim": -1})
