"""What two steps of the same kind do differently, setting by setting."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from cutaway.arithmetic.window import Window
from cutaway.ops.batch_norm import BatchNorm
from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that differs.

    name   "size", "stride", "padding", "dilation"; "statistics" of a batch norm; else the
           operation's own word for it
    a, b   what it is in each network, as a person writes it
    """

    name: str
    a: str
    b: str


def settings(a: Operation, b: Operation) -> tuple[Setting, ...]:
    """What differs between two operations of one family, their tensors aside."""
    if type(a) is not type(b):
        return (Setting("operation", _called(a), _called(b)),)
    one, other = dict(_told(a)), dict(_told(b))
    return tuple(
        Setting(name, one.get(name, "none"), other.get(name, "none"))
        for name in one | other
        if one.get(name) != other.get(name)
    )


def _called(operation: Operation) -> str:
    return (
        f"unknown {operation.call}" if isinstance(operation, Opaque) else type(operation).__name__
    )


def _told(operation: Operation) -> Iterator[tuple[str, str]]:
    """Every setting of an operation and what it is; of a tensor only whether it is there."""
    for entry in fields(operation):  # type: ignore[arg-type]  # every operation is a dataclass
        value = getattr(operation, entry.name)
        if not entry.init:
            continue  # it follows from the others
        if entry.name == "windows":
            yield from _windows(value)
        elif isinstance(operation, BatchNorm) and entry.name in ("mean", "variance"):
            if entry.name == "mean":
                yield "statistics", "running" if value else "of the batch"
        elif isinstance(value, Ref) or (value is None and "Ref" in str(entry.type)):
            yield entry.name, "given" if value else "none"
        elif not tensors_of(value):
            yield entry.name, str(value)


def _windows(windows: tuple[Window, ...]) -> Iterator[tuple[str, str]]:
    yield "size", _axes(window.size for window in windows)
    yield "stride", _axes(window.stride for window in windows)
    yield "padding", _axes(_padding(window) for window in windows)
    yield "dilation", _axes(window.dilation for window in windows)
    yield "ceil", _axes(window.ceil for window in windows)


def _padding(window: Window) -> str:
    both = window.before == window.after
    return str(window.before) if both else f"{window.before}+{window.after}"


def _axes(values: Iterator[object]) -> str:
    told = [str(value) for value in values]
    return told[0] if len(set(told)) == 1 else "×".join(told)


def tensors_of(value: object) -> tuple[Ref, ...]:
    """The tensors that a field of an operation holds."""
    held = value if isinstance(value, tuple) else (value,)
    return tuple(part for part in held if isinstance(part, Ref))
