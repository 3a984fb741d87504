"""Plain calls, jotted down while the network runs and read when somebody looks.

To read a call takes longer than to make it, in a small network. What is jotted down is only what
cannot be told apart later: the call, its place, and whether memory was shared.
"""

from functools import lru_cache
from typing import NamedTuple

from torch import Tensor

from cutaway.ops.operation import when_claimed
from cutaway.recording.calls import FRESH, Args, Function, Kwargs, inplace_at
from cutaway.recording.noted import Place
from cutaway.recording.plain import traits_of

NOTHING: Kwargs = {}

# The function, its arguments and its output; what stood in that until this call, which was made in
# place, gave it new memory; and the module and the author's line. A bare tuple: there is one for
# every call, and a named one takes far longer to make.
Jotting = tuple[Function, Args, Kwargs, Tensor, Tensor | None, Place]


class Habit(NamedTuple):
    """What is known of a function before it is called.

    call         torch's word for it
    asks_shape   it asks a tensor for its shape or type
    plain        its calls can be jotted down
    fresh        its output lies in memory of its own
    in_place     it overwrites its first argument
    inplace_at   the position at which it takes `inplace`, if it does
    """

    call: str
    asks_shape: bool
    plain: bool
    fresh: bool
    in_place: bool
    inplace_at: int | None

    def asked_in_place(self, args: Args, kwargs: Kwargs) -> bool:
        """Whether a call of it writes into its first argument."""
        at = self.inplace_at
        if at is None:
            return self.in_place
        return bool(args[at] if at < len(args) else kwargs.get("inplace"))


@lru_cache(maxsize=1024)
def habit_of(function: Function) -> Habit:
    """The habit of one of torch's functions."""
    call, asks_shape, builder, in_place = traits_of(function)
    fresh = call in FRESH
    return Habit(call, asks_shape, builder is not None, fresh, in_place, inplace_at(function))


when_claimed(habit_of.cache_clear)


def as_now(values: Args) -> Args:
    """The arguments with copies of their lists, to which the network may add later."""
    kinds = [*map(type, values)]
    if list not in kinds and tuple not in kinds:
        return values
    return tuple([_as_now(value) for value in values])


def _as_now(value: object) -> object:
    if type(value) is list:
        return [_as_now(part) for part in value]
    return as_now(value) if type(value) is tuple else value


def first_read(args: Args) -> object:
    """The tensor that a call reads first, also where it takes a list of them."""
    first = args[0] if args else None
    if type(first) is list or type(first) is tuple:
        return first[0] if first else None
    return first
