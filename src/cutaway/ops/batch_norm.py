"""Batch normalisation: by the running statistics, or by those of the batch itself."""

from collections.abc import Iterator
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import divide, number, sqrt, subtract, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one
from cutaway.ops.standardise import scaled_and_shifted, standardised


@fact
class BatchNorm:
    """(x − mean) / √(variance + eps) × weight + bias, per channel of input (n, c, *space).

    mean, variance   running statistics (c); None: those of the batch, Ioffe and Szegedy 2015
    """

    input: Ref
    mean: Ref | None
    variance: Ref | None
    weight: Ref | None
    bias: Ref | None
    eps: float

    @property
    def inputs(self) -> tuple[Ref, ...]:
        refs = (self.input, self.mean, self.variance, self.weight, self.bias)
        return tuple([ref for ref in refs if ref is not None])

    def shape(self) -> Shape:
        channels = self.input.shape[1]
        for ref in (self.mean, self.variance, self.weight, self.bias):
            if ref is not None and ref.shape != (channels,):
                raise ShapeError(
                    f"the input has {counted(channels, 'channel')}, {ref.name} has {ref.shape[0]}",
                    got=channels,
                    expected=ref.shape[0],
                )
        return self.input.shape

    def count(self) -> Count:
        """A subtraction and a division per output, and one each for the weight and the bias."""
        affine = (self.weight is not None) + (self.bias is not None)
        return Count(other=prod(self.input.shape) * (2 + affine))

    def reads(self, out: Box) -> dict[Ref, Box]:
        channels = out.spans[1]
        seen = out
        if self.mean is None:
            seen = Box.whole(self.input.shape).replace(1, channels)
        rest = ((ref, Box((channels,))) for ref in self.inputs[1:])
        return boxes((self.input, seen), *rest)

    def explain(self, out: Index, read: Read) -> Term:
        x, channel = one(read, self.input, out), out[1]
        if self.mean is None or self.variance is None:
            taps = [range(length) for length in self.input.shape]
            taps[1] = range(channel, channel + 1)
            result = standardised(x, read(self.input, tuple(taps)), self.eps)
        else:
            mean = one(read, self.mean, (channel,), label="mean")
            variance = one(read, self.variance, (channel,), label="variance")
            spread = sqrt(total(variance, number(self.eps, "epsilon")))
            result = divide(subtract(x, mean), spread)
        return scaled_and_shifted(result, self.weight, self.bias, (channel,), read)


@calls("batch_norm")
def batch_norm(
    input: Ref,
    running_mean: Ref | None = None,
    running_var: Ref | None = None,
    weight: Ref | None = None,
    bias: Ref | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
    cudnn_enabled: bool = True,
) -> BatchNorm | None:
    """torch's `batch_norm`, in evaluation and in training."""
    if len(input.shape) < 2:
        return None
    if training or running_mean is None or running_var is None:
        return BatchNorm(input, None, None, weight, bias, eps)
    return BatchNorm(input, running_mean, running_var, weight, bias, eps)


def cases(rng: Random) -> Iterator[Call]:
    """With and without statistics, weight and bias."""
    statistics = {"input": (3, 4, 2, 3), "running_mean": (4,), "running_var": (4,)}
    yield Call("batch_norm", statistics)
    yield Call("batch_norm", statistics | {"weight": (4,), "bias": (4,)}, {"eps": 0.01})
    batch: dict[str, object] = {"running_mean": None, "running_var": None, "training": True}
    yield Call("batch_norm", {"input": (5, 3)}, batch)
    yield Call("batch_norm", {"input": (2, rng.randint(2, 4), 3)}, batch | {"eps": 0.1})
    yield Call("batch_norm", statistics | {"running_mean": (3,)})  # refused
