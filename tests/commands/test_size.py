"""`cutaway size`: the formula filled in, and backwards."""

from collections.abc import Callable

import pytest

from cutaway.commands.size import _list
from tests.cli.conftest import Cutaway

LECTURE = ("size", "10", "--kernel", "5", "--padding", "1", "--stride", "2")


def test_the_lectures_size(cutaway: Cutaway) -> None:
    lines = cutaway(*LECTURE).out.splitlines()
    assert lines[0] == "4"
    assert lines[1] == "⌊(M + 2P − K) / S⌋ + 1 = ⌊(10 + 2·1 − 5) / 2⌋ + 1 = ⌊3.5⌋ + 1 = 4"
    assert lines[2].startswith("the window fits 4 times; 1 position at the end")


def test_backwards(cutaway: Cutaway) -> None:
    out = cutaway(*LECTURE, "--want", "10").out
    assert "  padding  7\n" in out and "  padding 2, stride 1" in out
    impossible = cutaway("size", "3", "--kernel", "5", "--want", "2").out
    assert "  padding  2\n" not in impossible and "kernel   2" in impossible


def test_as_json(cutaway: Cutaway) -> None:
    found = cutaway(*LECTURE, "--want", "10", "--json").json
    assert (found["outputs"], found["ways"]["paddings"]) == (4, [7])
    assert found["formula"]["left"]["facts"]["left"] == 1
    assert cutaway("size", "3", "--kernel", "5", "--want", "1", "--json").json["formula"] is None


@pytest.mark.parametrize(
    ("words", "outputs"),
    [(("7", "--kernel", "2", "--stride", "2", "--ceil"), "4"), (("7", "--dilation", "2"), "3"),
     (("4", "--kernel", "2", "--padding", "0", "--padding-after", "1"), "4"), (("5",), "3")],
)  # fmt: skip
def test_other_settings(cutaway: Cutaway, words: tuple[str, ...], outputs: str) -> None:
    assert cutaway("size", *words).out.splitlines()[0] == outputs


@pytest.mark.parametrize(
    ("words", "said"),
    [(("3", "--kernel", "5"), "a window reaching 5 does not fit in 3 positions"),
     (("3", "--stride", "0"), "stride is 0; it must be at least 1"),
     (("0",), "the input has 0 positions"), (("9", "--want", "0"), "the wanted size is 0")],
)  # fmt: skip
def test_what_does_not_work(refused: Callable[..., str], words: tuple[str, ...], said: str) -> None:
    assert refused("size", *words).startswith(said)


def test_lists_are_short() -> None:
    assert _list((1, 2, 3, 5, 6, 9)) == "1…3, 5, 6, 9"
