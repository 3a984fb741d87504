"""What is run, on what: checked, and made ready, before anything runs."""

from copy import deepcopy
from typing import Protocol, runtime_checkable

import torch
from torch import Tensor, nn
from torch.nn.parameter import UninitializedBuffer, is_lazy

from cutaway.arithmetic.box import Shape
from cutaway.errors import CutawayError
from cutaway.recording.calls import tensors_in


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
) -> tuple[nn.Module, tuple[object, ...]]:
    """The module to run and the arguments to run it on.

    Raises CutawayError where there is nothing to run, where the module hides its calls, and
    where module and tensors live on different devices.
    """
    if isinstance(network, nn.Module):
        module, arguments = network, _arguments(inputs)
    elif isinstance(network, Prepared):
        module, arguments = network.module, network.prepare(*inputs)
    else:
        raise CutawayError(f"expected a torch module or a Network, got {type(network).__name__}")
    check_readable(module)
    _check_devices(module, tuple(tensors_in(arguments)))
    return initialised(module, arguments), arguments


def check_readable(module: nn.Module) -> None:
    """Raises CutawayError for a module whose calls cannot be seen: scripted, traced, compiled."""
    for path, each in module.named_modules():
        place = f"the module {path!r}" if path else "the model"
        if isinstance(each, torch.jit.ScriptModule):
            raise CutawayError(
                f"{place} is scripted or traced: torch runs it as one piece, and its calls cannot "
                "be seen; give the module it was made from"
            )
        if type(each).__module__.startswith("torch._dynamo"):
            raise CutawayError(
                f"{place} is compiled: torch runs it as one piece, and its calls cannot be seen; "
                "give the module it was made from, which it keeps as `._orig_mod`"
            )
        if getattr(each, "_compiled_call_impl", None) is not None:
            raise CutawayError(
                f"{place} was compiled in place by `.compile()`, and its calls cannot be seen; "
                "build it anew, without that call"
            )


def initialised(module: nn.Module, arguments: tuple[object, ...]) -> nn.Module:
    """The module itself; where it has lazy parameters, a copy of it that was called once."""
    if not any(map(is_lazy, (*module.parameters(), *module.buffers()))):
        return module
    copy = deepcopy(module, _blank_buffers(module))
    with torch.random.fork_rng(devices=()), torch.no_grad():
        copy(*deepcopy(arguments))
    return copy


def _blank_buffers(module: nn.Module) -> dict[int, object]:
    """Copies, by id, of what `deepcopy` cannot copy: buffers that have no shape yet."""
    return {
        id(buffer): UninitializedBuffer(  # type: ignore[call-arg]  # its stub knows no arguments
            device=buffer.device, dtype=buffer.dtype
        )
        for buffer in module.buffers()
        if is_lazy(buffer)
    }


def _arguments(inputs: tuple[object, ...]) -> tuple[object, ...]:
    if not inputs:
        raise CutawayError("a module needs an input: give a tensor, batch axis included")
    if not any(True for _ in tensors_in(inputs)):
        raise CutawayError(
            f"a module runs on tensors; got {type(inputs[0]).__name__}. "
            "Give a tensor with its batch axis, such as torch.zeros(1, 3, 224, 224)"
        )
    return inputs


def _check_devices(module: nn.Module, tensors: tuple[Tensor, ...]) -> None:
    homes = {tensor.device for tensor in (*module.parameters(), *module.buffers())}
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
