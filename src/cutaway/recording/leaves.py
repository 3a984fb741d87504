"""What torch's own plain layers call, known without running their forward.

A layer's forward looks up its settings and makes one call, which torch then hands around: that
takes longer than all that a run of shapes does with it. A layer that is not plain (padded in a
circle, batch norm in training, weights that are computed, a subclass, a forward of its own) runs
as it is.
"""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.ops.ref import Ref
from cutaway.recording.calls import Function

Undisturbed = torch._C.DisableTorchFunction  # no mode sees what is done meanwhile
LeafCall = tuple[Function, tuple[Any, ...]]
Given = Tensor | Ref
Leaf = Callable[[Any, Given], LeafCall | None]


def leaf_of(module: nn.Module) -> Leaf | None:
    """What tells the call of a module's forward from its input; None where it must run."""
    kind = type(module)
    leaf = LEAVES.get(kind)
    if leaf is None or "forward" in module.__dict__ or kind.forward is not FORWARDS[kind]:
        return None
    return leaf if _owns(module) else None


def alone() -> bool:
    """Whether nobody but the run's own mode, no other mode of the author's, sees torch's calls."""
    return torch._C._len_torch_function_stack() == 1


def _owns(module: nn.Module) -> bool:
    """Whether a layer's numbers are where it was made with them: pruning computes them anew.

    A parameter of another class may have its own idea of what torch's calls do.
    """
    if isinstance(module, WEIGHTED):
        own = module._parameters
        if type(own.get("weight", "")) not in OWN or type(own.get("bias", "")) not in OWN:
            return False
    if isinstance(module, nn.BatchNorm2d):
        kept = module._buffers
        return (
            type(kept.get("running_mean", "")) in OWN and type(kept.get("running_var", "")) in OWN
        )
    return True


def _numbers(module: nn.Module) -> tuple[Tensor | None, Tensor | None] | None:
    """A layer's weight and bias; None where one of them was taken away."""
    own = module._parameters
    return (own["weight"], own["bias"]) if "weight" in own and "bias" in own else None


def _conv2d(module: nn.Conv2d, x: Given) -> LeafCall | None:
    if module.padding_mode != "zeros" or "_conv_forward" in module.__dict__:
        return None
    numbers = _numbers(module)
    if numbers is None:
        return None
    windows = module.stride, module.padding, module.dilation, module.groups
    return torch.conv2d, (x, *numbers, *windows)


def _linear(module: nn.Linear, x: Given) -> LeafCall | None:
    numbers = _numbers(module)
    return None if numbers is None else (functional.linear, (x, *numbers))


def _max_pool2d(module: nn.MaxPool2d, x: Given) -> LeafCall | None:
    if module.return_indices:
        return None
    windows = module.kernel_size, module.stride, module.padding, module.dilation
    return torch.max_pool2d, (x, *windows, module.ceil_mode)


def _adaptive_avg_pool2d(module: nn.AdaptiveAvgPool2d, x: Given) -> LeafCall:
    return functional.adaptive_avg_pool2d, (x, module.output_size)


def _batch_norm(module: nn.BatchNorm2d, x: Given) -> LeafCall | None:
    numbers, kept = _numbers(module), module._buffers
    mean, variance = kept.get("running_mean"), kept.get("running_var")
    if numbers is None or mean is None or variance is None:
        return None
    if module.training or len(x.shape) != 4:
        return None
    settings = False, module.momentum or 0.0, module.eps
    return functional.batch_norm, (x, mean, variance, *numbers, *settings)


def _layer_norm(module: nn.LayerNorm, x: Given) -> LeafCall | None:
    numbers = _numbers(module)
    if numbers is None:
        return None
    return functional.layer_norm, (x, module.normalized_shape, *numbers, module.eps)


def _relu(module: nn.ReLU, x: Given) -> LeafCall:
    return functional.relu, (x, module.inplace)


def _relu6(module: nn.ReLU6, x: Given) -> LeafCall:
    return functional.hardtanh, (x, module.min_val, module.max_val, module.inplace)


def _dropout(module: nn.Dropout, x: Given) -> LeafCall:
    return functional.dropout, (x, module.p, module.training, module.inplace)


OWN = frozenset((Tensor, nn.Parameter, type(None)))
WEIGHTED = (nn.BatchNorm2d, nn.Conv2d, nn.LayerNorm, nn.Linear)
LEAVES: dict[type[nn.Module], Leaf] = {
    nn.AdaptiveAvgPool2d: _adaptive_avg_pool2d,
    nn.BatchNorm2d: _batch_norm,
    nn.Conv2d: _conv2d,
    nn.Dropout: _dropout,
    nn.LayerNorm: _layer_norm,
    nn.Linear: _linear,
    nn.MaxPool2d: _max_pool2d,
    nn.ReLU: _relu,
    nn.ReLU6: _relu6,
}
FORWARDS = {kind: kind.forward for kind in LEAVES}  # as torch has them, before anyone patches one
