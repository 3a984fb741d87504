"""A run of shapes alone: on the meta device, nothing computed, no weight touched."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import CutawayError, ShapeError
from cutaway.ops.ref import Ref
from cutaway.recording.calls import (
    Function,
    call_name,
    read_call,
    tensors_in,
    with_refs,
    writes_in_place,
)
from cutaway.recording.recorder import Recorder, run_module
from cutaway.recording.recording import Recording

# Calls that need numbers, where a run of shapes has none.
LOOKS = frozenset(("bool", "item", "float", "int", "index", "tolist", "numpy", "equal", "nonzero"))


def record_shapes(module: nn.Module, *inputs: Tensor | Sequence[int]) -> Recording:
    """A recording without values: each step's shape by its own rule, in about a millisecond.

    inputs   tensors, of which only shape and dtype count, or shapes with the batch axis

    A call that Cutaway does not know is run by torch on the meta device. Raises RunError where
    the sizes do not fit, and where forward looks at values, which a run of shapes does not have.

    >>> run = record_shapes(nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU()), (1, 3, 32, 32))
    >>> run.steps[-1].shape
    (1, 8, 28, 28)
    """
    return run_module(ShapeRecorder(module), tuple(map(_empty, inputs)))


class ShapeRecorder(Recorder):
    """A recorder that asks operations for their shapes instead of running torch."""

    def __torch_function__(
        self,
        function: Function,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        known = any(self._ledger.known(t) is not None for t in tensors_in(args, kwargs))
        if not known:
            return function(*args, **kwargs)
        result = self._run(function, args, kwargs, lambda: self._shape_of(function, args, kwargs))
        if writes_in_place(function) and args and isinstance(args[0], Tensor):
            result = args[0]
        if isinstance(result, Tensor | tuple | list):
            self._note(function, args, kwargs, result)
        return result

    def _shape_of(self, function: Function, args: Any, kwargs: Any) -> Any:
        named = with_refs(args, self._ledger.ref), with_refs(kwargs, self._ledger.ref)
        if call_name(function) in LOOKS:
            raise ShapeError(
                "forward looks at the values of a tensor, which a run of shapes does not have; "
                "give a real input to `record`"
            )
        operation = read_call(call_name(function), *named)
        if operation is None:
            return function(*_on_meta(args), **_on_meta(kwargs))
        first = next(t for t in tensors_in(args, kwargs) if self._is_step(t))
        return torch.empty(operation.shape(), dtype=first.dtype, device="meta")

    def _is_step(self, tensor: Tensor) -> bool:
        ref: Ref | None = self._ledger.known(tensor)
        return ref is not None


def _on_meta(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value if value.is_meta else value.detach().to("meta")
    if isinstance(value, list | tuple):
        return type(value)(map(_on_meta, value)) if not hasattr(value, "_fields") else value
    if isinstance(value, dict):
        return {key: _on_meta(item) for key, item in value.items()}
    return value


def _empty(given: Tensor | Sequence[int]) -> Tensor:
    if isinstance(given, Tensor):
        return torch.empty(given.shape, dtype=given.dtype, device="meta")
    shape: Shape = tuple(given)
    if not all(isinstance(n, int) and not isinstance(n, bool) for n in shape):
        raise CutawayError(
            f"an input is a tensor or a shape of whole numbers with the batch axis; got {given!r}"
        )
    if not shape or any(n < 1 for n in shape):
        raise ShapeError(
            f"the shape {list(shape)} holds a size below 1; every size must be at least 1"
        )
    return torch.empty(shape, device="meta")
