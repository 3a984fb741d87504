"""Every case as a network calls it: torch's own words lead to the operation, by shapes too."""

from typing import Any

import pytest
import torch
from torch import Tensor, nn

from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import Call
from cutaway.recording.recorder import record
from cutaway.recording.shapes import record_shapes
from tests.ops import contract
from tests.ops.test_contract import CASES

# Places of maxima that are recorded, never guessed: those of a sliding pool are explained.
SECOND = ("adaptive_max_pool2d", "max", "min")


class Calling(nn.Module):
    """A network that is one call."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.call = call

    def forward(self, given: dict[str, Any]) -> tuple[Tensor, ...]:
        return contract.run(self.call, given)


# In the precision that it has already, a tensor is only handed on: there is no step.
CALLED = [case for case in CASES if case.values[0].name not in ("double", "to", "type_as")]  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("case", CALLED)
def test_the_call_is_known(case: Call) -> None:
    given = contract.tensors_of(case, torch.Generator().manual_seed(3))
    try:
        expected = contract.run(case, given)
    except (RuntimeError, ValueError, IndexError):
        return  # refused, as the contract says
    recording = record(Calling(case), given)
    made = recording.steps[-len(expected) :]
    assert [step.shape for step in made] == [tuple(tensor.shape) for tensor in expected]
    unknown = [step.name for step in made if isinstance(step.operation, Opaque)]
    assert len(unknown) == (len(expected) > 1 and case.name in SECOND), f"{unknown} stayed opaque"
    shapes = record_shapes(Calling(case), given).steps[-len(expected) :]
    assert [(s.call, s.shape, s.dtype) for s in shapes] == [
        (s.call, s.shape, s.dtype) for s in made
    ]
