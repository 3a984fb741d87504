"""Which input positions an enlarged or reduced axis mixes, and with which weights."""

from math import floor
from struct import pack, unpack
from typing import Literal

from cutaway.arithmetic.box import Span
from cutaway.arithmetic.fact import fact

Curve = Literal["nearest", "nearest-exact", "linear", "cubic"]
SHARPNESS = -0.75  # Keys 1981, with the constant that torch takes


@fact
class Resample:
    """One axis of `length` positions sampled at `outputs` places.

    curve     how the positions around a place are mixed
    step      input positions from one output to the next
    corners   the first and last outputs lie on the first and last positions
    """

    length: int
    outputs: int
    curve: Curve
    step: float
    corners: bool

    def source(self, output: int) -> float:
        """Where an output lies among the input positions; negative before the first centre."""
        if self.corners:
            return self.step * output
        return self.step * (output + 0.5) - 0.5

    def weights(self, output: int) -> dict[int, float]:
        """The share of each input position in one output; those without a share are left out."""
        if self.curve in ("nearest", "nearest-exact"):
            return {self._nearest(output): 1.0}
        shares = self._linear(output) if self.curve == "linear" else self._cubic(output)
        found: dict[int, float] = {}
        for position, share in shares:
            inside = min(max(position, 0), self.length - 1)
            found[inside] = found.get(inside, 0.0) + share
        return {position: share for position, share in found.items() if share}

    def reads(self, outputs: Span) -> Span:
        """From the first to the last input position that a span of outputs mixes."""
        seen = Span(0, 0)
        for output in range(outputs.start, outputs.stop):
            places = self.weights(output)
            seen = seen.union(Span(min(places), max(places) + 1))
        return seen

    def _nearest(self, output: int) -> int:
        # torch works this out in single precision, and a floor shows the difference.
        step = _single(self.step)
        place = output + (0.5 if self.curve == "nearest-exact" else 0.0)
        return min(floor(_single(place * step)), self.length - 1)

    def _linear(self, output: int) -> list[tuple[int, float]]:
        source = max(0.0, self.source(output))
        low = min(floor(source), self.length - 1)
        share = min(max(source - low, 0.0), 1.0)
        return [(low, 1.0 - share), (low + 1, share)]

    def _cubic(self, output: int) -> list[tuple[int, float]]:
        source = self.source(output)
        low = floor(source)
        part = source - low
        return [
            (low - 1, _far(part + 1)),
            (low, _near(part)),
            (low + 1, _near(1 - part)),
            (low + 2, _far(2 - part)),
        ]


def step_of(length: int, outputs: int, scale: float | None, corners: bool) -> float:
    """Input positions from one output to the next; by the scale where one was given."""
    if corners:
        return (length - 1) / (outputs - 1) if outputs > 1 else 0.0
    return 1.0 / scale if scale else length / outputs


def _single(value: float) -> float:
    return float(unpack("f", pack("f", value))[0])


def _near(x: float) -> float:
    """Keys' cubic within one position."""
    a = SHARPNESS
    return ((a + 2) * x - (a + 3)) * x * x + 1


def _far(x: float) -> float:
    """Keys' cubic between one position and two."""
    a = SHARPNESS
    return ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
