"""One channel of a step in two networks, and their difference, as maps to draw."""

import numpy as np
from numpy.typing import NDArray

from cutaway.errors import AddressError, AskError
from cutaway.protocol.codes import Floats, numbers, stack
from cutaway.protocol.house import KeptRun
from cutaway.protocol.versus import GapMaps
from cutaway.recording.recording import Step

MOST_CHANNELS = 1024
MOST_ROW = 32


def gap_maps(a: KeptRun, b: KeptRun, one: Step, other: Step, channel: int) -> GapMaps:
    """A channel of a step of `a`, of one of `b`, and A − B; −1: the one farthest apart.

    Of a batch, the element that is looked at.

    A step that is one vector is laid out in rows. Raises AddressError where the shapes differ,
    or there is no such channel.
    """
    if one.shape != other.shape:
        shapes = ("×".join(map(str, step.shape[1:])) for step in (one, other))
        raise AddressError(
            f"{one.name} gives {' and '.join(shapes)}: maps of two shapes have no difference"
        )
    first, second = stack(a.of(one.name)), stack(b.of(other.name))
    if first.size == len(first):
        first, second = _in_rows(first), _in_rows(second)
        return _told(one, other, first[0], second[0], (np.zeros(0), np.zeros(0)), -1, first.size)
    largest = _largest(first, second)
    order = np.argsort(-largest, kind="stable")[:MOST_CHANNELS]
    chosen = int(order[0]) if channel == -1 else channel
    if not 0 <= chosen < len(first):
        raise AskError(f"channel is −1, or 0 … {len(first) - 1}; got {channel}")
    ranks = (order, largest[order])
    return _told(one, other, first[chosen], second[chosen], ranks, chosen, len(first))


def rows_of(count: int) -> int:
    """How many rows a vector is laid out in: one where it is short, else as near a square as fits.

    >>> [rows_of(n) for n in (10, 32, 490, 1000, 97)]
    [1, 1, 14, 25, 1]
    """
    if count <= MOST_ROW:
        return 1
    return max(rows for rows in range(1, int(count**0.5) + 1) if count % rows == 0)


def _in_rows(vector: Floats) -> Floats:
    return vector.reshape(1, rows_of(vector.size), -1)


def _largest(a: Floats, b: Floats) -> NDArray[np.float64]:
    sizes: NDArray[np.float64] = np.abs(_gap(a, b)).max(axis=(1, 2), initial=0.0)
    return sizes


def _gap(a: Floats, b: Floats) -> NDArray[np.float64]:
    """A − B; 0 where both are the same infinity or NaN."""
    with np.errstate(invalid="ignore", over="ignore"):
        found = a.astype(np.float64) - b
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    return np.where(same, 0.0, np.where(np.isnan(found), np.inf, found))


def _told(
    one: Step,
    other: Step,
    a: Floats,
    b: Floats,
    ranks: tuple[NDArray[np.generic], NDArray[np.generic]],
    channel: int,
    total: int,
) -> GapMaps:
    gap = _gap(a, b)
    return GapMaps(
        step_a=one.name,
        step_b=other.name,
        channels=numbers(ranks[0].astype(np.int32)),
        largest=numbers(ranks[1].astype(np.float32)),
        channel=channel,
        a=numbers(a),
        b=numbers(b),
        gap=numbers(gap.astype(np.float32)),
        peak=max(_peak(a), _peak(b)),
        gap_peak=_peak(gap),
        total=total,
    )


def _peak(values: NDArray[np.floating]) -> float:
    return float(np.abs(np.where(np.isfinite(values), values, 0)).max(initial=0.0))
