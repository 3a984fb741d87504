"""Every operation, every case of its own, one contract."""

from random import Random

import pytest

from cutaway.ops import FAMILIES
from cutaway.ops.activation import CURVES, SPELT
from cutaway.ops.geometry import padding_of
from cutaway.ops.operation import Call, builder_of, known_calls
from tests.ops import contract

contract.IDENTITY |= {*CURVES, *SPELT.values()}
# Their outputs are zeros for the most part, by what they are.
SPARSE = ("relu", "threshold", "hardshrink", "softshrink", "relu6", "max_unpool2d", "max_unpool3d")
CASES = [
    pytest.param(case, id=f"{family.__name__.rpartition('.')[2]}-{number}-{case.name}")
    for family in FAMILIES
    for number, case in enumerate(family.cases(Random(4)))
]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("case", CASES)
def test_contract(case: Call) -> None:
    builder = builder_of(case.name)
    assert builder is not None, f"no operation reads {case.name}"
    compared = contract.check(case, builder)
    if not compared.refused:
        assert compared.values > 0
        shrinks = case.name in SPARSE
        assert compared.nonzero >= (0.2 if shrinks else 0.4) * compared.values


def test_every_call_has_a_case() -> None:
    tried = {case.values[0].name for case in CASES}  # type: ignore[attr-defined]
    spoken = {builder_of(name) for name in tried}
    silent = [name for name in known_calls() if builder_of(name) not in spoken]
    assert not silent, f"no case for {silent}"


def test_cases_are_refused_and_accepted() -> None:
    refused = sum(
        contract.refuses(case.values[0], builder_of(case.values[0].name))  # type: ignore
        for case in CASES
    )
    assert 0.08 * len(CASES) < refused < 0.3 * len(CASES)


def test_same_padding_puts_the_odd_position_behind() -> None:
    assert padding_of("same", (2, 3), (1, 1), (1, 2)) == ((0, 1), (2, 2))
