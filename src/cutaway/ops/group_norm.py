"""Group and instance normalisation: each item by the statistics of a group of its channels."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.batch_norm import BatchNorm
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one
from cutaway.ops.standardise import scaled_and_shifted, standardised


@fact
class GroupNorm:
    """(x − mean) / √(variance + eps) × weight + bias, input (n, c, *space).

    The mean and variance are those of one item's group of c / groups channels (Wu and He 2018);
    with as many groups as channels it is instance norm (Ulyanov et al. 2016).
    """

    input: Ref
    groups: int
    weight: Ref | None
    bias: Ref | None
    eps: float

    @property
    def inputs(self) -> tuple[Ref, ...]:
        refs = (self.input, self.weight, self.bias)
        return tuple(ref for ref in refs if ref is not None)

    @property
    def depth(self) -> int:
        """Channels of one group."""
        return self.input.shape[1] // self.groups

    def shape(self) -> Shape:
        channels = self.input.shape[1]
        if channels % self.groups:
            raise ShapeError(f"{channels} channels do not divide into {self.groups} groups")
        for ref in self.inputs[1:]:
            if ref.shape != (channels,):
                raise ShapeError(
                    f"the input has {counted(channels, 'channel')}, "
                    f"{ref.name} has {list(ref.shape)}"
                )
        return self.input.shape

    def count(self) -> Count:
        """Statistics: three operations per number; then as batch norm."""
        affine = (self.weight is not None) + (self.bias is not None)
        return Count(other=prod(self.input.shape) * (5 + affine))

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        channels = out.spans[1]
        first, last = channels.start // self.depth, (channels.stop - 1) // self.depth
        group = Span(first * self.depth, (last + 1) * self.depth)
        seen = Box.whole(self.input.shape).replace(0, out.spans[0]).replace(1, group)
        rest = ((ref, Box((channels,))) for ref in self.inputs[1:])
        return boxes((self.input, seen), *rest)

    def explain(self, out: Index, read: Read) -> Term:
        first = out[1] // self.depth * self.depth
        taps = [range(length) for length in self.input.shape]
        taps[:2] = [range(out[0], out[0] + 1), range(first, first + self.depth)]
        x = one(read, self.input, out)
        result = standardised(x, read(self.input, tuple(taps)), self.eps)
        return scaled_and_shifted(result, self.weight, self.bias, (out[1],), read)


@calls("group_norm")
def group_norm(
    input: Ref,
    num_groups: int,
    weight: Ref | None = None,
    bias: Ref | None = None,
    eps: float = 1e-5,
    cudnn_enabled: bool = True,
) -> GroupNorm | None:
    """torch's `group_norm`."""
    return GroupNorm(input, num_groups, weight, bias, eps) if len(input.shape) > 1 else None


@calls("instance_norm")
def instance_norm(
    input: Ref,
    running_mean: Ref | None = None,
    running_var: Ref | None = None,
    weight: Ref | None = None,
    bias: Ref | None = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> GroupNorm | BatchNorm | None:
    """torch's `instance_norm`, by the item's own statistics or the running ones."""
    if len(input.shape) < 3:
        return None
    if use_input_stats:
        return GroupNorm(input, input.shape[1], weight, bias, eps)
    if running_mean is None or running_var is None:
        return None
    return BatchNorm(input, running_mean, running_var, weight, bias, eps)


def cases(rng: Random) -> Iterator[Call]:
    """One group, some, as many as channels; groups that do not divide."""
    image = {"input": (2, 6, 3, 2), "weight": (6,), "bias": (6,)}
    yield Call("group_norm", image, {"num_groups": rng.choice((1, 2, 3))})
    yield Call("group_norm", {"input": (2, 4, 5)}, {"num_groups": 2, "eps": 0.1})
    yield Call("group_norm", {"input": (2, 4)}, {"num_groups": 1})
    yield Call("group_norm", image, {"num_groups": 4})  # refused
    # Of two numbers, each would stand one deviation away, whatever they are.
    yield Call("instance_norm", {"input": (2, 3, 3, 2), "weight": (3,), "bias": (3,)})
    yield Call("instance_norm", {"input": (2, 3, 5)}, {"eps": 0.1})
    running = {"input": (2, 3, 4), "running_mean": (3,), "running_var": (3,)}
    yield Call("instance_norm", running, {"use_input_stats": False})
