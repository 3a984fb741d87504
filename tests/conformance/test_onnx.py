"""Cutaway's explanations give the numbers that ONNX's own cases ask for."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch

from tests.conformance.cases import OPERATORS, Case, cases
from tests.conformance.outcome import outcome
from tests.conformance.table import DOCUMENT, document, row, rows

WRITTEN = DOCUMENT.read_text("utf-8")
ROWS = {each.name: each for each in rows(WRITTEN)}


@pytest.fixture(scope="module")
def known() -> Iterator[dict[str, Case]]:
    """ONNX's cases, collected when the first test of a process asks for them."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("onnx")
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield cases()
    torch.set_num_threads(threads)


# The page names the cases, so that finding tests costs nothing; another test compares the names.
@pytest.mark.parametrize("name", ROWS)
def test_every_number_of_a_case(name: str, known: dict[str, Case]) -> None:
    found = outcome(known[name])
    assert found.faults == ()
    assert found.numbers > 0
    assert row(known[name], found) == ROWS[name]


def test_the_page_names_every_case(known: dict[str, Case]) -> None:
    assert list(ROWS) == list(known)
    assert {case.operator for case in known.values()} == set(OPERATORS)


def test_the_page_is_what_its_rows_say() -> None:
    assert document(list(ROWS.values())) == WRITTEN


def test_enough_of_the_numbers_are_not_zero(known: dict[str, Case]) -> None:
    numbers = [tensor for case in known.values() for tensor in case.expected]
    whole = sum(tensor.numel() for tensor in numbers)
    assert sum(int(tensor.count_nonzero()) for tensor in numbers) > 0.4 * whole


@pytest.mark.parametrize("name", ["basic_conv_with_padding", "maxpool_2d_pads", "concat_2d_axis_0"])
def test_a_wrong_number_is_seen(name: str, known: dict[str, Case]) -> None:
    case = known[name]
    wrong = case.expected[0].clone()
    wrong.view(-1)[-1] += 0.01 * wrong.abs().max()
    assert len(outcome(replace(case, expected=(wrong,))).faults) == 1


def test_a_wrong_shape_is_seen(known: dict[str, Case]) -> None:
    case = known["flatten_axis1"]
    found = outcome(replace(case, expected=(case.expected[0].t(),)))
    assert found.faults == ("flatten is (2, 60), not (60, 2)",)
