"""A layer worked out step by step, as text."""

from collections.abc import Iterator
from itertools import islice, product

from cutaway.playground.cell import told
from cutaway.playground.cost import costs
from cutaway.playground.formula import formulas
from cutaway.playground.grid import Grid
from cutaway.playground.lab import Lab
from cutaway.playground.line import line_of

MOST_STEPS = 400


def steps(lab: Lab) -> Iterator[str]:
    """Lines: each layer, its size, one line a number, the whole answer.

    >>> from cutaway.playground.lab import lab_of
    >>> from cutaway.playground.state import DEFAULT
    >>> [line for line in steps(lab_of(DEFAULT)) if line.startswith("(0, 1, 2)")]
    ['(0, 1, 2)  2·1 + 0·2 + 3·1 + 1·0 + 2·1 + 3·0 + 2·2 + 1·1 + 0·0 + 1 = 13']
    """
    for number, done in enumerate(lab.passes):
        yield line_of(done.layer) + ("  # kernel flipped" if done.layer.flipped else "")
        for axis, formula in enumerate(formulas(done.layer)):
            name = ("height", "width")[axis] if done.layer.axes == 2 else "length"
            yield f"{name}: {formula.numbers} ({formula.left.english})"
        if done.output.known:
            indices = product(*map(range, done.shape))
            for index in islice(indices, MOST_STEPS):
                yield f"({', '.join(map(str, index))})  {lab.cell(number, index).words}"
            if done.output.size > MOST_STEPS:
                yield f"… and {done.output.size - MOST_STEPS:,} more"
        yield from table(done.output)
        for cost in costs(done.layer):
            if cost.value:
                yield f"{cost.label}: {cost.numbers} = {cost.value:,}"
        yield ""


def table(found: Grid) -> Iterator[str]:
    """The numbers in columns, planes parted by an empty line; the shape where there are none."""
    if not found.known:
        yield f"{'×'.join(map(str, found.shape))} numbers: too many to compute here"
        return
    words = [told(value) for value in found.values]
    wide = max(map(len, words), default=1)
    width, height = found.shape[-1], found.shape[-2] if len(found.shape) > 2 else 1
    for row, start in enumerate(range(0, len(words), width)):
        if row and row % height == 0:
            yield ""
        yield "  ".join(word.rjust(wide) for word in words[start : start + width])
