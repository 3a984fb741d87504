"""Every operation, every case of its own, one contract."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import pytest

from cutaway.arithmetic.box import Index, Span
from cutaway.arithmetic.term import Term
from cutaway.ops import FAMILIES, adaptive_pool, conv, max_pool
from cutaway.ops.activation import CURVES
from cutaway.ops.geometry import padding_of
from cutaway.ops.operation import Call, Operation, builder_of, known_calls
from cutaway.ops.ref import Read, Ref
from tests.ops import contract

contract.IDENTITY |= set(CURVES)
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


@dataclass(frozen=True)
class ZeroPaddedMax(max_pool.MaxPool):
    """A mutant: padding counts as 0 in a max pool."""

    def explain(self, out: Index, read: Read) -> Term:
        return super().explain(out, lambda ref, taps, fill=0.0: read(ref, taps, 0.0))


@dataclass(frozen=True)
class Flipped(conv.Conv):
    """A mutant: the kernel is flipped, as in the mathematicians' convolution."""

    def explain(self, out: Index, read: Read) -> Term:
        def flipped(ref: Ref, taps: tuple[range, ...], fill: float = 0.0):  # type: ignore[no-untyped-def]
            block = read(ref, taps, fill)
            if ref == self.weight:
                block = replace(block, values=block.values[::-1])
            return block

        return super().explain(out, flipped)


def _mutant_max(input: Ref, **options: object) -> Operation:
    made = max_pool.max_pool2d(input, **options)  # type: ignore[arg-type]
    assert isinstance(made, max_pool.MaxPool)
    return ZeroPaddedMax(made.input, made.windows)


def _mutant_flipped(**arguments: object) -> Operation:
    made = conv.conv(**arguments)  # type: ignore[arg-type]
    assert made is not None
    return Flipped(made.input, made.weight, made.bias, made.windows, made.groups)


def _mutant_same(**arguments: object) -> Operation:
    made = conv.conv(**arguments)  # type: ignore[arg-type]
    assert made is not None
    swapped = tuple(replace(w, before=w.after, after=w.before) for w in made.windows)
    return replace(made, windows=swapped)


IMAGE = {"input": (1, 2, 6, 6)}
KERNEL = {"input": (1, 2, 6, 6), "weight": (3, 2, 2, 2)}
MUTANTS: list[tuple[str, Call, Callable[..., Operation]]] = [
    (
        "padding counted as 0 in a max pool",
        Call("max_pool2d", IMAGE, {"kernel_size": 3, "padding": 1}),
        _mutant_max,
    ),
    ("flipped kernel", Call("conv2d", KERNEL), _mutant_flipped),
    ("same on the wrong side", Call("conv2d", KERNEL, {"padding": "same"}), _mutant_same),
]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(("case", "mutant"), [m[1:] for m in MUTANTS], ids=[m[0] for m in MUTANTS])
def test_the_contract_kills_mutants(case: Call, mutant: Callable[..., Operation]) -> None:
    honest = builder_of(case.name)
    assert honest is not None
    contract.check(case, honest)
    with pytest.raises(AssertionError):
        contract.check(case, mutant)


def test_the_contract_kills_wrong_adaptive_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Call("adaptive_avg_pool2d", {"input": (1, 2, 7, 5)}, {"output_size": (3, 2)})
    honest = adaptive_pool.bounds

    def wrong(outputs: Span, length: int, size: int) -> Span:
        right = honest(outputs, length, size)
        return Span(right.start, outputs.stop * length // size)

    contract.check(case, adaptive_pool.adaptive_avg_pool2d)
    monkeypatch.setattr(adaptive_pool, "bounds", wrong)
    with pytest.raises(AssertionError):
        contract.check(case, adaptive_pool.adaptive_avg_pool2d)


def test_same_padding_puts_the_odd_position_behind() -> None:
    assert padding_of("same", (2, 3), (1, 1), (1, 2)) == ((0, 1), (2, 2))
