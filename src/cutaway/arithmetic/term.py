"""A number, and the numbers it was made from.

The rules are a closed list; whatever draws or prints a term switches over all of them.

==========  ==============================================================================
number      a constant of the operation; `label` says which (epsilon, count, a bound)
read        one number of a tensor, at `address`
padding     a position outside the tensor
sum         Σ parts and Σ of every number of the blocks
product     Π parts
dot         Σ first block × second block, number by number; parts, where there are any, say
            how each number of the first block was made
subtract    first part − second part
divide      first part ÷ second part
max, min    the largest or smallest of the parts and of every number of the blocks
exp, log, sqrt, tanh, erf   the function of the one part
power       first part to the second
choose      the one part, because of the condition in `label`
opaque      a number that Cutaway cannot take apart; `label` names the call
==========  ==============================================================================

Terms are built by the functions of `cutaway.arithmetic.rules`, one per rule.
"""

from collections.abc import Iterator
from typing import Literal

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Index
from cutaway.arithmetic.fact import fact

Rule = Literal[
    "number",
    "read",
    "padding",
    "sum",
    "product",
    "dot",
    "subtract",
    "divide",
    "max",
    "min",
    "exp",
    "log",
    "sqrt",
    "tanh",
    "erf",
    "power",
    "choose",
    "opaque",
]


@fact(slots=True)
class Address:
    """One number of one tensor: its name and its index, batch axis included."""

    source: str
    index: Index


@fact(slots=True)
class Term:
    """A number with its history.

    rule      how `value` follows from the parts and blocks
    value     the number, in float64
    parts     the terms it was made from
    blocks    whole blocks of numbers it was made from (two for a dot)
    address   where it was read, for `read` and `padding`
    label     what a person calls it: "bias", "epsilon", "x > 0"
    weight    magnitude of what was added up on the way, the yardstick of the tolerance
    """

    rule: Rule
    value: float
    parts: "tuple[Term, ...]" = ()
    blocks: tuple[Block, ...] = ()
    address: Address | None = None
    label: str = ""
    weight: float = 0.0

    def leaves(self) -> Iterator[Address]:
        """Every real number that was read, in order; padding is left out."""
        if self.rule == "read" and self.address is not None:
            yield self.address
        made = self.rule == "dot" and self.parts  # then the first block was not read
        for block in self.blocks[1:] if made else self.blocks:
            for index in block.leaves():
                yield Address(block.source, index)
        for part in self.parts:
            yield from part.leaves()
