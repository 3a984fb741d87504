"""What is printed adds up as printed: a thousand numbers, with Decimal redoing the arithmetic."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from math import prod
from random import Random

import numpy as np
import pytest

from cutaway.explain.value import explain
from cutaway.networks import zoo
from cutaway.protocol.explanations import BlockInfo, ChannelSum, Explanation, TermInfo, Waterfall
from cutaway.protocol.house import House, KeptRun
from cutaway.protocol.translate import explanation

# share of waterfalls that find decimals at which they add up: 0.992 of these, by chance for each
EXACT = 0.97


def printed(value: float, digits: int) -> Decimal:
    """A number as the page prints it: halves away from zero."""
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def sampled(run: KeptRun, count: int) -> list[Explanation]:
    """The messages of random numbers, every step in turn."""
    random = Random(20)
    steps = run.recording.steps
    places = [
        (step.name, tuple(random.randrange(n) for n in step.shape))
        for step in (steps[i % len(steps)] for i in range(count))
    ]
    return [explanation(run, explain(run.recording, *place)) for place in places]


@pytest.fixture(scope="module", params=["tiny-vgg", "squeezenet"])
def found(request: pytest.FixtureRequest) -> list[Explanation]:
    """A thousand numbers of the small network, two hundred of the large one where it is there."""
    name = request.param
    missing = zoo.available(name)
    if missing:
        pytest.skip(missing)
    run = House().run(name, "")
    return sampled(run, 1000 if name == "tiny-vgg" else 200)


def test_every_number_agrees_with_the_network(found: list[Explanation]) -> None:
    assert all(one.adds_up for one in found)
    assert sum(one.recorded != 0 for one in found) > 0.5 * len(found)
    assert all(abs(one.value - one.recorded) <= one.tolerance for one in found)
    assert len({one.step for one in found}) > 8


def test_waterfalls_add_up_as_printed(found: list[Explanation]) -> None:
    told = Counter(_sums_as_printed(one.waterfall) for one in found if one.waterfall.bars)
    assert told["exact"] >= EXACT * told.total()
    assert told.total() > 0.2 * len(found)
    for one in found:
        bars = one.waterfall.bars
        assert not bars or (bars[-1].kind, bars[-1].value) == ("total", one.value)
        assert 1 <= one.waterfall.digits <= 9


def _sums_as_printed(told: Waterfall) -> str:
    """Whether it does; that it says so is asserted."""
    *bars, total = (printed(bar.value, told.digits) for bar in told.bars)
    assert (sum(bars) == total) == told.exact
    return "exact" if told.exact else "nearly"


def test_waterfalls_join_every_channel(found: list[Explanation]) -> None:
    seen: Counter[str] = Counter()
    for one in found:
        dot = _dot(one.term)
        if dot is None:
            continue
        bars = [bar for bar in one.waterfall.bars if bar.kind in ("channel", "other")]
        window = dot.blocks[0]
        assert sum(bar.count for bar in bars) == window.shape[_axis(window)]
        assert sum(bar.value for bar in bars) == pytest.approx(dot.value, rel=1e-9, abs=1e-12)
        seen.update(bar.kind for bar in bars)
    assert seen["channel"] > seen["other"] > 0


def test_channels_add_up_as_printed(found: list[Explanation]) -> None:
    compared = nonzero = 0
    for one in found:
        dot = _dot(one.term)
        assert (dot is None) == (one.channels == ())
        if dot is None:
            continue
        window, kernel = (_chunks(block) for block in dot.blocks)
        for share in one.channels:
            compared += 1
            nonzero += share.printed != 0
            _check(share, window[share.place], kernel[share.place])
        assert [abs(share.value) for share in one.channels] == sorted(
            (abs(share.value) for share in one.channels), reverse=True
        )
    assert compared > 2000 and nonzero > 0.3 * compared


def _check(share: ChannelSum, window: list[float], kernel: list[float]) -> None:
    digits = share.digits
    pairs = zip(window, kernel, strict=True)
    by_pencil = sum((printed(a, digits) * printed(b, digits) for a, b in pairs), Decimal(0))
    assert printed(share.printed, 2 * digits) == by_pencil
    exactly = sum(a * b for a, b in zip(window, kernel, strict=True))
    assert share.value == pytest.approx(exactly, rel=1e-9, abs=1e-12)
    half = 0.5 * 10**-digits
    slack = sum(half * (abs(a) + abs(b) + half) for a, b in zip(window, kernel, strict=True))
    assert abs(share.printed - share.value) <= slack + 1e-12


def _dot(term: TermInfo) -> TermInfo | None:
    if term.rule == "dot":
        return term
    if term.rule == "sum":
        return next((part for part in term.parts if part.rule == "dot"), None)
    return None


def _axis(block: BlockInfo) -> int:
    return 1 if len(block.shape) > 2 else len(block.shape) - 1


def _chunks(block: BlockInfo) -> list[list[float]]:
    """A block's numbers, channel by channel, from the bytes that cross."""
    values = np.frombuffer(block.values.data, "<f8")
    assert values.size == prod(block.shape)
    rows: list[list[float]] = values.reshape(block.shape[_axis(block)], -1).tolist()
    return rows


def test_the_test_sees_a_sum_that_does_not_add_up(found: list[Explanation]) -> None:
    told = next(one.waterfall for one in found if len(one.waterfall.bars) > 3)
    assert told.exact
    with pytest.raises(AssertionError):
        _sums_as_printed(Waterfall(told.bars[1:], told.digits, True))
