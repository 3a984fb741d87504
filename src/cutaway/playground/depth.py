"""Small kernels and great depth: one large kernel against several small ones."""

from dataclasses import dataclass

from cutaway.errors import ShapeError


@dataclass(frozen=True, slots=True)
class Depth:
    """One big × big convolution and the small × small ones that see as far, C → C channels.

    layers           small ones it takes; each brings a non-linearity of its own
    field            what both see: big × big
    one, several     weights, biases left out: big² C² and layers · small² C²
    """

    big: int
    small: int
    channels: int
    layers: int
    field: int
    one: int
    several: int

    @property
    def symbols(self) -> tuple[str, str]:
        """The weights in terms of C."""
        return f"{self.big**2} C²", f"{self.layers * self.small**2} C²"


def depth(big: int = 7, small: int = 3, channels: int = 64) -> Depth:
    """Raises ShapeError where no number of small kernels sees exactly as far.

    >>> found = depth(7, 3, 1)
    >>> found.layers, found.symbols
    (3, ('49 C²', '27 C²'))
    """
    if small < 2 or big < small or (big - 1) % (small - 1):
        raise ShapeError(
            f"kernels of {small} see 1 + n · {small - 1} positions; none of these is {big}"
        )
    layers = (big - 1) // (small - 1)
    squared = channels * channels
    return Depth(big, small, channels, layers, big, big**2 * squared, layers * small**2 * squared)
