"""What forward takes, said where it is given something else: to record and to summary alike."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn

import cutaway
from cutaway.errors import CutawayError, RunError
from cutaway.recording.forward import Forward, forward_of


class Two(nn.Module):
    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return x + y


class Scaled(nn.Module):
    def forward(self, x: Tensor, scale: float = 2.0) -> Tensor:
        return x * scale


class Masked(nn.Module):
    def forward(self, x: Tensor, *, mask: Tensor) -> Tensor:
        return x * mask


class Fixed(nn.Module):
    def forward(self) -> Tensor:
        return torch.ones(2)


class Summed(nn.Module):
    def forward(self, first: Tensor, *others: Tensor) -> Tensor:
        return sum(others, start=first)


class Wrong(nn.Module):
    """Fails of itself, though it is given what it takes."""

    def forward(self, x: Tensor) -> Tensor:
        return x.relu() + None  # type: ignore[operator]  # what is tested


X = torch.ones(1, 3)
ORDER = "give each after the module, in this order: (module, x, y)"


@pytest.mark.parametrize("run", [cutaway.record, cutaway.summary])
@pytest.mark.parametrize(
    ("module", "inputs", "said"),
    [
        (Two(), (X,), f"Two: forward takes 2 inputs (x, y), and got 1 ([1, 3]); {ORDER}"),
        (Two(), ([X, X],), f"Two: forward takes 2 inputs (x, y), and got 1 (list of 2); {ORDER}"),
        (
            Two(),
            (X, X, X, 5),
            "Two: forward takes 2 inputs (x, y), and got 4 ([1, 3], [1, 3], [1, 3], int); "
            "leave out 2",
        ),
        (
            Scaled(),
            (X, 1.0, 2.0),
            "Scaled: forward takes 1 to 2 inputs (x, scale), and got 3 ([1, 3], float, float); "
            "leave out 1",
        ),
        (
            Masked(),
            (X,),
            "Masked: forward takes mask by name alone, and inputs are given in their order; give "
            "it a default, or move it before the *",
        ),
        (
            Fixed(),
            (X,),
            "Fixed: forward takes no input, and numbers are followed from one; give it the tensor "
            "that it works on",
        ),
    ],
)
def test_other_inputs_than_forward_takes(
    run: Callable[..., Any], module: nn.Module, inputs: tuple[object, ...], said: str
) -> None:
    with pytest.raises(CutawayError) as caught:
        run(module, *inputs)
    assert str(caught.value) == said
    assert "forward" not in vars(module), "the module is left as it was"


@pytest.mark.parametrize("run", [cutaway.record, cutaway.summary])
def test_a_failure_of_its_own_stays_one(run: Callable[..., Any]) -> None:
    with pytest.raises(RunError, match="failed after relu"):
        run(Wrong(), X)


@pytest.mark.parametrize("run", [cutaway.record, cutaway.summary])
def test_what_it_takes_runs(run: Callable[..., Any]) -> None:
    for module, inputs in ((Two(), (X, X)), (Scaled(), (X,)), (Summed(), (X, X, X))):
        assert run(module, *inputs).steps


def test_the_names_of_a_forward() -> None:
    assert forward_of(Scaled()) == Forward(("x",), ("scale",))
    assert forward_of(Masked()) == Forward(("x",), named=("mask",))
    assert forward_of(Summed()).told == "forward takes 1 input (first, …)"
    assert [Forward(("x",), ("y",)).takes(count) for count in range(4)] == [
        False,
        True,
        True,
        False,
    ]
    assert Forward((), endless=True).takes(7)
