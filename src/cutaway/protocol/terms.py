"""Terms, blocks and boxes as messages: plain numbers, no torch behind them."""

import sys
from array import array
from collections.abc import Iterable
from typing import Literal

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Box, Shape
from cutaway.arithmetic.term import Term
from cutaway.protocol import explanations, messages

Kind = Literal["u1", "i4", "f8"]
CODES: dict[Kind, tuple[str, type[int] | type[float]]] = {
    "u1": ("B", int),
    "i4": ("i", int),
    "f8": ("d", float),
}


def term_info(term: Term, steps: set[str]) -> explanations.TermInfo:
    """A term and its parts."""
    source = term.address.source if term.address else ""
    return explanations.TermInfo(
        rule=term.rule,
        value=term.value,
        label=term.label,
        source=source,
        step=source in steps,
        index=term.address.index if term.address else (),
        parts=tuple(term_info(part, steps) for part in term.parts),
        blocks=tuple(block_info(block, steps) for block in term.blocks),
    )


def block_info(block: Block, steps: set[str]) -> explanations.BlockInfo:
    """A block of numbers."""
    return explanations.BlockInfo(
        source=block.source,
        step=block.source in steps,
        start=tuple(tap.start for tap in block.taps),
        stride=tuple(tap.step for tap in block.taps),
        shape=block.shape,
        bounds=block.bounds,
        values=messages.Numbers("f8", block.shape, _little_endian(block.values)),
    )


def field_boxes(found: dict[str, Box]) -> tuple[explanations.FieldBox, ...]:
    """Boxes by step."""
    return tuple(
        explanations.FieldBox(
            name, tuple(s.start for s in box.spans), tuple(s.stop for s in box.spans)
        )
        for name, box in found.items()
    )


def packed(kind: Kind, shape: Shape, values: Iterable[float]) -> messages.Numbers:
    """Plain numbers as they travel: little-endian, row-major.

    >>> packed("i4", (2,), [1, -1]).data
    b'\\x01\\x00\\x00\\x00\\xff\\xff\\xff\\xff'
    """
    code, number = CODES[kind]
    return messages.Numbers(kind, shape, _little_endian(array(code, map(number, values))))


def _little_endian(values: "array[float] | array[int]") -> bytes:
    if sys.byteorder == "little":
        return values.tobytes()
    swapped = values[:]
    swapped.byteswap()
    return swapped.tobytes()
