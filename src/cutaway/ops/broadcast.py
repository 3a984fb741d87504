"""How shapes broadcast, and where an output's number stood before."""

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.errors import ShapeError


def broadcast(*shapes: Shape) -> Shape:
    """The common shape, aligned at the last axis, ones stretched.

    >>> broadcast((2, 1, 4), (3, 1))
    (2, 3, 4)
    """
    if shapes and shapes.count(shapes[0]) == len(shapes):
        return shapes[0]
    axes = max(map(len, shapes), default=0)
    found = []
    for axis in range(axes):
        sizes = {s[axis - axes + len(s)] for s in shapes if axis - axes + len(s) >= 0} - {1}
        if len(sizes) > 1:
            raise ShapeError(
                f"the shapes {' and '.join(str(list(s)) for s in shapes)} do not fit together: "
                f"{' and '.join(map(str, sorted(sizes)))} on one axis"
            )
        found.append(sizes.pop() if sizes else 1)
    return tuple(found)


def source_index(out: Index, shape: Shape) -> Index:
    """Where an output's number stands in an input of `shape` that was broadcast."""
    tail = out[len(out) - len(shape) :]
    return tuple(0 if n == 1 else i for i, n in zip(tail, shape, strict=True))


def source_box(out: Box, shape: Shape) -> Box:
    """What a box of outputs reads of an input of `shape` that was broadcast."""
    tail = out.spans[len(out.spans) - len(shape) :]
    return Box(
        tuple(
            Span(0, min(1, span.size)) if n == 1 else span
            for span, n in zip(tail, shape, strict=True)
        )
    )
