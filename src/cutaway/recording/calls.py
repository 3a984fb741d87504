"""torch's calls, as the table of operations knows them."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from inspect import Parameter, signature
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.errors import ShapeError
from cutaway.ops.operation import Reading, builder_of
from cutaway.ops.ref import Ref

Function = Callable[..., Any]
Args = tuple[Any, ...]
Kwargs = dict[str, Any]

# They give the same numbers under the same shape: another handle on one tensor, not a step.
SAME = frozenset(
    ("data", "detach", "requires_grad", "contiguous", "clone", "alias", "to", "cpu", "cuda",
     "float", "double", "half", "bfloat16", "type", "type_as", "view_as", "identity")
)  # fmt: skip

# They take a tensor's shape alone: what they give is a constant.
LIKE = frozenset(
    ("ones_like", "zeros_like", "full_like", "empty_like", "rand_like", "randn_like",
     "new_ones", "new_zeros", "new_full", "new_empty", "new_tensor")
)  # fmt: skip
# They ask for what a tensor is, or say what torch shall do with it; its numbers stay.
PLAIN = frozenset(
    ("dim", "ndim", "ndimension", "size", "shape", "len", "numel", "nelement", "stride", "dtype",
     "device", "layout", "is_contiguous", "is_floating_point", "is_complex", "is_cuda", "is_meta",
     "is_sparse", "is_nested", "is_leaf", "grad_fn", "storage_offset", "element_size",
     "set_requires_grad", "set_grad")
)  # fmt: skip
# Their numbers are steps of a scale, of which a run of shapes knows too little.
QUANTISING = frozenset(
    ("quantize_per_tensor", "quantize_per_channel", "quantize_per_tensor_dynamic", "dequantize")
)
# Their output lies in memory of its own, which no other tensor shares.
FRESH = frozenset(
    ("conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d",
     "linear", "matmul", "bmm", "batch_norm", "group_norm", "layer_norm", "instance_norm",
     "relu", "relu6", "hardtanh", "leaky_relu", "elu", "selu", "gelu", "silu", "mish",
     "sigmoid", "tanh", "hardsigmoid", "hardswish", "softplus", "softmax", "log_softmax",
     "max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d",
     "add", "iadd", "sub", "isub", "mul", "imul", "cat")
)  # fmt: skip
# They need numbers, which a run of shapes does not have.
LOOKS = frozenset(
    ("__bool__", "__float__", "__int__", "__index__", "__complex__", "__contains__", "item",
     "tolist", "numpy", "equal", "allclose", "is_nonzero", "nonzero")
)  # fmt: skip


@lru_cache(maxsize=1024)
def call_name(function: Function) -> str:
    """torch's word for a function: `relu_` and `Tensor.relu` are "relu", `x[0]` is "getitem".

    A property goes by its own name, `x.T` by "T"; to set one, as `x.data = y`, is "set_data".
    """
    name = getattr(function, "__name__", type(function).__name__)
    if name in ("__get__", "__set__"):
        own = getattr(getattr(function, "__self__", None), "__name__", name)
        return str(own if name == "__get__" else f"set_{own}")
    if name.startswith("__") and name.endswith("__"):
        return str(name[2:-2])
    return str(name.rstrip("_") or name)


@lru_cache(maxsize=1024)
def looks_at_values(function: Function) -> bool:
    """Whether a function gives Python numbers, or shapes that depend on numbers."""
    return getattr(function, "__name__", "") in LOOKS


@lru_cache(maxsize=1024)
def writes_in_place(function: Function) -> bool:
    """Whether the function's own name says that it overwrites its first argument."""
    name = getattr(function, "__name__", "")
    if name == "__setitem__":
        return True
    if name.startswith("__"):
        return name.startswith("__i") and name not in ("__index__", "__int__", "__invert__")
    return name.endswith("_") and name != "requires_grad_"


@lru_cache(maxsize=1024)
def inplace_at(function: Function) -> int | None:
    """At which position a function of torch.nn.functional takes `inplace`."""
    if getattr(function, "__module__", None) != functional.__name__:
        return None
    try:
        parameters = list(signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    for i, parameter in enumerate(parameters):
        if parameter.name == "inplace" and parameter.kind is not Parameter.KEYWORD_ONLY:
            return i
    return None


def asked_in_place(function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether `inplace=True` was given, by name or by position."""
    if "inplace" in kwargs:
        return bool(kwargs["inplace"])
    place = inplace_at(function)
    return place is not None and place < len(args) and bool(args[place])


def out_of_place(
    function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Callable[[], Any] | None:
    """The same call, giving a new tensor; None where torch has no such form."""
    if asked_in_place(function, args, kwargs):
        place = inplace_at(function)
        if "inplace" not in kwargs and place is not None:
            plain = (*args[:place], False, *args[place + 1 :])
            return lambda: function(*plain, **kwargs)
        return lambda: function(*args, **(kwargs | {"inplace": False}))
    name = call_name(function)
    name = name[1:] if getattr(function, "__name__", "").startswith("__i") else name
    twin = (
        getattr(Tensor, name, None) or getattr(functional, name, None) or getattr(torch, name, None)
    )
    if twin is None or name in ("copy", "fill", "zero", "setitem", "set", "resize", "resize_as"):
        return None
    return lambda: twin(*args, **kwargs)


def tensors_in(*values: object) -> Iterator[Tensor]:
    """Every tensor in arguments or results, through lists, tuples and dicts."""
    for value in values:
        if isinstance(value, Tensor):
            yield value
        elif isinstance(value, list | tuple):
            yield from tensors_in(*value)
        elif isinstance(value, dict):
            yield from tensors_in(*value.values())


def with_refs(value: Any, name: Callable[[Tensor], Ref]) -> Any:
    """The same arguments with a Ref in the place of each tensor; torch.Size as a tuple."""
    if isinstance(value, Tensor):
        return name(value)
    if isinstance(value, list | tuple):
        return tuple(with_refs(item, name) for item in value)
    if isinstance(value, dict):
        return {key: with_refs(item, name) for key, item in value.items()}
    return value


@lru_cache(maxsize=64)
def dtype_name(dtype: torch.dtype) -> str:
    """torch's word for a type of numbers: "float32"."""
    return str(dtype).removeprefix("torch.")


def read_call(call: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reading:
    """The operation a call is, by the table; None where no builder knows it, or refuses it.

    A tuple where the call has several outputs.

    Raises ShapeError where the call's own sizes do not fit together.
    """
    builder = builder_of(call)
    if builder is None:
        return None
    try:
        return builder(*args, **kwargs)
    except ShapeError:
        raise
    except (TypeError, ValueError, IndexError, AttributeError):
        return None  # arguments that this builder does not know: an unknown call, never a guess
