"""Maps enlarged and reduced: nearest, linear, bilinear, trilinear, bicubic, area."""

from collections.abc import Iterator, Sequence
from itertools import product as places
from math import floor, prod
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.rules import product, total
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.adaptive_pool import AdaptivePool
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one
from cutaway.ops.resample import Curve, Resample, step_of

CURVES: dict[str, Curve] = {
    "nearest": "nearest",
    "nearest-exact": "nearest-exact",
    "linear": "linear",
    "bilinear": "linear",
    "trilinear": "linear",
    "bicubic": "cubic",
}
TAPS: dict[Curve, int] = {"nearest": 1, "nearest-exact": 1, "linear": 2, "cubic": 4}


@fact
class Interpolate:
    """Every output a mix of the input positions around the place it comes from.

    input (n, c, *space) → (n, c, *space'); the weights of the axes are multiplied.
    """

    input: Ref
    axes: tuple[Resample, ...]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        sizes = tuple(axis.outputs for axis in self.axes)
        if any(size < 1 for size in sizes):
            raise ShapeError(f"the output size {list(sizes)} must be at least 1 everywhere")
        return (*self.input.shape[:2], *sizes)

    def count(self) -> Count:
        """A product and an addition per position mixed; nothing where one is only copied."""
        taps = prod(TAPS[axis.curve] for axis in self.axes)
        return Count(other=prod(self.shape()) * (2 * taps - 1) if taps > 1 else 0)

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        space = zip(self.axes, out.spans[2:], strict=True)
        return boxes((self.input, Box((*out.spans[:2], *(axis.reads(s) for axis, s in space)))))

    def explain(self, out: Index, read: Read) -> Term:
        space = list(zip(self.axes, out[2:], strict=True))
        mixed = [axis.weights(i) for axis, i in space]
        if all(list(shares.values()) == [1.0] for shares in mixed):
            return one(read, self.input, (*out[:2], *(next(iter(shares)) for shares in mixed)))
        # In the network's precision a place is known to its own rounding, not to its share's.
        slack = 1 + sum(abs(axis.source(i)) for axis, i in space)
        terms = []
        for place in places(*mixed):
            share = prod(shares[i] for shares, i in zip(mixed, place, strict=True))
            weight = Term("number", share, label="weight", weight=slack)
            terms.append(product(weight, one(read, self.input, (*out[:2], *place))))
        return total(*terms)


@calls("interpolate")
def interpolate(
    input: Ref,
    size: int | Sequence[int] | None = None,
    scale_factor: float | Sequence[float] | None = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
    recompute_scale_factor: bool | None = None,
    antialias: bool = False,
) -> Interpolate | AdaptivePool | None:
    """torch's `interpolate` and `Upsample`; with antialiasing it stays opaque."""
    lengths = input.shape[2:]
    if antialias or not lengths or (mode not in CURVES and mode != "area"):
        return None
    scales = _scales(scale_factor, len(lengths))
    if size is None:
        given = zip(lengths, scales, strict=True)
        sizes = tuple(floor(n * scale) if scale else n for n, scale in given)
    else:
        sizes = (size,) * len(lengths) if isinstance(size, int) else tuple(size)
    if len(sizes) != len(lengths):
        raise ShapeError(f"size {list(sizes)} for the {len(lengths)} axes {list(lengths)}")
    if mode == "area":
        return AdaptivePool(input, sizes, maximum=False)
    if recompute_scale_factor:
        scales = (None,) * len(lengths)
    return Interpolate(
        input,
        tuple(
            Resample(
                n, m, CURVES[mode], step_of(n, m, scale, bool(align_corners)), bool(align_corners)
            )
            for n, m, scale in zip(lengths, sizes, scales, strict=True)
        ),
    )


def _scales(factor: float | Sequence[float] | None, axes: int) -> tuple[float | None, ...]:
    if factor is None or isinstance(factor, int | float):
        return (factor,) * axes
    if len(factor) != axes:
        raise ShapeError(f"scale_factor {list(factor)} for {axes} axes")
    return tuple(factor)


def cases(rng: Random) -> Iterator[Call]:
    """Every mode up and down, odd ratios, corners aligned and not, scales that do not divide."""
    image = {"input": (1, 2, 5, 4)}
    for mode in ("nearest", "nearest-exact", "bilinear", "bicubic", "area"):
        yield Call("interpolate", image, {"size": (7, 9), "mode": mode})
        yield Call("interpolate", image, {"size": (3, rng.randint(2, 3)), "mode": mode})
        yield Call("interpolate", image, {"scale_factor": 2, "mode": mode})
        yield Call("interpolate", image, {"scale_factor": (1.7, 0.6), "mode": mode})
    for mode in ("bilinear", "bicubic"):
        yield Call("interpolate", image, {"size": (8, 7), "mode": mode, "align_corners": True})
        yield Call("interpolate", image, {"size": (1, 9), "mode": mode, "align_corners": True})
    again = {"scale_factor": 1.7, "recompute_scale_factor": True, "mode": "bilinear"}
    yield Call("interpolate", image, again)
    yield Call("interpolate", {"input": (2, 3, 5)}, {"size": 8, "mode": "linear"})
    yield Call("interpolate", {"input": (2, 3, 5)}, {"scale_factor": 2.5})
    cube = {"input": (1, 2, 3, 2, 3)}
    yield Call("interpolate", cube, {"size": (4, 3, 5), "mode": "trilinear"})
    yield Call("interpolate", cube, {"scale_factor": 2, "mode": "nearest"})
    yield Call("interpolate", image, {"size": (3, 4, 5)})  # refused
