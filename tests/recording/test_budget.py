"""A run that keeps too much ends with a clear error, and leaves the model as it was."""

import pytest
import torch
from torch import nn

from cutaway import record
from cutaway.errors import BudgetError

FLOATS = 8 * 32 * 32  # of one map of eight channels


def chain() -> nn.Sequential:
    return nn.Sequential(*(nn.Conv2d(8, 8, 1) for _ in range(6)))


def test_a_run_ends_where_it_keeps_more_than_it_may() -> None:
    net, x = chain(), torch.ones(1, 8, 32, 32)
    four = 4 * 4 * FLOATS  # the input and three outputs
    with pytest.raises(BudgetError, match=r"after 5 steps .* most_bytes") as refused:
        record(net, x, most_bytes=four)
    assert (refused.value.facts["wanted"], refused.value.facts["allowed"]) == (
        four + 4 * FLOATS,
        four,
    )
    assert "forward" not in net[0].__dict__
    assert len(record(net, x, most_bytes=7 * 4 * FLOATS).steps) == 7


def test_views_take_no_memory_of_their_own() -> None:
    class Views(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return x.flatten(1).view(8, -1).T

    assert len(record(Views(), torch.ones(1, 8, 32, 32), most_bytes=4 * FLOATS).steps) == 4
