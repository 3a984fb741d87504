"""What an operation knows of a tensor, and how it reads numbers from it."""

from collections.abc import Iterator
from dataclasses import field
from typing import Literal, Protocol

from cutaway.arithmetic.block import Block, Taps
from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Address, Term

Kind = Literal["step", "parameter", "buffer", "constant"]


@fact(slots=True)
class Ref:
    """A tensor's name and shape, without its values.

    name    a step ("features.3"), a parameter ("features.3.weight") or a constant
    shape   batch axis included
    kind    what the tensor is to the model: the output of a step, a parameter, a buffer, or
            a constant (a tensor from nowhere: made inside forward, or captured)
    dtype   torch's word for the type of its numbers: "float32", "bool"
    """

    name: str
    shape: Shape
    kind: Kind = "step"
    dtype: str = field(default="float32", compare=False)

    @property
    def real(self) -> bool:
        """Whether its numbers are plain real ones, neither complex nor quantised."""
        return not self.dtype.startswith(("complex", "q"))


class Read(Protocol):
    """Reads numbers of a recorded tensor as a block; positions outside get `fill`."""

    def __call__(self, ref: Ref, taps: Taps, fill: float = 0.0) -> Block: ...


def at(index: Index) -> Taps:
    """The taps that read the one number at `index`."""
    return tuple(range(i, i + 1) for i in index)


def one(read: Read, ref: Ref, index: Index, fill: float = 0.0, label: str = "") -> Term:
    """One number of a tensor as a term: `read`, or `padding` where `index` lies outside."""
    value = read(ref, at(index), fill).values[0]
    inside = all(0 <= i < n for i, n in zip(index, ref.shape, strict=True))
    address = Address(ref.name, index)
    rule: Literal["read", "padding"] = "read" if inside else "padding"
    return Term(rule, value, address=address, label=label, weight=abs(value))


def each(block: Block) -> Iterator[Term]:
    """Every number of a block as a term of its own."""
    for index, value in zip(block.indices(), block.values, strict=True):
        rule: Literal["read", "padding"] = "read" if block.inside(index) else "padding"
        yield Term(rule, value, address=Address(block.source, index), weight=abs(value))


def boxes(*pairs: tuple[Ref | None, Box]) -> dict[Ref, Box]:
    """Boxes by tensor: absent tensors and empty boxes left out, a tensor used twice joined."""
    found: dict[Ref, Box] = {}
    for ref, box in pairs:
        if ref is None or not box.size:
            continue
        found[ref] = found[ref].union(box) if ref in found else box
    return found
