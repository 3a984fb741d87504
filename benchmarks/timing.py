"""Interleaved timing: every round runs each contender once."""

import gc
import statistics
import time
from collections.abc import Callable
from random import Random
from typing import NamedTuple

ROUNDS = 7


def cheapest(contenders: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """The least processor seconds of each, over rounds that run each once.

    Of the processor, not of the clock: so a machine that others use too tells the same.
    """
    least = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, action in contenders.items():
            least[name] = min(least[name], _processor_seconds(action))
    return least


class Least(NamedTuple):
    """The least processor seconds of a contender.

    first   right after the other contenders, whose work has taken the processor's caches
    warm    right after itself
    """

    first: float
    warm: float


def first_and_warm(
    contenders: dict[str, Callable[[], object]], rounds: int = ROUNDS, again: int = 3
) -> dict[str, Least]:
    """The least of each, over rounds that run each once and then `again` times more in a row."""
    least = dict.fromkeys(contenders, Least(float("inf"), float("inf")))
    for _ in range(rounds):
        for name, action in contenders.items():
            first, *warm = (_processor_seconds(action) for _ in range(1 + again))
            before = least[name]
            least[name] = Least(min(before.first, first), min(before.warm, *warm))
    return least


def _processor_seconds(action: Callable[[], object]) -> float:
    start = time.thread_time()
    action()
    return time.thread_time() - start


def interleaved(
    contenders: dict[str, Callable[[], object]], rounds: int, warm: int = 2
) -> dict[str, list[float]]:
    """Seconds of each, in shuffled order, per round, after `warm` rounds that do not count."""
    rng = Random(0)
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(warm + rounds):
        order = list(contenders)
        rng.shuffle(order)
        for name in order:
            gc.collect()
            start = time.perf_counter()
            result = contenders[name]()
            took = time.perf_counter() - start
            del result
            if turn >= warm:
                times[name].append(took)
    return times


def ratio(times: dict[str, list[float]], name: str, base: str) -> float:
    """Median over rounds of the ratio within a round."""
    return statistics.median(a / b for a, b in zip(times[name], times[base], strict=True))


def percentile(values: list[float], share: float) -> float:
    """The value that `share` of the values stay below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]
