"""How large is the output? Input 10×10, kernel 5×5, padding 1, stride 2."""

import pytest

import cutaway
from cutaway.arithmetic.window import Window
from cutaway.exercises.output_size import Question, grade
from cutaway.playground.size import size_of
from tests.lecture.lesson import conv

ASKED = Question(length=10, size=5, stride=2, padding=1, dilation=1)


def test_the_answer_is_4_by_4() -> None:
    layer = conv([[1] * 5] * 5, padding=1, stride=2)
    assert cutaway.summary(layer, (1, 1, 10, 10)).steps[-1].shape == (1, 1, 4, 4)


def test_the_arithmetic() -> None:
    assert grade(ASKED, 4).right
    assert grade(ASKED, 4).worked == "⌊(10 + 2·1 − 5) / 2⌋ + 1 = ⌊7 / 2⌋ + 1 = 4"


def test_rounding_up_gives_5() -> None:
    assert grade(ASKED, 5).mistake == "no-floor"


def test_forgetting_the_padding_gives_3() -> None:
    assert size_of(10, Window(5, stride=2)).outputs == 3
    assert grade(ASKED, 3).mistake == "no-padding"


def test_forgetting_the_plus_one_gives_3_too() -> None:
    found = size_of(10, Window(5, stride=2, before=1, after=1))
    assert found.room // found.stride == 3


def test_forgetting_the_stride_gives_8() -> None:
    assert size_of(10, Window(5, before=1, after=1)).outputs == 8
    assert not grade(ASKED, 8).right


def test_padding_on_one_side_only_happens_to_be_right() -> None:
    assert size_of(10, Window(5, stride=2, before=1)).outputs == 4


def test_the_last_padded_row_is_never_read() -> None:
    found = size_of(10, Window(5, stride=2, before=1, after=1))
    assert found.remainder == 1
    last = 3 * 2 - 1 + 4  # the last output's last tap, of positions −1 … 10
    assert last == 9


@pytest.mark.parametrize(
    ("picture", "kernel", "stride", "padding", "size"),
    [(32, 3, 2, 1, 16), (224, 7, 2, 3, 112), (28, 3, 1, 1, 28), (4, 3, 1, 1, 4)],
)
def test_other_layers_of_the_lecture(
    picture: int, kernel: int, stride: int, padding: int, size: int
) -> None:
    layer = conv([[1] * kernel] * kernel, stride=stride, padding=padding)
    assert cutaway.summary(layer, (1, 1, picture, picture)).steps[-1].shape[2:] == (size, size)
