"""The rules of terms as functions: parts in, a term with its value and its weight out.

The *weight* of a term bounds the rounding of whoever computed it: an honest evaluation in a
precision eps differs by a few eps × weight. For a sum it is Σ|terms|; elsewhere it follows
the derivative to first order. It is what the tolerance of an explanation is relative to,
because honest cancellation reaches any share of the value, yet stays small beside its terms.
"""

import math
from collections.abc import Callable, Sequence
from operator import mul

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.term import Rule, Term


def number(value: float, label: str = "") -> Term:
    """A constant of the operation."""
    return Term("number", float(value), label=label, weight=abs(value))


def total(*parts: Term, blocks: Sequence[Block] = (), label: str = "") -> Term:
    """Σ of the parts and of every number of the blocks."""
    value = math.fsum(part.value for part in parts) if _finite(parts) else _plain(parts)
    value += sum(sum(block.values) for block in blocks)
    weight = sum(part.weight for part in parts)
    weight += sum(sum(map(abs, block.values)) for block in blocks)
    return Term("sum", value, parts, tuple(blocks), label=label, weight=weight)


def product(*parts: Term, label: str = "") -> Term:
    """Π of the parts."""
    value = 1.0
    for part in parts:
        value *= part.value
    weight = 0.0
    for i, part in enumerate(parts):
        others = 1.0
        for j, other in enumerate(parts):
            others *= abs(other.value) if j != i else 1.0
        weight += part.weight * others if others else 0.0
    return Term("product", value, parts, label=label, weight=weight)


def dot(first: Block, second: Block, label: str = "", parts: Sequence[Term] = ()) -> Term:
    """Σ first × second, number by number; both blocks hold as many.

    parts   how each number of the first block was made, where it was not read but computed
    """
    products = list(map(mul, first.values, second.values))
    value = sum(products)
    weight = sum(map(abs, products))
    if parts:
        weights = (part.weight for part in parts)
        weight = sum(w * abs(x) for w, x in zip(weights, second.values, strict=True))
    return Term("dot", value, tuple(parts), (first, second), label=label, weight=weight)


def subtract(first: Term, second: Term, label: str = "") -> Term:
    """first − second."""
    weight = first.weight + second.weight
    value = first.value - second.value
    return Term("subtract", value, (first, second), label=label, weight=weight)


def divide(first: Term, second: Term, label: str = "") -> Term:
    """first ÷ second; by zero as floating point does."""
    a, b = first.value, second.value
    if b == 0.0:
        value = math.nan if a == 0.0 or math.isnan(a) else math.copysign(math.inf, a)
        return Term("divide", value, (first, second), label=label, weight=abs(value))
    value = a / b
    weight = first.weight / abs(b) + abs(value) * second.weight / abs(b)
    return Term("divide", value, (first, second), label=label, weight=weight)


def largest(*parts: Term, blocks: Sequence[Block] = (), label: str = "") -> Term:
    """The largest of the parts and of every number of the blocks; NaN wins, as in torch."""
    return _extreme("max", max, parts, blocks, label)


def smallest(*parts: Term, blocks: Sequence[Block] = (), label: str = "") -> Term:
    """The smallest of the parts and of every number of the blocks; NaN wins, as in torch."""
    return _extreme("min", min, parts, blocks, label)


def exp(part: Term) -> Term:
    """e to the part; +∞ where that overflows float64."""
    try:
        value = math.exp(part.value)
    except OverflowError:
        value = math.inf
    return Term("exp", value, (part,), weight=value * (1 + part.weight) if value else 0.0)


def log(part: Term) -> Term:
    """Natural logarithm; −∞ at 0 and NaN below it."""
    x = part.value
    if x <= 0 or math.isnan(x):
        return Term("log", -math.inf if x == 0 else math.nan, (part,))
    value = math.log(x)
    return Term("log", value, (part,), weight=abs(value) + part.weight / x)


def sqrt(part: Term) -> Term:
    """Square root; NaN below 0."""
    if part.value < 0 or math.isnan(part.value):
        return Term("sqrt", math.nan, (part,))
    value = math.sqrt(part.value)
    weight = value + (part.weight / (2 * value) if value else 0.0)
    return Term("sqrt", value, (part,), weight=weight)


def tanh(part: Term) -> Term:
    """Hyperbolic tangent."""
    value = math.tanh(part.value)
    weight = abs(value) + (_slack(part) * (1 - value * value))
    return Term("tanh", value, (part,), weight=weight)


def erf(part: Term) -> Term:
    """The error function."""
    value = math.erf(part.value)
    slope = 2 / math.sqrt(math.pi) * math.exp(-min(part.value**2, 700.0))
    return Term("erf", value, (part,), weight=abs(value) + _slack(part) * slope)


def power(base: Term, exponent: Term) -> Term:
    """base to the exponent; NaN where that is no real number."""
    try:
        value = math.pow(base.value, exponent.value)
    except OverflowError:
        value = math.inf
    except ValueError:
        value = math.nan
    weight = abs(value)
    if base.value and math.isfinite(value):
        weight += abs(value * exponent.value / base.value) * base.weight
        weight += abs(value * math.log(abs(base.value))) * exponent.weight
    return Term("power", value, (base, exponent), weight=weight)


def choose(part: Term, because: str) -> Term:
    """The part itself, because of a condition such as `x > 0`."""
    return Term("choose", part.value, (part,), label=because, weight=part.weight)


def negative(part: Term) -> Term:
    """−1 × part."""
    return product(number(-1), part)


def _extreme(
    rule: Rule,
    pick: Callable[[Sequence[float]], float],
    parts: tuple[Term, ...],
    blocks: Sequence[Block],
    label: str,
) -> Term:
    candidates = [part.value for part in parts]
    for block in blocks:
        candidates.extend(block.values)
    value = math.nan if any(map(math.isnan, candidates)) else pick(candidates)
    weight = max([part.weight for part in parts if part.value == value], default=abs(value))
    return Term(rule, value, parts, tuple(blocks), label=label, weight=weight)


def _finite(parts: Sequence[Term]) -> bool:
    return all(math.isfinite(part.value) for part in parts)


def _plain(parts: Sequence[Term]) -> float:
    return sum(part.value for part in parts)  # math.fsum raises on ∞ − ∞; this gives NaN


def _slack(part: Term) -> float:
    return part.weight if math.isfinite(part.weight) else 0.0
