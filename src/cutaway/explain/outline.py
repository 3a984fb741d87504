"""How a person reads a network: titles, units, and the modules that fold into one column."""

import re
from collections import Counter
from functools import lru_cache

from cutaway.recording.recording import Recording, Step

FOLLOWING = frozenset(
    {
        "Activation",
        "AdaptivePool",
        "AvgPool",
        "BatchNorm",
        "Cast",
        "Dropout",
        "Glu",
        "GroupNorm",
        "LayerNorm",
        "LocalResponseNorm",
        "LpPool",
        "MaxPool",
        "Normalise",
        "Prelu",
        "Softmax",
    }
)
LONG = 8
WIDE = 24


def kind_of(step: Step) -> str:
    """The family of a step's operation: "Conv", "MaxPool", "Opaque"."""
    return type(step.operation).__name__


def title_of(step: Step) -> str:
    """A step's name as people speak: conv1_2 → conv 1.2, fire2.expand3x3 → fire 2 · expand 3×3.

    A name that is only a number gets the call in front: features.3 → conv2d · features.3; of a
    call that is made again it is said which one it is: max_pool2d#2 → max pool (2).
    """
    name, _, again = step.name.partition("#")
    time = f" ({again})" if again else ""
    if name.rpartition(".")[2].isdigit():
        return f"{step.call} · {name}{time}"
    return " · ".join(map(_spoken, name.split("."))) + time


@lru_cache(maxsize=4096)
def _spoken(part: str) -> str:
    part = re.sub(r"(?<=[a-z])[123]d$", "", part)
    part = re.sub(r"(\d+)x(\d+)", r" \1×\2", part)
    part = re.sub(r"(?<=[a-z])(\d+)_(\d+)", r" \1.\2", part)
    part = re.sub(r"(?<=[a-z]{2})(\d)", r" \1", part)
    return re.sub(r"\s+", " ", part.replace("_", " ")).strip()


def units(recording: Recording) -> dict[str, int]:
    """The unit of each step: a layer with the normalisation, activation and pooling after it."""
    readers = Counter(source for step in recording.steps for source in step.sources)
    found: dict[str, int] = {}
    for number, step in enumerate(recording.steps):
        sources = step.sources
        follows = len(sources) == 1 and _follows(step) and sources[0] != "input"
        if follows and readers[sources[0]] == 1:
            found[step.name] = found[sources[0]]
        else:
            found[step.name] = number
    numbers = {unit: i for i, unit in enumerate(dict.fromkeys(found.values()))}
    return {name: numbers[unit] for name, unit in found.items()}


def _follows(step: Step) -> bool:
    return kind_of(step) in FOLLOWING


def folds(recording: Recording) -> dict[str, tuple[str, ...]]:
    """The folding modules around each step, outermost first.

    A module folds when it holds a fork and its join; and, in a network of more than 24 columns,
    when it makes more than eight steps and something is left outside of it.
    """
    inside: dict[str, list[Step]] = {}
    for step in recording.steps:
        for path in _ancestors(step.module):
            inside.setdefault(path, []).append(step)
    branching = {path for path, steps in inside.items() if _forks_and_joins(steps)}
    columns = {_column(step, branching) for step in recording.steps}
    if len(columns) > WIDE:
        branching |= {p for p, steps in inside.items() if LONG < len(steps) < len(columns) // 2}
    return {
        step.name: tuple(path for path in _ancestors(step.module) if path in branching)
        for step in recording.steps
    }


def _column(step: Step, folding: set[str]) -> str:
    return next((path for path in _ancestors(step.module) if path in folding), step.name)


@lru_cache(maxsize=4096)
def _ancestors(path: str) -> tuple[str, ...]:
    parts = path.split(".") if path else []
    return tuple(".".join(parts[: i + 1]) for i in range(len(parts)))


def _forks_and_joins(steps: list[Step]) -> bool:
    if len(steps) < 3 or not any(len(step.sources) > 1 for step in steps):
        return False
    readers = Counter(source for step in steps for source in step.sources)
    return any(count > 1 for count in readers.values())
