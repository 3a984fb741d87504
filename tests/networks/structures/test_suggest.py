"""Structures within limits: counted as `summary` counts them, and none better left out."""

from itertools import product
from pathlib import Path
from random import Random

import pytest

import cutaway
from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.networks.architectures.architecture import written
from cutaway.networks.notation.code import sequential_code
from cutaway.networks.notation.text import parse
from cutaway.networks.structures.structure import (
    CONVS,
    FIRST_WIDTHS,
    HEADS,
    MOST_BLOCKS,
    Structure,
    structures,
)
from cutaway.networks.structures.suggest import Fallen, Limits, spread, suggest
from cutaway.networks.structures.typical import typical
from tests.networks.notation.test_code import executed

LIMITS = Limits((1, 3, 16, 16), 10, max_params=30_000, max_macs=2_000_000, min_field=12)
SHAPES: tuple[Shape, ...] = ((1, 3, 64, 64), (1, 1, 28, 28), (1, 3, 15, 40))


def sampled(shape: Shape, count: int) -> list[Structure]:
    return Random(5).sample(list(structures(shape, 10)), count)


@pytest.mark.parametrize("shape", SHAPES)
def test_counts_are_those_of_summary(shape: Shape) -> None:
    seen = set()
    for found in sampled(shape, 16):
        table = cutaway.summary(written(found.words, shape))
        weighty = [row for row in table.steps if row.params]
        assert (table.totals.params, table.totals.macs) == (found.params, found.macs), found.words
        assert len(weighty) == found.depth
        maps = [row for row in table.steps if row.op in ("conv2d", "max_pool2d")]
        assert maps[-1].field.size == (found.field, found.field)
        assert maps[-1].shape[1] == found.channels
        seen.add((len(found.convs), found.pooled, found.head))
    assert len(seen) > 6


def test_the_grammar_is_enumerated_whole() -> None:
    """28 can be halved 4 times: blocks 1 to 4 with a pool behind, 1 to 5 without."""
    found = list(structures((1, 1, 28, 28), 10))
    stems = sum(len(CONVS) ** n for n in range(1, 5)) + sum(len(CONVS) ** n for n in range(1, 6))
    several = stems - 2 * len(CONVS)  # those of one block do not grow, and are there once
    assert len(found) == len(FIRST_WIDTHS) * len(HEADS) * (stems + several) > 10_000
    assert len({each.words for each in found}) == len(found)


def test_weighing_needs_no_torch_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.nn.Module.__init__", None)
    assert suggest(LIMITS).weighed > 10_000


def test_everything_is_accounted_for() -> None:
    found = suggest(LIMITS)
    assert found.weighed == len(list(structures(LIMITS.input_shape, 10)))
    assert found.weighed == len(found.front) + sum(fallen.count for fallen in found.fallen)
    assert {fallen.why for fallen in found.fallen} == {
        "params",
        "macs",
        "field",
        "several",
        "beaten",
    }


def better(a: Structure, b: Structure) -> bool:
    """By the words of the page, one by one; a field beyond the input's 16 counts as 16."""
    no_worse = (
        a.params <= b.params
        and a.macs <= b.macs
        and a.depth >= b.depth
        and a.channels >= b.channels
        and min(a.field, 16) >= min(b.field, 16)
    )
    return no_worse and (
        (a.params, a.macs, a.depth, a.channels, min(a.field, 16))
        != (b.params, b.macs, b.depth, b.channels, min(b.field, 16))
    )


def test_the_front_is_what_no_other_is_better_than() -> None:
    fitting = [each for each in structures(LIMITS.input_shape, 10) if not LIMITS.broken(each)]
    front = suggest(LIMITS).front
    assert len(fitting) > 300 and 5 < len(front) < len(fitting)
    assert not any(better(a, b) for a, b in product(fitting, front))
    beaten = [each for each in fitting if each not in front]
    assert all(
        any(better(a, b) or equal(a, b) for a in front) for b in Random(1).sample(beaten, 100)
    )
    assert all(not LIMITS.broken(each) for each in front)


