"""Windows against torch, and against a walk over every tap."""

from random import Random

import pytest
import torch
from torch.nn import functional

from cutaway.arithmetic.box import Box, Span
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError


def random_window(rng: Random) -> Window:
    return Window(
        rng.randint(1, 5),
        rng.randint(1, 4),
        rng.randint(0, 3),
        rng.randint(0, 3),
        rng.randint(1, 3),
    )


@pytest.mark.parametrize("seed", range(200))
def test_outputs_and_taps_are_torchs(seed: int) -> None:
    rng = Random(seed)
    w, length = random_window(rng), rng.randint(1, 16)
    x = torch.arange(1.0, length + 1)
    padded = functional.pad(x, (w.before, w.after))[None, None]
    try:
        count = w.outputs(length)
    except ShapeError as error:
        assert f"reaching {w.reach}" in str(error) and padded.numel() < w.reach
        return
    kernel = 100.0 ** torch.arange(w.size, dtype=torch.float64)
    found = functional.conv1d(
        padded.double(), kernel[None, None], stride=w.stride, dilation=w.dilation
    )
    assert found.shape[-1] == count
    for i in range(count):
        by_hand = sum(100.0**k * (p + 1) for k, p in enumerate(w.taps(i)) if 0 <= p < length)
        assert found[0, 0, i] == by_hand


@pytest.mark.parametrize("seed", range(200))
def test_reads_and_feeds_are_walks_over_the_taps(seed: int) -> None:
    rng = Random(seed)
    w, length = random_window(rng), rng.randint(13, 20)
    count = w.outputs(length)
    start = rng.randrange(count)
    outputs = Span(start, rng.randint(start + 1, count))
    real = [p for i in range(outputs.start, outputs.stop) for p in w.taps(i) if 0 <= p < length]
    assert w.reads(outputs, length) == (Span(min(real), max(real) + 1) if real else Span(0, 0))
    position = rng.randrange(length)
    readers = [i for i in range(count) if position in w.taps(i)]
    expected = Span(readers[0], readers[-1] + 1) if readers else Span(0, 0)
    assert w.feeds(Span(position, position + 1), length) == expected


def test_ceil_counts_a_last_window_only_where_it_begins_inside() -> None:
    for length in range(1, 12):
        for size, stride, pad in ((2, 2, 0), (3, 2, 1), (2, 3, 1), (3, 3, 0), (4, 5, 2)):
            x = torch.zeros(1, 1, length)
            try:
                expected = functional.max_pool1d(x, size, stride, pad, 1, True).shape[-1]
            except RuntimeError:
                continue
            assert Window(size, stride, pad, pad, 1, True).outputs(length) == expected


@pytest.mark.parametrize("bad", [{"size": 0}, {"stride": 0}, {"dilation": -1}, {"before": -1}])
def test_impossible_windows_are_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ShapeError):
        Window(**({"size": 3} | bad))


def test_boxes() -> None:
    box = Box((Span(0, 1), Span(2, 5)))
    assert box.size == 3 and box.union(Box.at((3, 0))) == Box((Span(0, 4), Span(0, 5)))
    assert box.clip((1, 3)) == Box((Span(0, 1), Span(2, 3)))
    assert Box((Span(0, 1), Span(5, 9))).clip((1, 3)).size == 0
    assert box.union(Box.at((9, 9)).clip((1, 1))) == box
    assert Box.around([]) is None
    assert not Span(0, 2).meets(Span(2, 3)) and Span(0, 3).meets(Span(2, 3))
