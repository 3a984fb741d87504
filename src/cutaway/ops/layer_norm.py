"""Layer normalisation: each item by the mean and variance of its own last axes."""

from collections.abc import Iterator, Sequence
from math import prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, at, boxes, one
from cutaway.ops.standardise import root_mean_square, scaled_and_shifted, standardised

# eps where none was given: that of the numbers' own type, as torch takes it.
OWN_EPS = {"float64": 2.0**-52, "float32": 2.0**-23, "bfloat16": 2.0**-7, "float16": 2.0**-10}


@fact
class LayerNorm:
    """(x − mean) / √(variance + eps) × weight + bias over the last axes (Ba et al. 2016).

    axes      how many last axes are normalised together
    centred   False: x / √(mean of x² + eps) × weight, RMS norm (Zhang and Sennrich 2019)
    """

    input: Ref
    axes: int
    weight: Ref | None
    bias: Ref | None
    eps: float
    centred: bool = True

    @property
    def inputs(self) -> tuple[Ref, ...]:
        refs = (self.input, self.weight, self.bias)
        return tuple(ref for ref in refs if ref is not None)

    def shape(self) -> Shape:
        last = self.input.shape[len(self.input.shape) - self.axes :]
        for ref in self.inputs[1:]:
            if ref.shape != last:
                raise ShapeError(f"the last axes are {list(last)}, {ref.name} is {list(ref.shape)}")
        return self.input.shape

    def count(self) -> Count:
        """Statistics: three operations per number; then as batch norm."""
        affine = (self.weight is not None) + (self.bias is not None)
        return Count(other=prod(self.input.shape) * ((5 if self.centred else 3) + affine))

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        lead, last = out.spans[: -self.axes], out.spans[-self.axes :]
        whole = (Span(0, n) for n in self.input.shape[-self.axes :])
        rest = ((ref, Box(last)) for ref in self.inputs[1:])
        return boxes((self.input, Box((*lead, *whole))), *rest)

    def explain(self, out: Index, read: Read) -> Term:
        lead, last = out[: -self.axes], out[-self.axes :]
        whole = (range(n) for n in self.input.shape[-self.axes :])
        block = read(self.input, (*at(lead), *whole))
        x = one(read, self.input, out)
        result = (standardised if self.centred else root_mean_square)(x, block, self.eps)
        return scaled_and_shifted(result, self.weight, self.bias, last, read)


def _axes(input: Ref, normalized_shape: Sequence[int]) -> int:
    wanted = tuple(normalized_shape)
    if input.shape[len(input.shape) - len(wanted) :] != wanted or not wanted:
        raise ShapeError(f"{list(input.shape)} does not end in the axes {list(wanted)}")
    return len(wanted)


@calls("layer_norm")
def layer_norm(
    input: Ref,
    normalized_shape: Sequence[int],
    weight: Ref | None = None,
    bias: Ref | None = None,
    eps: float = 1e-5,
    cudnn_enable: bool = True,
) -> LayerNorm:
    """torch's `layer_norm`."""
    return LayerNorm(input, _axes(input, normalized_shape), weight, bias, eps)


@calls("rms_norm")
def rms_norm(
    input: Ref,
    normalized_shape: Sequence[int],
    weight: Ref | None = None,
    eps: float | None = None,
) -> LayerNorm | None:
    """torch's `rms_norm`; without eps, that of the input's own type."""
    own = OWN_EPS.get(input.dtype) if eps is None else eps
    if own is None:
        return None
    return LayerNorm(input, _axes(input, normalized_shape), weight, None, own, centred=False)


def cases(rng: Random) -> Iterator[Call]:
    """One axis and several, with and without weight and bias, axes that do not fit."""
    size = rng.randint(4, 7)
    affine = {"input": (2, 3, size), "weight": (size,), "bias": (size,)}
    yield Call("layer_norm", affine, {"normalized_shape": (size,)})
    yield Call("layer_norm", {"input": (2, 3, 4)}, {"normalized_shape": (3, 4), "eps": 0.1})
    yield Call("layer_norm", {"input": (2, 3, 4)}, {"normalized_shape": (3,)})  # refused
    yield Call("rms_norm", {"input": (2, 5), "weight": (5,)}, {"normalized_shape": (5,)})
    yield Call("rms_norm", {"input": (2, 3, 4)}, {"normalized_shape": (3, 4), "eps": 0.5})
