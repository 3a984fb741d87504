"""A plain Sequential in a run of shapes: its layers are read one after another.

Between two plain layers nobody sees the tensor, so none is made.
"""

from collections.abc import Callable

from torch import Tensor, nn
from torch.nn.modules import module as torchs

from cutaway.ops.ref import Ref
from cutaway.recording.jotting import NOTHING, habit_of
from cutaway.recording.leaves import LeafCall
from cutaway.recording.noted import Noted

Read = Callable[[LeafCall, Noted], Ref | None]
Known = Callable[[Tensor], Ref | None]
Made = Callable[[Ref], Tensor]


def walk(chain: nn.Sequential, x: Tensor, read: Read, known: Known, made: Made) -> object:
    """What a chain gives for a tensor.

    read    writes a plain layer's call down and gives its output's Ref; None where it is not plain
    known   the Ref of a tensor
    made    a tensor for a Ref
    """
    here: object = x
    ref = known(x)
    unseen = False  # whether there is no tensor for `ref`
    for child in chain:
        after = None if ref is None else _plainly(child, ref, unseen, read)
        if after is not None:
            ref, unseen = after, True
            continue
        if ref is not None and unseen:
            here, unseen = made(ref), False
        here = child(here)
        ref = known(here) if isinstance(here, Tensor) else None
    return made(ref) if ref is not None and unseen else here


def _plainly(child: nn.Module | None, x: Ref, unseen: bool, read: Read) -> Ref | None:
    """The output of a plain layer, which may overwrite its input only where nobody sees that."""
    if child is None:  # as torch, which calls it, will say
        return None
    noted = child.__dict__.get("forward")
    if type(noted) is not Noted or noted.leaf is None or _watched(child):
        return None
    call = noted.leaf(child, x)
    if call is None or (not unseen and habit_of(call[0]).asked_in_place(call[1], NOTHING)):
        return None
    return read(call, noted)


def _watched(module: nn.Module) -> bool:
    """Whether somebody hooked themselves into a module's call, which then must take place."""
    return bool(
        module._forward_pre_hooks
        or module._forward_hooks
        or module._backward_hooks
        or module._backward_pre_hooks
        or torchs._global_forward_hooks
        or torchs._global_forward_pre_hooks
        or torchs._global_backward_hooks
        or torchs._global_backward_pre_hooks
    )
