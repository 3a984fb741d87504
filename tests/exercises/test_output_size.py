"""Questions about output sizes: answerable, the same for a seed, graded by the slip made."""

import pytest

from cutaway.errors import ShapeError
from cutaway.exercises.output_size import Question, grade, question


@pytest.mark.parametrize("seed", range(30))
def test_a_question_is_answered_by_its_own_answer(seed: int) -> None:
    asked = question(seed)
    span = asked.length + 2 * asked.padding - asked.dilation * (asked.size - 1) - 1
    expected = span // asked.stride + 1
    found = grade(asked, expected)
    assert (found.right, found.expected, found.mistake) == (True, expected, "")
    assert found.worked.endswith(f"= {expected}")
    assert not grade(asked, expected + 1).right
    assert question(seed) == asked


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [(4, ""), (5, "no-floor"), (3, "no-padding"), (9, "")],
)
def test_the_lectures_question(answer: int, mistake: str) -> None:
    found = grade(Question(10, 5, 2, 1, 1), answer)
    assert (found.right, found.mistake) == (answer == 4, mistake)
    assert found.worked == "⌊(10 + 2·1 − 5) / 2⌋ + 1 = ⌊7 / 2⌋ + 1 = 4"


def test_a_question_without_an_answer() -> None:
    with pytest.raises(ShapeError, match="a window reaching 5 does not fit in 3"):
        grade(Question(3, 5, 1, 0, 1), 1)
