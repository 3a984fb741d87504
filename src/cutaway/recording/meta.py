"""Calls on tensors without values: whatever else they read is taken without values too."""

from functools import lru_cache
from typing import Any

import torch
from torch import Tensor
from torch.nn.parameter import is_lazy
from torch.overrides import TorchFunctionMode

from cutaway.arithmetic.box import Shape
from cutaway.recording.calls import Function, tensors_in

META = torch.device("meta")


def blank(shape: Shape, dtype: str) -> Tensor:
    """An empty tensor, without memory: a new handle, which costs less than a new tensor."""
    return _model(shape, dtype).detach()


@lru_cache(maxsize=1024)
def _model(shape: Shape, dtype: str) -> Tensor:
    return torch.empty(shape, dtype=getattr(torch, dtype), device=META)


class OnMeta(TorchFunctionMode):
    """While active, a call that reads one tensor on meta reads all of them there."""

    def __torch_function__(
        self,
        function: Function,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        if any(not is_lazy(tensor) and tensor.is_meta for tensor in tensors_in(args, kwargs)):
            return function(*on_meta(args), **on_meta(kwargs))
        return function(*args, **kwargs)


def on_meta(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value if value.is_meta else value.detach().to("meta")
    if isinstance(value, torch.device):
        return torch.device("meta")
    if isinstance(value, list | tuple):
        return type(value)(map(on_meta, value)) if not hasattr(value, "_fields") else value
    if isinstance(value, dict):
        return {
            key: "meta" if key == "device" and item is not None else on_meta(item)
            for key, item in value.items()
        }
    return value
