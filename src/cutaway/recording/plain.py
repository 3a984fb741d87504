"""The calls that most networks are made of, read without detours."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.ops.compare import Compare
from cutaway.ops.operation import Builder, Operation, builder_of, when_claimed
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
from cutaway.recording.leaves import Leaf
from cutaway.recording.tree import Table

Name = Callable[[Tensor], Ref | None]
CAREFUL = SAME | LIKE | COMPOSED | QUANTISING | {"setitem", "set", "set_data"}
FLOATS = frozenset(("float32", "float64", "float16", "bfloat16"))
NOTHING: list[Any] = []
UNREADABLE = (ShapeError, TypeError, ValueError, LookupError, AttributeError)
SIMPLE = frozenset((int, float, bool, str, type(None), slice))


class Traits(NamedTuple):
    """What a function's name says of its calls.

    asks_shape   it asks a tensor for its shape or type
    builder      reads its calls; None where they want care
    in_place     it overwrites its first argument
    """

    call: str
    asks_shape: bool
    builder: Builder | None
    in_place: bool


class PlainCall(NamedTuple):
    """A call with one output, whose operation and whose tensors are known.

    alike   the output is as the first tensor, a step's, in shape and type
    """

    operation: Operation
    shape: Shape
    dtype: str
    alike: bool


@lru_cache(maxsize=1024)
def traits_of(function: Function) -> Traits:
    """The traits of one of torch's functions."""
    call = call_name(function)
    care = call in CAREFUL or looks_at_values(function)
    return Traits(
        call, call in PLAIN, None if care else builder_of(call), writes_in_place(function)
    )


when_claimed(traits_of.cache_clear)


def layer_call(leaf: Leaf, layer: Table, x: Ref, known: Mapping[int, Ref]) -> Operation | None:
    """The call of a plain layer that reads a step; None where it wants care.

    The layer's own tensors, known by their ids, are of the type that it reads, and so is its
    output. Raises one of UNREADABLE where the sizes do not fit.
    """
    dtype = x.dtype
    if x.kind != "step" or dtype not in FLOATS:
        return None
    refs: list[Ref | None] = []
    if leaf.own is not None:
        own = leaf.own(layer, x)
        if own is None:
            return None
        for tensor in own:
            ref = None if tensor is None else known.get(id(tensor))
            if tensor is not None and (ref is None or ref.dtype != dtype):
                return None
            refs.append(ref)
    read = leaf.builder(*leaf.arguments(layer, x, refs))
    return None if isinstance(read, tuple) else read


def plain_call(
    builder: Builder, args: tuple[Any, ...], kwargs: dict[str, Any], name: Name
) -> PlainCall | None:
    """The call, read; None where it wants care.

    name   the Ref of a tensor that is known
    """
    refs: list[Ref] = []
    given = _named(args, name, refs)
    if given is None:
        return None
    named = _named(kwargs.values(), name, refs) if kwargs else NOTHING
    if named is None or "out" in kwargs:
        return None
    dtype = _floating(refs)
    if not dtype:
        return None
    try:
        if kwargs:
            read = builder(*given, **dict(zip(kwargs, named, strict=True)))
        else:
            read = builder(*given)
        if read is None or isinstance(read, tuple):
            return None
        shape, first = read.shape(), refs[0]
    except UNREADABLE:
        return None  # read once more, with care, to say what is wrong
    if type(read) is Compare:
        return PlainCall(read, shape, "bool", False)
    alike = shape is first.shape and first.kind == "step" and first.dtype == dtype
    return PlainCall(read, shape, dtype, alike)


def _named(values: Iterable[Any], name: Name, refs: list[Ref]) -> list[Any] | None:
    """The arguments with Refs in the place of tensors; `refs` gets them too."""
    found: list[Any] = []
    for value in values:
        kind = type(value)
        if kind is Ref:
            refs.append(value)
            found.append(value)
        elif kind in SIMPLE or (kind is tuple and _is_simple(value)):
            found.append(value)
        elif isinstance(value, Tensor):
            ref = name(value)
            if ref is None:
                return None
            refs.append(ref)
            found.append(ref)
        elif isinstance(value, tuple | list):
            inner = _named(value, name, refs)
            if inner is None:
                return None
            found.append(tuple(inner))
        elif isinstance(value, dict):
            return None
        else:
            found.append(value)
    return found


def _is_simple(value: tuple[object, ...]) -> bool:
    """Whether a tuple holds numbers alone; most are a pair of sizes."""
    if len(value) == 2:
        return type(value[0]) is int and type(value[1]) is int
    return SIMPLE.issuperset(map(type, value))


def _floating(refs: list[Ref]) -> str:
    """The output's type, that of the first floating tensor; "" where care is wanted."""
    ours, alike = False, refs[0].dtype if refs else ""
    for ref in refs:
        ours = ours or ref.kind == "step" or ref.kind == "parameter"
        if ref.dtype != alike:
            alike = ""
    if not ours or not (alike or all(ref.real for ref in refs)):
        return ""
    if alike in FLOATS:
        return alike
    return next((ref.dtype for ref in refs if ref.dtype in FLOATS), "")
