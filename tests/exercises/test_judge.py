"""Wrong answers of the answer key are called by their names; each is computed, none stored."""

import re

import pytest

from cutaway.errors import AskError
from cutaway.exercises.judge import Verdict, What, judge
from cutaway.exercises.slips import SLIPS
from cutaway.playground.examples import example
from cutaway.playground.lab import lab_of
from cutaway.playground.state import DEFAULT, LayerState, PlayState


def verdict(name: str, what: What, answer: str, layer: int = 0) -> Verdict:
    found = example(name)
    assert found is not None
    return judge(found.state, what, answer, layer)


MATRICES = [
    ("by-hand", "2 4 5 11; 6 11 13 12; 8 19 17 16; 10 9 8 3", None),
    ("by-hand", "11 13; 19 17", "no-padding"),
    ("by-hand", "3 7 9 12; 10 10 13 8; 16 20 19 9; 11 7 5 2", "flipped"),
    ("by-hand", "4 5 9 6; 6 6 18 9; 6 15 15 8; 12 19 11 9", "transposed-kernel"),
    ("by-hand", "1 3 4 10; 5 10 12 11; 7 18 16 15; 9 8 7 2", "no-bias"),
    ("by-hand", "2 5; 8 17", "wrong-stride"),
    ("by-hand", "7 9 10 20; 9 11 13 15; 18 19 17 19; 26 21 15 10", "replicate"),
    ("by-hand", "6 8 13 21; 12 11 13 12; 13 19 17 18; 17 13 13 6", "reflect"),
    ("by-hand", "21 16 14 21; 9 11 13 13; 13 19 17 16; 17 13 12 7", "circular"),
    ("channels-56", "56 72; 104 120", None),
    ("channels-56", "28 36; 52 60", "averaged"),
    ("channels-56", "28 44; 76 92", "flipped"),
    ("channels-56", "19 25; 37 43 | 37 47; 67 77", "channels-apart"),
    ("channels-56", "37 47; 67 77", "one-channel"),
    ("edge", "0 -1 0 0; 0 -1 0 0; 0 -1 0 0; 0 -1 0 0", "flipped"),
    ("max-pool", "1 2 2; 1 1 3; 0 1 3", "wrong-stride"),
    ("max-pool", "0.75 5/4; 0 1.5", "average-for-max"),
    ("avg-pool", "4 5; 7 8", "max-for-average"),
]
NUMBERS: list[tuple[str, What, str, bool, set[str]]] = [
    ("output-size", "size", "4", True, set()),
    ("output-size", "size", "4×4", True, set()),
    ("output-size", "size", "5", False, {"no-floor"}),
    ("output-size", "size", "3", False, {"size-no-padding", "no-one"}),
    ("output-size", "size", "8", False, {"no-stride"}),
    ("cost-32", "params", "9", True, set()),
    ("cost-32", "params", "10", False, {"bias-counted"}),
    ("cost-32", "params", "262144", False, {"dense"}),
    ("cost-32", "macs", "2304", True, set()),
    ("cost-32", "macs", "9,216", False, {"count-no-stride"}),
    ("cost-32", "macs", "2025", False, {"count-no-padding"}),
    ("cost-32", "macs", "2601", False, {"count-ceil"}),
    ("cost-32", "macs", "2209", False, {"real-only"}),
    ("cost-32", "macs", "4608", False, {"flops-for-macs"}),
    ("cost-32", "flops", "4608", True, set()),
    ("cost-32", "flops", "4352", True, {"exact-flops"}),
    ("cost-32", "flops", "2304", True, {"macs-for-flops"}),
    ("cost-100", "flops", "1024000000", True, {"macs-for-flops"}),
    ("cost-100", "params", "250100", True, set()),
    ("cost-100", "params", "250000", False, {"bias-forgotten"}),
    ("cost-100", "params", "260000", False, {"bias-per-pair"}),
    ("cost-100", "params", "2600", False, {"no-inputs"}),
]


