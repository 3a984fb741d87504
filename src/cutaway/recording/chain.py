"""A plain Sequential in a run of shapes: its layers are read one after another.

Between two plain layers nobody sees the tensor, so none is made. A layer into whose call somebody
hooked themselves is called: it must take place.
"""

from collections.abc import Callable

from torch import Tensor, nn

from cutaway.ops.ref import Ref
from cutaway.recording.leaves import Leaf
from cutaway.recording.modules import all_watched
from cutaway.recording.noted import Noted

Read = Callable[[Noted, Leaf, Ref, str | None], Ref | None]
Known = Callable[[Tensor], Ref | None]
Made = Callable[[Ref], Tensor]


def walk(
    chain: nn.Sequential, x: Tensor, line: str | None, read: Read, known: Known, made: Made
) -> object:
    """What a chain gives for a tensor.

    line    the author's, that calls the chain
    read    writes a plain layer's call down and gives its output's Ref; None where it is not plain
    known   the Ref of a tensor
    made    a tensor for a Ref
    """
    here: object = x
    ref = known(x)
    unseen = False  # whether there is no tensor for `ref`
    everywhere = all_watched()
    for child in chain:
        after = None
        noted = None if ref is None or child is None else child.__dict__.get("forward")
        if ref is not None and type(noted) is Noted and noted.leaf is not None:
            leaf, table = noted.leaf, noted.table
            try:
                called = (
                    everywhere
                    or table["_forward_pre_hooks"]
                    or table["_forward_hooks"]
                    or table["_backward_hooks"]
                    or table["_backward_pre_hooks"]
                    or (leaf.overwrites and table["inplace"] and not unseen)
                    or type(child) is not noted.kind
                )
            except KeyError:  # an attribute is missing, as torch will say
                called = True
            if not called:
                after = read(noted, leaf, ref, line)
        if after is not None:
            ref, unseen = after, True
            continue
        if ref is not None and unseen:
            here, unseen = made(ref), False
        here = child(here)
        ref = known(here) if isinstance(here, Tensor) else None
        everywhere = all_watched()
    return made(ref) if ref is not None and unseen else here
