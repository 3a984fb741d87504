"""Plain calls, jotted down while the network runs and read when somebody looks.

To read a call takes longer than to make it, in a small network. What is jotted down is only what
cannot be told apart later: the call, its place, and whether memory was shared.
"""

from functools import lru_cache
from typing import Any, NamedTuple

from torch import Tensor

from cutaway.ops.operation import when_claimed
from cutaway.recording.calls import Function, inplace_at
from cutaway.recording.modules import Place
from cutaway.recording.plain import traits_of

Args = tuple[Any, ...]
Kwargs = dict[str, Any]
NOTHING: Kwargs = {}

# Their output lies in memory of its own, which no other tensor shares.
FRESH = frozenset(
    ("conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d",
     "linear", "matmul", "bmm", "batch_norm", "group_norm", "layer_norm", "instance_norm",
     "relu", "relu6", "hardtanh", "leaky_relu", "elu", "selu", "gelu", "silu", "mish",
     "sigmoid", "tanh", "hardsigmoid", "hardswish", "softplus", "softmax", "log_softmax",
     "max_pool1d", "max_pool2d", "max_pool3d", "avg_pool1d", "avg_pool2d", "avg_pool3d",
     "add", "iadd", "sub", "isub", "mul", "imul", "cat")
)  # fmt: skip


class Jotting(NamedTuple):
    """A call that read a step first, and gave one tensor.

    before   what stood in `output` until this call, which was made in place, gave it new memory
    """

    function: Function
    args: Args
    kwargs: Kwargs
    output: Tensor
    before: Tensor | None
    place: Place


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
