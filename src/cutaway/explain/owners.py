"""Which axis of an output decides on which axis of an input, told from the boxes that are read."""

from collections.abc import Callable, Sequence

from cutaway.arithmetic.box import Box

Row = list[Box | None]
Owners = tuple[int | None, ...]


def row_of(length: int, seen: Callable[[int], Box | None], everything: Box) -> Row:
    """What is read at each place along an axis of the output, the others whole.

    seen         that of one place; asked for three alone where these read everything
    everything   what the whole output reads
    """
    few = [seen(at) for at in (0, length // 2, length - 1)]
    if all(box == everything for box in few):
        return few[:1] * length
    return [seen(at) for at in range(length)]


def owners_of(rows: Sequence[Row], everything: Box) -> Owners | None:
    """By axis of the input, the one axis of the output that decides on it; None for none.

    rows   by axis of the output

    None alone where two axes of the output decide on one of the input, or where one decides on
    two: these move together, along a diagonal.

    >>> each = [Box.at((i, 0)).replace(1, Box.whole((1, 2)).spans[1]) for i in range(3)]
    >>> owners_of([each, [Box.whole((3, 2))] * 4], Box.whole((3, 2)))
    (0, None)
    """
    owners: list[int | None] = []
    for axis, span in enumerate(everything.spans):
        deciding = [
            own for own, row in enumerate(rows) if any(b and b.spans[axis] != span for b in row)
        ]
        if len(deciding) > 1:
            return None
        owners.append(deciding[0] if deciding else None)
    named = [own for own in owners if own is not None]
    return tuple(owners) if len(set(named)) == len(named) else None
