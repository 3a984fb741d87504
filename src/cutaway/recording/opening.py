"""What is run, on what: checked, and made ready, before anything runs."""

from copy import deepcopy
from operator import attrgetter
from typing import Protocol, runtime_checkable

import torch
from torch import Tensor, nn
from torch.nn.parameter import UninitializedBuffer, is_lazy

from cutaway.arithmetic.box import Shape
from cutaway.errors import CutawayError
from cutaway.recording.calls import tensors_in
from cutaway.recording.hidden import place_of, why_hidden
from cutaway.recording.tree import Tree, tree_of


@runtime_checkable
class Prepared(Protocol):
    """A network with its own preparation of pictures."""

    @property
    def module(self) -> nn.Module: ...

    @property
    def skeleton(self) -> nn.Module: ...

    @property
    def input_shape(self) -> Shape: ...

    def prepare(self, *inputs: object) -> tuple[Tensor, ...]: ...


def opened(
    network: nn.Module | Prepared, inputs: tuple[object, ...]
) -> tuple[Tree, tuple[object, ...]]:
    """The model to run and the arguments to run it on.

    Raises CutawayError where there is nothing to run, where the module hides its calls, and
    where module and tensors live on different devices.
    """
    if isinstance(network, nn.Module):
        module, arguments = network, checked(inputs)
    elif isinstance(network, Prepared):
        module, arguments = network.module, network.prepare(*inputs)
    else:
        raise CutawayError(f"expected a torch module or a Network, got {type(network).__name__}")
    tree = tree_of(module)
    check_readable(tree)
    _check_devices(tree, tuple(tensors_in(arguments)))
    return initialised(tree, arguments), arguments


def check_readable(tree: Tree) -> None:
    """Raises CutawayError for a module whose calls cannot be seen: scripted, traced, compiled."""
    if not any(map(why_hidden, set(map(type, tree.modules)))) and not any(
        map(COMPILED, tree.modules)
    ):
        return
    for path, each in zip(tree.paths, tree.modules, strict=True):
        if why := why_hidden(type(each)) or _compiled(each):
            raise CutawayError(f"{place_of(path)} {why}")


COMPILED = attrgetter("_compiled_call_impl")


def _compiled(module: nn.Module) -> str:
    if COMPILED(module) is not None:
        return (
            "was compiled in place by `.compile()`, and its calls cannot be seen; "
            "build it anew, without that call"
        )
    return ""


def initialised(tree: Tree, arguments: tuple[object, ...]) -> Tree:
    """The model itself; where it has lazy parameters, a copy of it that was called once."""
    kinds = {type(tensor): tensor for _, tensor in (*tree.parameters, *tree.buffers)}
    if not any(map(is_lazy, kinds.values())):
        return tree
    copy = deepcopy(tree.root, _blank_buffers(tree))
    with torch.random.fork_rng(devices=()), torch.no_grad():
        copy(*deepcopy(arguments))
    return tree_of(copy)


def _blank_buffers(tree: Tree) -> dict[int, object]:
    """Copies, by id, of what `deepcopy` cannot copy: buffers that have no shape yet."""
    return {
        id(buffer): UninitializedBuffer(  # type: ignore[call-arg]  # its stub knows no arguments
            device=buffer.device, dtype=buffer.dtype
        )
        for _, buffer in tree.buffers
        if is_lazy(buffer)
    }


def checked(inputs: tuple[object, ...]) -> tuple[object, ...]:
    """The inputs of a module themselves; CutawayError where there is no tensor among them."""
    if not inputs:
        raise CutawayError("a module needs an input: give a tensor, batch axis included")
    if not isinstance(inputs[0], Tensor) and not any(True for _ in tensors_in(inputs)):
        raise CutawayError(
            f"a module runs on tensors; got {type(inputs[0]).__name__}. "
            "Give a tensor with its batch axis, such as torch.zeros(1, 3, 224, 224)"
        )
    return inputs


def _check_devices(tree: Tree, tensors: tuple[Tensor, ...]) -> None:
    own = (*tree.parameters, *tree.buffers)
    if {tensor.is_cpu for tensor in (*tensors, *(tensor for _, tensor in own))} <= {True}:
        return  # asked in a third of the time that their devices take
    homes = {tensor.device for _, tensor in own}
    given = {tensor.device for tensor in tensors}
    if any(device.type == "meta" for device in homes | given):
        raise CutawayError(
            f"the model is on {_spoken(homes) or 'no device'}, the input on {_spoken(given)}: "
            "what is on meta has shapes but no values; `summary` shows those, "
            "`record` needs a model and an input with numbers"
        )
    if len(homes) == 1 and len(given) == 1 and homes != given:
        (home,) = homes
        raise CutawayError(
            f"the model is on {home}, the input on {_spoken(given)}: "
            f"move one to the other, such as input.to({str(home)!r})"
        )


def _spoken(devices: set[torch.device]) -> str:
    return " and ".join(sorted(map(str, devices)))