def equal(a: Structure, b: Structure) -> bool:
    return not better(a, b) and not better(b, a) and (a.params, a.macs) == (b.params, b.macs)


def test_why_others_fell_out() -> None:
    fallen: dict[str, Fallen] = {each.why: each for each in suggest(LIMITS).fallen}
    for why in ("params", "macs", "field"):
        assert LIMITS.broken(fallen[why].nearest) == (why,)
        assert fallen[why].better is None
    assert len(LIMITS.broken(fallen["several"].nearest)) > 1
    example = fallen["beaten"]
    assert example.better is not None and better(example.better, example.nearest)


def test_what_is_suggested_can_be_built_and_run() -> None:
    for found in spread(suggest(LIMITS).front, 4):
        net = executed(sequential_code(parse(found.words), LIMITS.input_shape))
        assert sum(p.numel() for p in net.parameters()) == found.params


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (Limits((1, 3, 8, 8), 10**9 + 1), "at most 1,000,000,000 outputs; got 1,000,000,001"),
        (Limits((1, 3, 10**17, 1), 10), "more parameters or MACs than 64 bits can count"),
    ],
)
def test_numbers_beyond_counting_are_refused(limits: Limits, said: str) -> None:
    with pytest.raises(ShapeError, match=said):
        suggest(limits)


@pytest.mark.parametrize(
    "limits", [Limits((1, 64), 10), Limits((1, 3, 0, 4), 10), Limits((1, 3, 8, 8), 0)]
)
def test_what_is_no_picture_is_refused(limits: Limits) -> None:
    with pytest.raises(ShapeError, match="structures are of pictures"):
        suggest(limits)


def test_vgg_is_a_typical_structure() -> None:
    """The lecture: VGG-16 is N = 5, M = 2, 2, 3, 3, 3, b = 1, K = 3."""
    found = typical(5, convs=(2, 2, 3, 3, 3), widths=64, fc=(4096, 4096, 1000))
    assert cutaway.summary(found).totals.params == 138_357_544
    assert found.notation.startswith("2*conv3-64 maxpool 2*conv3-128 maxpool 3*conv3-256 maxpool")
    eleven = typical(5, convs=(1, 1, 2, 2, 2))
    assert cutaway.summary(eleven).totals.params == 132_863_336


def test_a_typical_structure_has_pools_where_they_are_asked_for() -> None:
    found = cutaway.typical(
        3, convs=1, pool=(1, 0, 2), widths=(4, 5, 6), fc=(), input_shape=(1, 1, 16, 16)
    )
    assert found.notation == "conv3-4 maxpool conv3-5 conv3-6 2*maxpool"
    assert cutaway.typical(1, 0, 1, 8, 3, (1, 1, 4, 4)).notation == "maxpool FC-3"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"blocks": 3, "convs": (1, 2)}, "convs has 2 numbers for 3 blocks"),
        ({"blocks": 0}, "blocks is 0; expected 1 to 100"),
        ({"blocks": 2, "pool": (1, -1)}, "pool holds -1"),
        ({"blocks": 9}, "does not fit in 1 position"),
    ],
)
def test_numbers_that_do_not_agree(given: dict[str, int], said: str) -> None:
    with pytest.raises(ShapeError, match=said):
        typical(**given)


def test_the_page_says_which_grammar() -> None:
    page = (Path(__file__).parents[3] / "docs" / "suggest.md").read_text("utf-8")
    *firsts, last = map(str, FIRST_WIDTHS)
    assert f"Widths {', '.join(firsts)} or {last} in the first block" in page
    assert f"N from 1 to {MOST_BLOCKS}" in page and f"M from {CONVS[0]} to {CONVS[-1]}" in page
    hidden = [str(*head.hidden) for head in HEADS if head.hidden]
    assert f"one of {' or '.join(hidden)}" in page
