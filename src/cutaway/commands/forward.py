"""What a network's forward takes, held against what a command gives it."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cutaway.arithmetic.counted import counted
from cutaway.errors import NetworkError

if TYPE_CHECKING:
    from torch import nn

    from cutaway.networks.network import Network


@dataclass(frozen=True, slots=True)
class Forward:
    """The arguments of a forward, by their names.

    needed, further   by position: those that must be given, those that may be
    named             by keyword alone, and must be given
    endless           any number may follow
    """

    needed: tuple[str, ...]
    further: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    endless: bool = False

    def takes(self, count: int) -> bool:
        """Whether so many inputs are neither too few nor too many."""
        least = len(self.needed)
        return least <= count and (self.endless or count <= least + len(self.further))

    @property
    def told(self) -> str:
        """ "forward takes 2 inputs (x, y)"."""
        names = (*self.needed, *self.further)
        if not names:
            return "forward takes no input"
        least = f"{len(self.needed)} to " * bool(self.further)
        more = ", …" * self.endless
        return f"forward takes {least}{counted(len(names), 'input')} ({', '.join(names)}{more})"


def forward_of(module: "nn.Module") -> Forward:
    """What a module's forward takes; anything, where that cannot be seen."""
    try:
        parameters = inspect.signature(module.forward).parameters.values()
    except (TypeError, ValueError):
        return Forward((), endless=True)
    ordered = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return Forward(
        tuple(p.name for p in ordered if p.default is p.empty),
        tuple(p.name for p in ordered if p.default is not p.empty),
        tuple(p.name for p in parameters if p.kind is p.KEYWORD_ONLY and p.default is p.empty),
        any(p.kind is p.VAR_POSITIONAL for p in parameters),
    )


def check_shapes(network: "Network", inputs: Sequence[str]) -> None:
    """Raises NetworkError where --input was not given once for each input of forward.

    inputs   what was given; of none, one is taken to be the network's own
    """
    forward = _readable(network)
    if forward.takes(max(1, len(inputs))):
        return
    given = f"{len(inputs)} ({', '.join(inputs)})" if inputs else "none"
    advice = (
        f"leave out {len(inputs) - len(forward.needed) - len(forward.further)}"
        if len(inputs) > len(forward.needed)
        else "give it once for each, in this order, such as --input 3x224x224 --input 10"
    )
    raise NetworkError(f"{network.name}: {forward.told}, and --input gave {given}; {advice}")


def check_single(network: "Network") -> None:
    """Raises NetworkError where forward does not run on one input."""
    forward = _readable(network)
    if forward.takes(1):
        return
    names = ", ".join(forward.needed)
    raise NetworkError(
        f"{network.name}: {forward.told}, and this command gives one. `cutaway summary` takes "
        "--input once for each; Python takes the inputs themselves: "
        f"cutaway.record(module, {names}), or cutaway.show(module, {names}) for the app"
    )


def _readable(network: "Network") -> Forward:
    """What forward takes, where that can be given at all."""
    forward = forward_of(network.skeleton)
    if forward.named:
        names = ", ".join(forward.named)
        raise NetworkError(
            f"{network.name}: forward takes {names} by name alone, and inputs are given in their "
            "order; give it a default, or move it before the *"
        )
    if not forward.takes(1) and not forward.needed:
        raise NetworkError(
            f"{network.name}: forward takes no input, and numbers are followed from one; give it "
            "the tensor that it works on"
        )
    return forward
