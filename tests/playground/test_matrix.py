"""Matrices as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.errors import AskError
from cutaway.playground.grid import Grid
from cutaway.playground.matrix import matrix_text, read_matrix, shape_of
from cutaway.playground.numerals import number_of, plain, whole_of
from cutaway.playground.reason import refuse

TWO = ((1, 2, 2), (1.0, 2.0, 3.0, 4.0))


@pytest.mark.parametrize(
    "text",
    [
        "1 2; 3 4", "1 2;3 4;", "1,2\n3,4", "1\t2\r\n3\t4\r\n", "1, 2\n3, 4\n", "[[1, 2], [3, 4]]",
        "[[1. 2.]\n [3. 4.]]", "１ ２；３ ４", "１，２；３，４", "一 二; 三 四", "1、2；3、4",
        "+1 2.0; 3e0 4",
        "  1   2 \n3 4 \n\n", "[1, 2],\n[3, 4]",
    ],
)  # fmt: skip
def test_ways_to_write_one_matrix(text: str) -> None:
    found, problems = read_matrix(text)
    assert (found.shape, found.values) == TWO
    assert problems == []


@pytest.mark.parametrize(
    "text", ["1 2; 3 4 | 5 6; 7 8", "1 2\n3 4\n\n5 6\n7 8", "[[[1,2],[3,4]],[[5,6],[7,8]]]",
             "1\t2\n3\t4\n \n\n5\t6\n7\t8", "1 2；3 4｜5 6；7 8"],
)  # fmt: skip
def test_several_planes(text: str) -> None:
    found, problems = read_matrix(text)
    assert (found.shape, problems) == ((2, 2, 2), [])
    assert found.values == tuple(map(float, range(1, 9)))


@pytest.mark.parametrize(
    ("text", "value"),
    [("1/3", 1 / 3), ("½", 0.5), ("１／４", 0.25), ("−2", -2), ("–1.5", -1.5), ("－３", -3),
     ("负二", -2),
     ("十", 10), ("十二", 12), ("二十", 20), ("三点五", 3.5), ("1e3", 1000), (".5", 0.5), ("2.", 2),
     ("-1/2", -0.5), ("〇", 0)],
)  # fmt: skip
def test_numbers(text: str, value: float) -> None:
    found = number_of(text)
    assert found is not None and found[0] == value


@pytest.mark.parametrize(
    "text", ["", "x", "1/0", "nan", "inf", "1e999", "--1", "1/2/3", "1e9999/3", "0x10", "1_000",
             "9" * 50, "1..2", "/", "-"],
)  # fmt: skip
def test_no_numbers(text: str) -> None:
    assert number_of(text) is None


def test_whole_numbers() -> None:
    assert whole_of("４") == 4
    assert whole_of("4/2") == 2
    assert whole_of("1.5") is None
    assert whole_of("1e300") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1 2; 3", "row 2 of the input has 1 number, the longest has 2"),
        ("1 2 3; 4 5 6; 7 x 9", "row 3, column 2 of the input is no number: 'x'"),
        ("1,2\n3,", "row 2 of the input has 1 number, the longest has 2"),
        ("1\t\t3", "row 1, column 2 of the input is empty"),
        ("1 2 | 3 four", "row 1, column 2 of plane 2 of the input is no number: 'four'"),
        ("1 2; 3 4 | 5 6", "plane 2 of the input has 1 row, another has 2"),
        ("  \n", "the input is empty"),
        ("1 2; three 4", "row 2, column 1 of the input is no number: 'three'"),
    ],
)
def test_what_is_wrong_is_found_by_row_and_column(text: str, message: str) -> None:
    _, problems = read_matrix(text)
    assert problems[0].reason.english.startswith(message)
    with pytest.raises(AskError, match="input"):
        refuse(problems)


def test_a_wrong_cell_counts_as_zero_and_is_named() -> None:
    found, problems = read_matrix("1 oops; 3")
    assert found.values == (1.0, 0.0, 3.0, 0.0)
    assert [problem.cell for problem in problems] == [(0, 0, 1), (0, 1, 1)]
    assert problems[0].found == "oops"


def test_shapes_stand_for_made_up_numbers() -> None:
    found, problems = read_matrix("3x4×5")
    assert (found.shape, problems, len(set(found.values)) > 3) == ((3, 4, 5), [], True)
    assert found == read_matrix("3x4x5")[0]
    assert shape_of("8", 1) is None
    assert shape_of("0x3", 2) is None
    assert shape_of("2x3x4x5", 2) == (6, 4, 5)
    large, _ = read_matrix("1000x1000")
    assert (large.shape, large.known) == ((1, 1000, 1000), False)


def test_along_one_axis_every_row_is_a_channel() -> None:
    assert read_matrix("1 2 3; 4 5 6", 1)[0].shape == (2, 3)
    assert read_matrix("1 2 3 | 4 5 6", 1)[0].shape == (2, 3)


def test_a_fraction_keeps_its_text() -> None:
    found, _ = read_matrix("1/3 ２; −1 0.50")
    assert found.texts == ("1/3", "2", "-1", "0.50")
    assert matrix_text(found) == "1/3 2; -1 0.50"


@given(st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.data())
def test_a_matrix_comes_back_from_its_text(p: int, h: int, w: int, data: st.DataObject) -> None:
    count = p * h * w
    numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)
    values = tuple(data.draw(st.lists(numbers, min_size=count, max_size=count)))
    text = matrix_text(Grid((p, h, w), values, tuple(map(repr, values))))
    found, problems = read_matrix(text)
    assert (found.shape, found.values, problems) == ((p, h, w), values, [])


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for axes in (1, 2):
        found, _ = read_matrix(text, axes)
        assert len(found.shape) == axes + 1 and found.size >= 1
    assert plain(plain(text)) == plain(text) or number_of(text) is None


def test_an_empty_first_cell_stays_a_cell_in_a_link() -> None:
    pasted, kept = read_matrix("1\t2\n\t3")[0], read_matrix("1\t2; \t3")[0]
    assert pasted == kept
    assert pasted.values == (1, 2, 0, 3)
