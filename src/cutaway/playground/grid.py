"""A small tensor: plain numbers with a shape, and how each was typed."""

from dataclasses import dataclass
from itertools import product
from math import prod

from cutaway.arithmetic.box import Index, Shape
from cutaway.playground.numerals import written

MOST_NUMBERS = 16_384


@dataclass(frozen=True, slots=True)
class Grid:
    """Numbers, row-major.

    shape    without a batch axis: (channels, *space), or (outputs, depth, *kernel)
    values   the numbers; () where there are more than we compute with
    texts    each as it was typed ("1/3"), as many as there are values
    """

    shape: Shape
    values: tuple[float, ...]
    texts: tuple[str, ...]

    @property
    def size(self) -> int:
        return prod(self.shape)

    @property
    def known(self) -> bool:
        """Whether its numbers are there."""
        return len(self.values) == self.size

    def at(self, index: Index) -> float:
        return self.values[place(index, self.shape)]


def grid(shape: Shape, values: "tuple[float, ...] | list[float]") -> Grid:
    """A grid of computed numbers."""
    return Grid(shape, tuple(values), tuple(map(written, values)))


def generated(shape: Shape, low: int, high: int) -> Grid:
    """A grid of made-up whole numbers from low to high, the same for the same place.

    >>> generated((1, 2, 3), 0, 4).values
    (0.0, 3.0, 1.0, 0.0, 4.0, 3.0)
    """
    if prod(shape) > MOST_NUMBERS:
        return Grid(shape, (), ())
    places = product(*map(range, shape))
    return grid(shape, [float(low + _mixed(index) % (high - low + 1)) for index in places])


def resized(found: Grid, shape: Shape, low: int, high: int) -> Grid:
    """Cropped, or grown by made-up numbers, so that it has the shape.

    >>> resized(grid((1, 2, 2), [1.0, 2.0, 3.0, 4.0]), (1, 1, 3), 0, 4).values
    (1.0, 2.0, 1.0)
    """
    if found.shape == shape:
        return found
    new = generated(shape, low, high)
    if not new.known or not found.known:
        return new
    values, texts = list(new.values), list(new.texts)
    kept = product(*(range(min(a, b)) for a, b in zip(found.shape, shape, strict=True)))
    for index in kept:
        old = place(index, found.shape)
        here = place(index, shape)
        values[here], texts[here] = found.values[old], found.texts[old]
    return Grid(shape, tuple(values), tuple(texts))


def reshaped(found: Grid, shape: Shape) -> Grid:
    """The same numbers in another shape of as many."""
    return Grid(shape, found.values, found.texts)


def flipped(found: Grid, axes: int) -> Grid:
    """The last axes read backwards."""
    order = [
        place((*index[:-axes], *_backwards(index[-axes:], found.shape[-axes:])), found.shape)
        for index in product(*map(range, found.shape))
    ]
    return Grid(
        found.shape,
        tuple(found.values[i] for i in order) if found.known else (),
        tuple(found.texts[i] for i in order) if found.known else (),
    )


def place(index: Index, shape: Shape) -> int:
    """Where an index stands among the numbers, row-major."""
    found = 0
    for i, length in zip(index, shape, strict=True):
        found = found * length + i
    return found


def _backwards(index: Index, shape: Shape) -> Index:
    return tuple(n - 1 - i for i, n in zip(index, shape, strict=True))


def _mixed(index: Index) -> int:
    *lead, y, x = (0, *index)
    return 3 * x + 5 * y + x * y + 4 * sum((k + 1) * i for k, i in enumerate(lead))
