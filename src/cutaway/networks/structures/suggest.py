"""Which structures stay within limits, and which of them no other is better than."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.networks.notation.vocabulary import MOST
from cutaway.networks.structures.structure import Structure, structures

ABSENCE = (
    "accuracy is not in it: nothing was trained, and which of these learns your pictures best "
    "only training tells"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a network may cost, and must see.

    input_shape   (1, c, h, w)
    max_params, max_macs   None where there is no limit
    min_field     least receptive field of the last map, in input positions
    """

    input_shape: Shape
    classes: int
    max_params: int | None = None
    max_macs: int | None = None
    min_field: int = 0

    def broken(self, found: Structure) -> tuple[str, ...]:
        """Which limits a structure breaks."""
        faults = (
            ("params", self.max_params is not None and found.params > self.max_params),
            ("macs", self.max_macs is not None and found.macs > self.max_macs),
            ("field", found.field < self.min_field),
        )
        return tuple(name for name, is_broken in faults if is_broken)


@dataclass(frozen=True, slots=True)
class Fallen:
    """Structures that fell out for one reason.

    why       params, macs or field: that limit alone; several: more than one; beaten: another
              needs no more parameters and MACs, is no less deep, has no fewer maps at its end and
              sees no less
    nearest   the one that came closest; of the beaten ones an example
    better    what beats it; None where a limit is the reason
    """

    why: str
    count: int
    nearest: Structure
    better: Structure | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What came of it: weighed = on the front + fallen."""

    weighed: int
    front: tuple[Structure, ...]
    fallen: tuple[Fallen, ...]


def suggest(limits: Limits) -> Suggestion:
    """The Pareto front of all structures within the limits, from the cheapest MACs on.

    A structure is on it where none other has no more parameters, no more MACs, no fewer layers,
    no fewer maps at its end and no smaller receptive field (up to the input's size), and is better
    in one of these.

    Raises ShapeError where the input is no (1, c, h, w), or the classes are none or more than
    the notation can say.

    >>> found = suggest(Limits((1, 1, 8, 8), 10, max_params=3_000))
    >>> found.weighed == len(found.front) + sum(fallen.count for fallen in found.fallen)
    True
    """
    if limits.classes > MOST:
        raise ShapeError(f"a layer has at most {MOST:,} outputs; got {limits.classes:,} classes")
    if len(limits.input_shape) != 4 or min(limits.input_shape) < 1 or limits.classes < 1:
        raise ShapeError(
            "structures are of pictures (c, h, w) and at least one class; got "
            f"{list(limits.input_shape[1:])} and {limits.classes}"
        )
    fitting: list[Structure] = []
    out: dict[str, list[Structure]] = defaultdict(list)
    for found in structures(limits.input_shape, limits.classes):
        broken = limits.broken(found)
        if broken:
            out[broken[0] if len(broken) == 1 else "several"].append(found)
        else:
            fitting.append(found)
    front = _front(fitting, max(limits.input_shape[2:]))
    fallen = [Fallen(why, len(found), _nearest(why, found)) for why, found in out.items()]
    beaten = _beaten(fitting, front, max(limits.input_shape[2:]))
    weighed = len(fitting) + sum(map(len, out.values()))
    order = sorted(fallen, key=lambda each: -each.count)
    return Suggestion(weighed, front, (*order, *beaten))


def spread(front: tuple[Structure, ...], most: int) -> tuple[Structure, ...]:
    """At most so many of a front, evenly from its first to its last.

    >>> spread((1, 2, 3, 4, 5), 3)
    (1, 3, 5)
    """
    if len(front) <= most:
        return front
    return tuple(front[round(i * (len(front) - 1) / max(1, most - 1))] for i in range(most))


def _front(found: Iterable[Structure], side: int) -> tuple[Structure, ...]:
    groups: dict[tuple[int, ...], list[Structure]] = defaultdict(list)
    for each in found:
        groups[_gains(each, side)].append(each)
    kept = [best for group in groups.values() for best in _cheapest(group)]
    chosen = [kept[i] for i in _unbeaten(_goals(kept, side))]
    return tuple(sorted(chosen, key=lambda each: (each.macs, each.params)))


def _unbeaten(goals: NDArray[np.int64]) -> list[int]:
    """Which rows none other betters.

    In their order, number by number, a row comes after all that better it; and what betters one
    that was left out betters whatever that one does. So each is held against those kept alone.
    """
    kept = np.empty_like(goals)
    chosen: list[int] = []
    for i in np.lexsort(goals.T[::-1]):
        if not _betters(kept[: len(chosen)], goals[i]).any():
            kept[len(chosen)] = goals[i]
            chosen.append(int(i))
    return sorted(chosen)


def _cheapest(group: list[Structure]) -> list[Structure]:
    """Of structures equal in all else, those that none undercuts in both costs."""
    kept: list[Structure] = []
    for each in sorted(group, key=lambda each: (each.params, each.macs)):
        if not kept or each.macs < kept[-1].macs:
            kept.append(each)
    return kept


def _goals(found: Iterable[Structure], side: int) -> NDArray[np.int64]:
    """(structures, 5): what is wanted small, per structure."""
    rows = [(e.params, e.macs, *(-gain for gain in _gains(e, side))) for e in found]
    try:
        return np.array(rows, np.int64).reshape(-1, 5)
    except OverflowError:
        raise ShapeError(
            "structures on such an input have more parameters or MACs than 64 bits can count; "
            "give a smaller input, or fewer classes"
        ) from None


def _gains(found: Structure, side: int) -> tuple[int, ...]:
    return found.depth, found.channels, min(found.field, side)


def _betters(goals: NDArray[np.int64], goal: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which rows are no worse in anything and better in something."""
    no_worse, better = goals <= goal, goals < goal
    return np.logical_and(no_worse.all(axis=1), better.any(axis=1))


def _beaten(
    fitting: list[Structure], front: tuple[Structure, ...], side: int
) -> tuple[Fallen, ...]:
    count = len(fitting) - len(front)
    if not count:
        return ()
    chosen = set(front)
    example = min((e for e in fitting if e not in chosen), key=lambda e: (-e.depth, e.params))
    goals = _goals(front, side)
    no_worse = (goals <= _goals([example], side)[0]).all(1)
    return (Fallen("beaten", count, example, front[int(no_worse.argmax())]),)


def _nearest(why: str, found: list[Structure]) -> Structure:
    if why == "field":
        return max(found, key=lambda each: each.field)
    return min(found, key=lambda each: each.macs if why == "macs" else each.params)
