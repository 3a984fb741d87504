"""The numbers of a network that a sentence of a lesson may name: {conv1_2.params}."""

from collections.abc import Callable, Iterable
from math import prod

from cutaway.errors import AddressError
from cutaway.explain.summary import Row, Summary
from cutaway.lesson.values import grouped

NONE = "–"


def network_values(table: Summary, names: Iterable[str]) -> dict[str, str]:
    """The values by name: STEP.what of a step, total.what of the network.

    Raises AddressError for a name that there is not.
    """
    return {name: _value(table, name) for name in names}


def _value(table: Summary, name: str) -> str:
    step, _, what = name.rpartition(".")
    if step == "total":
        if what not in TOTALS:
            raise AddressError(f"there is no value {name!r}; of the total {', '.join(TOTALS)}")
        return grouped(int(getattr(table.totals, what)))
    row = next((row for row in table.steps if row.name == step), None)
    if row is None or what not in STEPS:
        raise AddressError(
            f"there is no value {name!r:.60}; a name is STEP.what, and what one of "
            f"{', '.join(STEPS)}"
        )
    return STEPS[what](row)


def _times(sizes: Iterable[float]) -> str:
    return "×".join(f"{size:g}" for size in sizes)


def _field(row: Row) -> str:
    return _times(row.field.size) if row.field.known and row.field.size else NONE


TOTALS = ("params", "macs", "flops")
STEPS: dict[str, Callable[[Row], str]] = {
    "shape": lambda row: _times(row.shape[1:]),
    "channels": lambda row: grouped(row.shape[1]),
    "size": lambda row: _times(row.shape[2:]),
    "count": lambda row: grouped(prod(row.shape[1:])),
    "params": lambda row: grouped(row.params),
    "macs": lambda row: grouped(row.macs),
    "field": _field,
    "jump": lambda row: f"{row.field.jump[0]:g}" if row.field.jump else NONE,
    "kernel": lambda row: _times(row.geometry.size) if row.geometry else NONE,
}
