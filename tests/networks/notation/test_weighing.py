"""Costs and fields in closed form are those of `summary`, for every published network."""

import pytest

import cutaway
from cutaway.networks.architectures.published import ARCHITECTURES
from cutaway.networks.notation.layers import Flatten, GlobalPool
from cutaway.networks.notation.plan import plan
from cutaway.networks.notation.text import parse
from cutaway.networks.notation.weighing import Sight, sight, weigh


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_costs(name: str) -> None:
    known = ARCHITECTURES[name]
    found = weigh(parse(known.words), known.input_shape)
    totals = cutaway.summary(known.network()).totals
    assert (found.params, found.macs) == (totals.params, totals.macs)


@pytest.mark.parametrize("name", ["vgg-d", "alexnet", "zfnet", "lenet-5", "nin", "resnet-18"])
def test_fields(name: str) -> None:
    """Of every step before the maps become a vector."""
    known = ARCHITECTURES[name]
    rows = {row.name: row.field.size for row in cutaway.summary(known.network()).steps}
    seen, compared = Sight((1, 1), (1, 1)), 0
    for placed in plan(parse(known.words), known.input_shape):
        if isinstance(placed.layer, Flatten | GlobalPool):
            break
        seen = sight(placed, seen)
        if placed.name in rows:  # those inside a block have longer names
            assert rows[placed.name] == seen.field, placed.name
            compared += 1
    assert compared > 6


def test_a_join_sees_as_its_widest_branch() -> None:
    layers = "cat[conv1-4 | conv3-4 conv3-4 | maxpool5/s1/p2] conv3-2"
    rows = [row.field.size for row in cutaway.summary(
        cutaway.network(layers, input_shape=(1, 2, 20, 20))).steps]  # fmt: skip
    first, second, *_ = plan(parse(layers), (1, 2, 20, 20))
    seen = sight(first, Sight((1, 1), (1, 1)))
    assert seen == Sight((5, 5), (1, 1))
    assert sight(second, seen).field == (7, 7) == rows[-1]
