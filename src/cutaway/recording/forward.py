"""What a network's forward takes, and what to say where it is given something else."""

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cutaway.arithmetic.counted import counted
from cutaway.errors import CutawayError

if TYPE_CHECKING:
    from torch import nn


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
        return len(self.needed) <= count and not self.spare(count)

    def spare(self, count: int) -> int:
        """How many of so many inputs are too many."""
        most = len(self.needed) + len(self.further)
        return 0 if self.endless else max(0, count - most)

    @property
    def told(self) -> str:
        """ "forward takes 2 inputs (x, y)"."""
        names = (*self.needed, *self.further)
        if not names:
            return "forward takes no input"
        least = f"{len(self.needed)} to " * bool(self.further)
        more = ", …" * self.endless
        return f"forward takes {least}{counted(len(names), 'input')} ({', '.join(names)}{more})"

    @property
    def closed(self) -> str:
        """Why no inputs at all can be given in their order, and what to change; "" if some can."""
        if self.named:
            return (
                f"forward takes {', '.join(self.named)} by name alone, and inputs are given in "
                "their order; give it a default, or move it before the *"
            )
        if self.needed or self.takes(1):
            return ""
        return (
            f"{self.told}, and numbers are followed from one; give it the tensor that it works on"
        )


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


def refusal(module: "nn.Module", arguments: tuple[object, ...]) -> CutawayError | None:
    """Why a module's forward cannot be called with these; None where it can."""
    forward, name, count = forward_of(module), type(module).__name__, len(arguments)
    if forward.closed:
        return CutawayError(f"{name}: {forward.closed}")
    if forward.takes(count):
        return None
    spare = forward.spare(count)
    advice = (
        f"leave out {spare}"
        if spare
        else f"give each after the module, in this order: (module, {', '.join(forward.needed)})"
    )
    given = ", ".join(map(_kind, arguments))
    return CutawayError(f"{name}: {forward.told}, and got {count} ({given}); {advice}")


def _kind(argument: object) -> str:
    """A tensor's shape; of anything else, what it is."""
    shape = getattr(argument, "shape", None)
    if shape is not None:
        return str(list(shape))
    several = f" of {len(argument)}" if isinstance(argument, list | tuple | dict) else ""
    return f"{type(argument).__name__}{several}"
