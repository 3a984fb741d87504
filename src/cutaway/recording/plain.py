"""The calls that most networks are made of, read without detours in a run of shapes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.ops.compare import Compare
from cutaway.ops.operation import Operation, builder_of
from cutaway.ops.ref import Ref
from cutaway.recording.calls import (
    LIKE,
    PLAIN,
    QUANTISING,
    SAME,
    Function,
    call_name,
    looks_at_values,
    writes_in_place,
)
from cutaway.recording.composed import COMPOSED
from cutaway.recording.shape_ledger import ShapeLedger

CAREFUL = SAME | LIKE | COMPOSED | QUANTISING | {"setitem", "set"}


class Traits(NamedTuple):
    """What a function's name says of its calls.

    asks_shape   it asks a tensor for its shape or type
    plain        its calls may be read without care
    in_place     it overwrites its first argument
    """

    call: str
    asks_shape: bool
    plain: bool
    in_place: bool


class PlainCall(NamedTuple):
    """A call with one output, whose operation and whose tensors are known."""

    operation: Operation
    shape: Shape
    dtype: str


@lru_cache(maxsize=1024)
def traits_of(function: Function) -> Traits:
    """The traits of one of torch's functions."""
    call = call_name(function)
    plain = call not in CAREFUL and not looks_at_values(function)
    return Traits(call, call in PLAIN, plain, writes_in_place(function))


def plain_call(
    traits: Traits, args: tuple[Any, ...], kwargs: dict[str, Any], ledger: ShapeLedger
) -> PlainCall | None:
    """The call, read; None where it wants care."""
    builder = builder_of(traits.call) if traits.plain else None
    if builder is None or "out" in kwargs:
        return None
    refs: list[Ref] = []
    given = _named(args, ledger, refs)
    named = _named(kwargs.values(), ledger, refs) if kwargs else []
    dtype = _floating(refs)
    if given is None or named is None or dtype is None:
        return None
    try:
        read = builder(*given, **dict(zip(kwargs, named, strict=True)))
        if read is None or isinstance(read, tuple):
            return None
        return PlainCall(read, read.shape(), "bool" if isinstance(read, Compare) else dtype)
    except (ShapeError, TypeError, ValueError, IndexError, AttributeError):
        return None  # read once more, with care, to say what is wrong


def _named(values: Iterable[Any], ledger: ShapeLedger, refs: list[Ref]) -> list[Any] | None:
    """The arguments with Refs in the place of tensors; `refs` gets them too."""
    found: list[Any] = []
    for value in values:
        if isinstance(value, Tensor):
            ref = ledger.known(value)
            if ref is None:
                return None
            refs.append(ref)
            found.append(ref)
        elif isinstance(value, tuple | list):
            inner = _named(value, ledger, refs)
            if inner is None:
                return None
            found.append(tuple(inner))
        elif isinstance(value, dict):
            return None
        else:
            found.append(value)
    return found


def _floating(refs: list[Ref]) -> str | None:
    """The output's type, that of the first floating tensor; None where care is wanted."""
    if not any(ref.kind in ("step", "parameter") for ref in refs):
        return None
    if not all(ref.real for ref in refs):
        return None
    return next((ref.dtype for ref in refs if ref.dtype.startswith(("float", "bfloat"))), None)