@pytest.mark.parametrize(("name", "answer", "slip"), MATRICES)
def test_matrices(name: str, answer: str, slip: str | None) -> None:
    found = verdict(name, "matrix", answer)
    assert (found.right, found.slips) == (slip is None, (slip,) if slip else ())


@pytest.mark.parametrize(("name", "what", "answer", "right", "slips"), NUMBERS)
def test_numbers(name: str, what: What, answer: str, right: bool, slips: set[str]) -> None:
    found = verdict(name, what, answer)
    if "bias-per-pair" in slips or "no-inputs" in slips:
        assert slips <= set(found.slips)
    else:
        assert set(found.slips) == slips
    assert found.right is right


def test_sentences_hold_the_numbers() -> None:
    assert verdict("output-size", "size", "5").english == (
        "You have 5: 3.5 was rounded up; it is rounded down."
    )
    assert verdict("output-size", "size", "5").chinese.startswith("你得到 5：3.5 被向上取整")
    assert "2,048,000,000" in verdict("cost-100", "flops", "1024000000").english
    assert "stride 2; the stride is 1" in verdict("by-hand", "matrix", "2 5; 8 17").english


def test_two_mistakes_at_once() -> None:
    found = verdict("by-hand", "matrix", "10 12; 18 16")
    assert set(found.slips) == {"no-padding", "no-bias"}
    assert "padding" in found.english and "bias" in found.english


def test_an_unknown_mistake_is_placed() -> None:
    found = verdict("by-hand", "matrix", "2 4 5 11; 6 11 13 12; 8 19 17 16; 10 9 8 4")
    assert (found.right, found.slips, found.wrong) == (False, (), ((0, 3, 3),))
    assert "row 4, column 4" in found.english and "第 4 行第 4 列" in found.chinese
    assert "4×4; yours is 1×2" in verdict("by-hand", "matrix", "1 2").english
    assert verdict("cost-32", "macs", "7").english == "Not 7: it is 2,304."


def test_a_mistake_that_changes_nothing_is_none() -> None:
    same = PlayState("1 2; 3 4", layers=(LayerState(kernel="1 1; 1 1"),))
    assert judge(same, "matrix", "10").right
    assert judge(same, "matrix", "11").slips == ()


def test_it_is_judged_by_the_state_at_hand() -> None:
    other = PlayState(DEFAULT.input, layers=(LayerState(kernel="1 2; 3 4", padding="1"),))
    answer = lab_of(PlayState(DEFAULT.input, layers=(LayerState(kernel="1 2; 3 4"),)))
    rows = answer.passes[0].output
    text = "; ".join(" ".join(rows.texts[i : i + 3]) for i in range(0, 9, 3))
    assert judge(other, "matrix", text).slips == ("no-padding",)


@pytest.mark.parametrize(
    ("what", "answer", "layer", "message"),
    [("matrix", "1 x", 0, "row 1, column 2 of the answer is no number"), ("matrix", "", 0, "empty"),
     ("size", "four", 0, "the answer is a size"), ("size", "4x4x4", 0, "the answer is a size"),
     ("params", "many", 0, "the answer is a whole number"), ("macs", "1", 3, "there are 1 layers")],
)  # fmt: skip
def test_answers_that_cannot_be_read(what: What, answer: str, layer: int, message: str) -> None:
    with pytest.raises(AskError, match=message):
        judge(DEFAULT, what, answer, layer)


def test_every_slip_speaks_both_languages() -> None:
    for name, slip in SLIPS.items():
        assert slip.name == name
        assert re.search("[一-鿿]", slip.chinese) and slip.english.endswith((".", "."))
        places = re.findall(r"{(\w+)", slip.english)
        assert sorted(set(places)) == sorted(set(re.findall(r"{(\w+)", slip.chinese))), name


@pytest.mark.parametrize(("answer", "told"), [("3.5", "never rounded up"), ("four", "is a size")])
def test_an_answer_that_is_no_size_is_not_told_the_right_one(answer: str, told: str) -> None:
    with pytest.raises(AskError, match=told) as refused:
        verdict("output-size", "size", answer)
    assert "4" not in str(refused.value)
