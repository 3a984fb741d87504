"""What the layers of a plan cost and see, in closed form: no module, no torch, no weights."""

from dataclasses import dataclass
from math import prod

from cutaway.arithmetic.box import Shape
from cutaway.networks.notation.layers import BatchNorm, Conv, Full, GlobalPool, Layer, Pool
from cutaway.networks.notation.plan import Placed, plan, windows


@dataclass(frozen=True, slots=True)
class Weight:
    """What a whole network costs.

    params, macs   as `cutaway.explain.summary` counts them
    """

    params: int
    macs: int


@dataclass(frozen=True, slots=True)
class Sight:
    """What one number of a layer sees of the network's input, along each axis.

    field   positions of the input from the first to the last, as if it had no edge
    jump    positions from one number to the next
    """

    field: tuple[int, ...]
    jump: tuple[int, ...]


def weigh(layers: tuple[Layer, ...], input_shape: Shape) -> Weight:
    """The cost of some layers on an input. Raises ShapeError where one does not fit.

    >>> from cutaway.networks.notation.text import parse
    >>> weigh(parse("FC-128 FC-5"), (1, 10))
    Weight(params=2053, macs=1920)
    """
    placed = plan(layers, input_shape)
    return Weight(sum(map(params, placed)), sum(map(macs, placed)))


def params(placed: Placed) -> int:
    """The parameters of a layer with all that it holds.

    >>> from cutaway.networks.notation.text import parse
    >>> from cutaway.networks.notation.plan import plan
    >>> [params(layer) for layer in plan(parse("conv3-8 FC-10"), (1, 1, 4, 4))]
    [80, 0, 0, 1290]
    """
    layer, inputs = placed.layer, placed.inputs
    if isinstance(layer, Conv):
        kernels = layer.channels * inputs[0] // layer.groups * prod(layer.kernel)
        return kernels + layer.bias * layer.channels
    if isinstance(layer, Full):
        return layer.outputs * (inputs[0] + layer.bias)
    if isinstance(layer, BatchNorm):
        return 2 * inputs[0]
    return sum(params(each) for branch in placed.branches for each in branch)


def macs(placed: Placed) -> int:
    """The multiply-adds of a layer with all that it holds; `cutaway.arithmetic.count` has the rule.

    >>> from cutaway.networks.notation.text import parse
    >>> from cutaway.networks.notation.plan import plan
    >>> [macs(layer) for layer in plan(parse("conv3-8 FC-10"), (1, 1, 4, 4))]
    [1152, 0, 0, 1280]
    """
    layer, inputs = placed.layer, placed.inputs
    if isinstance(layer, Conv):
        return prod(placed.outputs) * inputs[0] // layer.groups * prod(layer.kernel)
    if isinstance(layer, Full):
        return layer.outputs * inputs[0]
    return sum(macs(each) for branch in placed.branches for each in branch)


def sight(placed: Placed, before: Sight) -> Sight:
    """What a layer sees, by what its input sees; the widest of its branches."""
    layer = placed.layer
    if isinstance(layer, Conv | Pool):
        moved = list(zip(windows(layer), before.field, before.jump, strict=True))
        return Sight(
            tuple(field + (window.reach - 1) * jump for window, field, jump in moved),
            tuple(window.stride * jump for window, _, jump in moved),
        )
    if isinstance(layer, GlobalPool):
        sizes = zip(placed.inputs[1:], before.field, before.jump, strict=True)
        return Sight(tuple(field + (n - 1) * jump for n, field, jump in sizes), before.jump)
    ends = [before] * (not all(placed.branches))
    for branch in placed.branches:
        end = before
        for each in branch:
            end = sight(each, end)
        ends.append(end)
    return max(ends, key=lambda end: end.field, default=before)
