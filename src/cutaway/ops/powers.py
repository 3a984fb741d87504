"""Sums of powers and of exponentials of many numbers: the squares of a norm."""

from array import array
from dataclasses import replace

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.rules import (
    divide,
    exp,
    largest,
    log,
    number,
    power,
    product,
    sqrt,
    subtract,
    total,
)
from cutaway.arithmetic.term import Term
from cutaway.ops.curves import magnitude
from cutaway.ops.ref import each

# Beyond that, a block of powers stands in the tree, not a term for each.
SHOWN = 1024


def squares(block: Block) -> Term:
    """Σ x²."""
    if block.size > SHOWN:
        return total(blocks=(_raised(block, 2),), label="Σ x²")
    return total(*(product(x, x) for x in each(block)), label="Σ x²")


def squared_deviations(block: Block, mean: float) -> Term:
    """Σ (x − mean)²."""
    if block.size > SHOWN:
        far = array("d", ((x - mean) ** 2 for x in block.values))
        return total(blocks=(replace(block, values=far),), label="Σ (x − mean)²")
    far_terms = (subtract(x, number(mean, "mean")) for x in each(block))
    return total(*(product(term, term) for term in far_terms), label="Σ (x − mean)²")


def p_norm(block: Block, p: float) -> Term:
    """(Σ |x|^p)^(1/p)."""
    if p == 2:
        return sqrt(squares(block))
    if block.size > SHOWN:
        summed = total(blocks=(_raised(block, p),), label="Σ |x|^p")
    elif p == 1:
        return total(*map(magnitude, each(block)))
    else:
        summed = total(*(power(magnitude(x), number(p, "p")) for x in each(block)))
    return power(summed, divide(number(1), number(p, "p")))


def log_sum(block: Block) -> Term:
    """max + log Σ e^(x − max)."""
    top = largest(blocks=(block,), label="max")
    again = number(top.value, "max")
    return total(top, log(total(*(exp(subtract(x, again)) for x in each(block)))))


def _raised(block: Block, p: float) -> Block:
    return replace(block, values=array("d", (abs(x) ** p for x in block.values)))
