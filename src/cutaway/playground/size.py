"""Why an output has the size it has."""

from dataclasses import dataclass

from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError


@dataclass(frozen=True, slots=True)
class Size:
    """outputs = floor((length + padding − reach) / stride) + 1, number by number.

    reach      input positions from the first tap to the last
    room       positions the window can move: length + padding − reach
    remainder  positions of that room no window reaches
    """

    length: int
    outputs: int
    reach: int
    room: int
    stride: int
    remainder: int


def size_of(
    length: int,
    *,
    size: int,
    stride: int = 1,
    before: int = 0,
    after: int = 0,
    dilation: int = 1,
    ceil: bool = False,
) -> Size:
    """The output size of one axis. Raises ShapeError where no window fits.

    >>> size_of(224, size=7, stride=2, before=3, after=3).outputs
    112
    """
    if length < 1:
        raise ShapeError(f"the input has {length} positions; it must have at least 1")
    window = Window(size, stride, before, after, dilation, ceil)
    room = length + before + after - window.reach
    return Size(length, window.outputs(length), window.reach, room, stride, room % stride)
