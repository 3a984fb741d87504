"""What torch's own plain layers call, known without running their forward.

A layer's forward looks up its settings and makes one call, which torch then hands around: that
takes longer than all that a run of shapes does with it. A layer that is not plain (padded in a
circle, batch norm in training, weights that are computed, a subclass, a forward of its own) runs
as it is.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.ops.operation import Builder, builder_of
from cutaway.ops.ref import Ref
from cutaway.recording.calls import FRESH, Args, Function, call_name
from cutaway.recording.tree import Table

Undisturbed = torch._C.DisableTorchFunction  # no mode sees what is done meanwhile
Given = Tensor | Ref
Own = tuple[Tensor | None, ...]
Owned = Sequence[Given | None]


class Leaf(NamedTuple):
    """The one call that layers of a kind make.

    function    torch's own
    call        torch's word for it
    builder     reads the call
    own         from a layer and what it reads: its own tensors that the call reads; None where
                the layer is not plain. Layers of some kinds have none, and are always plain
    arguments   of the call, from a layer, what it reads, and its own tensors
    fresh       whether its output lies in memory of its own
    overwrites  whether a layer of the kind may be told to overwrite what it reads; the call is
                that of a layer which does not
    """

    function: Function
    call: str
    builder: Builder
    own: Callable[[Table, Given], Own | None] | None
    arguments: Callable[[Table, Given, Owned], Args]
    fresh: bool
    overwrites: bool


def plain_kinds() -> "dict[type[nn.Module], Leaf]":
    """The kinds of layers whose forward is as torch has it; somebody may have patched one."""
    if nn.Conv2d._conv_forward is not CONVOLVES:
        return {}
    return {kind: leaf for kind, leaf in LEAVES.items() if kind.forward is FORWARDS[kind]}


def alone() -> bool:
    """Whether nobody but the run's own mode, no other mode of the author's, sees torch's calls."""
    return torch._C._len_torch_function_stack() == 1


def _weight_and_bias(layer: Table, x: Given) -> Own | None:
    """None where one is not where the layer was made with it: pruning computes them anew.

    A parameter of another class may have its own idea of what torch's calls do.
    """
    own = layer["_parameters"]
    weight, bias = own.get("weight", ""), own.get("bias", "")
    return (weight, bias) if type(weight) in PLAIN and type(bias) in PLAIN else None


def _of_conv2d(layer: Table, x: Given) -> Own | None:
    if layer["padding_mode"] != "zeros" or "_conv_forward" in layer:
        return None
    return _weight_and_bias(layer, x)


def _of_batch_norm(layer: Table, x: Given) -> Own | None:
    kept = layer["_buffers"]
    mean, variance = kept.get("running_mean"), kept.get("running_var")
    if layer["training"] or type(mean) is not Tensor or type(variance) is not Tensor:
        return None
    numbers = _weight_and_bias(layer, x) if len(x.shape) == 4 else None
    return None if numbers is None else (mean, variance, *numbers)


def _of_max_pool2d(layer: Table, x: Given) -> Own | None:
    return None if layer["return_indices"] else ()


def _conv2d(layer: Table, x: Given, own: Owned) -> Args:
    return (x, *own, layer["stride"], layer["padding"], layer["dilation"], layer["groups"])


def _linear(layer: Table, x: Given, own: Owned) -> Args:
    return (x, *own)


def _max_pool2d(layer: Table, x: Given, own: Owned) -> Args:
    windows = layer["kernel_size"], layer["stride"], layer["padding"], layer["dilation"]
    return (x, *windows, layer["ceil_mode"])


def _adaptive_avg_pool2d(layer: Table, x: Given, own: Owned) -> Args:
    return x, layer["output_size"]


def _batch_norm(layer: Table, x: Given, own: Owned) -> Args:
    return (x, *own, False, layer["momentum"] or 0.0, layer["eps"])


def _layer_norm(layer: Table, x: Given, own: Owned) -> Args:
    return (x, layer["normalized_shape"], *own, layer["eps"])


def _relu(layer: Table, x: Given, own: Owned) -> Args:
    return (x,)


def _relu6(layer: Table, x: Given, own: Owned) -> Args:
    return x, layer["min_val"], layer["max_val"]


def _dropout(layer: Table, x: Given, own: Owned) -> Args:
    return x, layer["p"], layer["training"]


def _leaf(
    function: Function,
    own: Callable[[Table, Given], Own | None] | None,
    arguments: Callable[[Table, Given, Owned], Args],
    overwrites: bool = False,
) -> Leaf:
    call = call_name(function)
    builder = builder_of(call)
    assert builder is not None, "the layers that are read are those that most networks have"
    return Leaf(function, call, builder, own, arguments, call in FRESH, overwrites)


PLAIN = frozenset((Tensor, nn.Parameter, type(None)))
LEAVES: dict[type[nn.Module], Leaf] = {
    nn.AdaptiveAvgPool2d: _leaf(functional.adaptive_avg_pool2d, None, _adaptive_avg_pool2d),
    nn.BatchNorm2d: _leaf(functional.batch_norm, _of_batch_norm, _batch_norm),
    nn.Conv2d: _leaf(torch.conv2d, _of_conv2d, _conv2d),
    nn.Dropout: _leaf(functional.dropout, None, _dropout, overwrites=True),
    nn.LayerNorm: _leaf(functional.layer_norm, _weight_and_bias, _layer_norm),
    nn.Linear: _leaf(functional.linear, _weight_and_bias, _linear),
    nn.MaxPool2d: _leaf(torch.max_pool2d, _of_max_pool2d, _max_pool2d),
    nn.ReLU: _leaf(torch.relu, None, _relu, overwrites=True),
    nn.ReLU6: _leaf(functional.hardtanh, None, _relu6, overwrites=True),
}
CONVOLVES = nn.Conv2d._conv_forward
FORWARDS = {kind: kind.forward for kind in LEAVES}  # as torch has them, before anyone patches one
