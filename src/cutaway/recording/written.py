"""Steps and their operations as plain JSON, and back: frozen dataclasses of ours, nothing else."""

import math
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from cutaway.errors import CutawayError
from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.modules import Visit
from cutaway.recording.recording import Step

KIND = re.compile(r"(ops|arithmetic)\.\w+\.\w+")
DEEPEST = 16


def write_step(step: Step) -> dict[str, object]:
    """A step as JSON has it.

    An operation of somebody's own is written as Opaque: its class is not ours to find again.
    """
    ours = type(step.operation).__module__.startswith("cutaway.ops.")
    operation = step.operation if ours else Opaque(step.call, step.operation.inputs, step.ref)
    return {
        "name": step.name,
        "call": step.call,
        "operation": written(operation),
        "shape": list(step.shape),
        "dtype": step.dtype,
        "visit": list(step.visit),
        "source": step.source,
    }


def read_step(plain: Mapping[str, Any]) -> Step:
    """The step that was written. Raises CutawayError where it is none."""
    operation = read_back(plain["operation"])
    if not isinstance(operation, Operation):
        raise CutawayError(f"the step {plain['name']} has no operation")
    path, kind, leaf, turn, line = plain["visit"]
    return Step(
        Ref(str(plain["name"]), tuple(map(int, plain["shape"])), dtype=str(plain["dtype"])),
        str(plain["call"]),
        operation,
        Visit(str(path), str(kind), bool(leaf), int(turn), str(line)),
        str(plain["source"]),
    )


def written(value: object) -> object:
    """A value of which operations are made, as JSON has it.

    >>> written((1, None, range(2)))
    [1, None, {'range': [0, 2, 1]}]
    """
    if isinstance(value, float) and not math.isfinite(value):
        return {"float": str(value)}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [written(part) for part in value]
    if isinstance(value, range):
        return {"range": [value.start, value.stop, value.step]}
    if is_dataclass(value) and not isinstance(value, type):
        return _written(value)
    raise CutawayError(f"a {type(value).__name__} cannot be saved")


def read_back(plain: object, depth: int = 0) -> object:
    """The value that was written. Raises CutawayError for anything that `written` never gives."""
    if plain is None or isinstance(plain, bool | int | float | str):
        return plain
    if depth > DEEPEST:
        raise CutawayError("it is nested deeper than any step")
    if isinstance(plain, list):
        return tuple(read_back(part, depth + 1) for part in plain)
    if isinstance(plain, dict) and set(plain) == {"float"}:
        return float(str(plain["float"]))
    if isinstance(plain, dict) and set(plain) == {"range"}:
        return range(*plain["range"])
    if not isinstance(plain, dict) or not isinstance(plain.get("is"), str):
        raise CutawayError("it holds something that is no part of a step")
    kind = _kind(plain["is"])
    given = {name: read_back(part, depth + 1) for name, part in plain.items() if name != "is"}
    try:
        return kind(**given)
    except TypeError as error:
        raise CutawayError(f"{plain['is']} has other parts: {error}") from None


def _written(value: object) -> dict[str, object]:
    kind = type(value)
    name = f"{kind.__module__.removeprefix('cutaway.')}.{kind.__qualname__}"
    assert is_dataclass(value), "asked before"
    parts = {
        each.name: written(getattr(value, each.name))
        for each in fields(value)
        if each.init  # the others follow from these
    }
    return {"is": name} | parts


def _kind(name: str) -> type:
    """The dataclass of a name: of an operation, or of the arithmetic."""
    found = KIND.fullmatch(name)
    where = f"cutaway.{name.rpartition('.')[0]}"
    if found is None or find_spec(where) is None:
        raise CutawayError(f"{name!r} is no part of a step")
    kind = getattr(import_module(where), name.rpartition(".")[2], None)
    if not isinstance(kind, type) or not is_dataclass(kind) or kind.__module__ != where:
        raise CutawayError(f"{name!r} is no part of a step")
    return kind
