"""Variances and standard deviations over axes, alone or with the mean beside them."""

from collections.abc import Iterator
from random import Random
from typing import Any, Literal

from cutaway.ops.operation import Call, calls
from cutaway.ops.reduce import Dim, Reduce, reduced
from cutaway.ops.ref import Ref

Pair = tuple[Reduce, Reduce]


@calls("var")
def var(input: Ref, *rest: Any, **named: Any) -> Reduce:
    """torch's `var`."""
    return _spread("var", input, *rest, **named)[0]


@calls("std")
def std(input: Ref, *rest: Any, **named: Any) -> Reduce:
    """torch's `std`."""
    return _spread("std", input, *rest, **named)[0]


@calls("var_mean")
def var_mean(input: Ref, *rest: Any, **named: Any) -> Pair:
    """torch's `var_mean`: two outputs."""
    return _spread("var", input, *rest, **named)


@calls("std_mean")
def std_mean(input: Ref, *rest: Any, **named: Any) -> Pair:
    """torch's `std_mean`: two outputs."""
    return _spread("std", input, *rest, **named)


def _spread(
    verb: Literal["var", "std"],
    input: Ref,
    dim: Dim | bool = None,
    unbiased: bool | None = None,
    keepdim: bool = False,
    *,
    correction: float | None = None,
) -> Pair:
    if isinstance(dim, bool):  # torch's short form: var(input, unbiased)
        dim, unbiased = None, dim
    less = 1.0 if correction is None else float(correction)
    less = less if unbiased is None else float(unbiased)
    return reduced(verb, input, dim, keepdim, less), reduced("mean", input, dim, keepdim)


def cases(rng: Random) -> Iterator[Call]:
    """With Bessel's correction, without, with another."""
    image = {"input": (2, 3, 4, 5)}
    for name in ("var", "std"):
        yield Call(name, image, {"dim": (1, 2, 3), "keepdim": True})
        yield Call(name, image, {"dim": rng.randint(0, 3), "unbiased": False})
        yield Call(name, image)
    yield Call("var_mean", image, {"dim": (1, 3), "correction": 2, "keepdim": True})
    yield Call("std_mean", image, {"dim": 2, "unbiased": False})
