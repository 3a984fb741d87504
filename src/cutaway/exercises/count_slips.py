"""Numbers as they come out with a mistake: sizes, parameters, multiply-adds and FLOPs."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import prod

from cutaway.errors import ShapeError
from cutaway.playground.cost import costs, value_of
from cutaway.playground.formula import quotient
from cutaway.playground.layer import Layer
from cutaway.playground.size import output_shape, size_of


@dataclass(frozen=True, slots=True)
class Miscounted:
    """A number that a mistake leads to.

    right   the number is right by another convention
    """

    name: str
    value: int
    facts: dict[str, object] = field(default_factory=dict)
    right: bool = False


def missized(layer: Layer, axis: int) -> Iterator[Miscounted]:
    """Wrong sizes of one axis."""
    window, length = layer.windows[axis], layer.space[axis]
    if layer.transposed or window.ceil:
        return
    size = size_of(length, window)
    exact = quotient(size.room, window.stride)
    yield Miscounted("no-floor", -(-size.room // window.stride) + 1, {"quotient": exact})
    for name, changed, facts in (
        ("no-stride", replace(window, stride=1), {"stride": window.stride}),
        ("size-no-padding", replace(window, before=0, after=0), {}),
        ("padding-once", replace(window, after=0), {}),
        ("no-dilation", replace(window, dilation=1), {"dilation": window.dilation}),
    ):
        try:
            yield Miscounted(name, changed.outputs(length), dict(facts))
        except ShapeError:
            continue
    yield Miscounted("no-one", size.outputs - 1)


def miscounted_params(layer: Layer) -> Iterator[Miscounted]:
    """Wrong numbers of parameters."""
    weights, bias = prod(layer.weight_shape), layer.outputs
    own = bias * layer.bias
    pairs = layer.outputs * layer.channels // layer.groups
    facts: dict[str, object] = {
        "bias": bias,
        "outputs": layer.outputs,
        "depth": layer.channels // layer.groups,
    }
    if layer.bias:
        yield Miscounted("bias-forgotten", weights, facts)
        yield Miscounted("bias-per-pair", weights + pairs, facts)
    else:
        yield Miscounted("bias-counted", weights + bias, facts)
    yield Miscounted("no-inputs", weights // max(1, layer.channels // layer.groups) + own, facts)
    yield Miscounted("no-outputs", weights // layer.outputs + (1 if layer.bias else 0), facts)
    yield Miscounted("no-groups", weights * layer.groups + own, facts)
    yield Miscounted("dense", value_of(costs(layer), "dense"), facts)


def miscounted_macs(layer: Layer) -> Iterator[Miscounted]:
    """Wrong numbers of multiply-adds."""
    found = costs(layer)
    yield Miscounted("flops-for-macs", value_of(found, "flops"))
    yield Miscounted("flops-for-macs", value_of(found, "flops_exact"))
    yield from _wrong_work(layer, 1)
    yield Miscounted("params-for-macs", layer.params)


def miscounted_flops(layer: Layer) -> Iterator[Miscounted]:
    """Numbers of FLOPs, wrong ones and those that are right by another convention."""
    found = costs(layer)
    facts: dict[str, object] = {"flops": value_of(found, "flops")}
    yield Miscounted("exact-flops", value_of(found, "flops_exact"), facts, right=True)
    yield Miscounted("macs-for-flops", value_of(found, "macs"), facts, right=True)
    yield from _wrong_work(layer, 2)
    yield from _wrong_work(layer, 1)


def _wrong_work(layer: Layer, each: int) -> Iterator[Miscounted]:
    right = each * value_of(costs(layer), "macs")
    return (found for found in _all_wrong_work(layer, each) if found.value != right)


def _all_wrong_work(layer: Layer, each: int) -> Iterator[Miscounted]:
    found = costs(layer)
    right, shape = value_of(found, "macs"), output_shape(layer)
    size = "×".join(map(str, shape[1:]))
    for name, changed in _resized(layer):
        wrong = prod(changed)
        facts: dict[str, object] = {"size": size, "made": "×".join(map(str, changed))}
        yield Miscounted(name, each * right // prod(shape[1:]) * wrong, facts)
    depth = layer.channels // layer.groups
    channels: dict[str, object] = {"outputs": layer.outputs, "depth": depth}
    yield Miscounted("real-only", each * value_of(found, "macs_real"))
    yield Miscounted("no-inputs", each * right // depth, channels)
    yield Miscounted("no-outputs", each * right // layer.outputs, channels)
    yield Miscounted("no-groups", each * right * layer.groups, channels)
    yield Miscounted("dense", each * value_of(found, "dense"))


def _resized(layer: Layer) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The output's sizes with a setting left out, and rounded up."""
    if layer.transposed:
        return
    none = (0,) * layer.axes
    for name, changed in (
        ("count-no-stride", replace(layer, strides=(1,) * layer.axes)),
        ("count-no-padding", replace(layer, before=none, after=none)),
    ):
        try:
            yield name, output_shape(changed)[1:]
        except ShapeError:
            continue
    pairs = zip(layer.windows, layer.space, strict=True)
    rooms = (length + w.before + w.after - w.reach for w, length in pairs)
    strides = layer.strides
    yield "count-ceil", tuple(-(-room // s) + 1 for room, s in zip(rooms, strides, strict=True))
