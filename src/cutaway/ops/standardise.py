"""A number beside the mean and the variance of the numbers it stands among."""

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Index
from cutaway.arithmetic.rules import divide, number, product, sqrt, subtract, total
from cutaway.arithmetic.term import Term
from cutaway.ops.powers import squared_deviations, squares
from cutaway.ops.ref import Read, Ref, one


def mean_of(block: Block) -> Term:
    """Σ numbers / count."""
    return divide(total(blocks=(block,)), number(block.size, "count"), label="mean")


def variance_of(block: Block, less: float = 0) -> Term:
    """Σ (x − mean)² / (count − less)."""
    squared = squared_deviations(block, mean_of(block).value)
    return divide(squared, number(max(0.0, block.size - less), "count − correction"))


def standardised(x: Term, block: Block, eps: float) -> Term:
    """(x − mean) / √(variance + eps).

    The squares are one number: its parts are the block that the mean shows.
    """
    mean = mean_of(block)
    squares = number(sum((x - mean.value) ** 2 for x in block.values), "Σ (x − mean)²")
    variance = divide(squares, number(block.size, "count"), label="variance")
    return divide(subtract(x, mean), sqrt(total(variance, number(eps, "epsilon"))))


def root_mean_square(x: Term, block: Block, eps: float) -> Term:
    """x / √(mean of the squares + eps)."""
    mean = divide(squares(block), number(block.size, "count"), label="mean of x²")
    return divide(x, sqrt(total(mean, number(eps, "epsilon"))))


def scaled_and_shifted(
    x: Term, weight: Ref | None, bias: Ref | None, place: Index, read: Read
) -> Term:
    """x × weight + bias, of those that there are."""
    if weight is not None:
        x = product(x, one(read, weight, place, label="weight"))
    if bias is not None:
        x = total(x, one(read, bias, place, label="bias"))
    return x
