"""What torch and numpy say where memory runs out, made one line: what was needed, what to do."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from cutaway.errors import BudgetError
from cutaway.networks.recipe import Recipe
from cutaway.networks.shortage import ran_out
from cutaway.recording.budget import free_memory


def raised(make: object, *arguments: object) -> BaseException:
    assert callable(make)
    try:
        make(*arguments)
    except (RuntimeError, MemoryError) as error:
        return error
    raise AssertionError("there was memory for it")


def test_a_tensor_of_torch() -> None:
    said = str(ran_out(raised(nn.Linear, 10**7, 10**7)))
    found = re.fullmatch(
        r"a tensor of 372,529\.0 GiB does not fit into the ([\d.,]+) GiB of memory that are free; "
        r"make the network smaller; for its table alone, make it under torch\.device\('meta'\), "
        "where no weight takes memory",
        said,
    )
    assert found, said
    told = float(found[1].replace(",", "")) * 2**30
    assert told == pytest.approx(free_memory(), rel=0.5), "others use the machine too"


def test_an_array_of_numpy() -> None:
    said = str(ran_out(raised(np.ones, (10**7, 10**7))))
    assert said.startswith("an array of 10000000×10000000 does not fit into the ")
    assert said.endswith("of memory that are free; make the network smaller")


def test_what_says_no_size() -> None:
    assert str(ran_out(MemoryError())).startswith("what it asks for does not fit into the ")


def test_sizes_that_torch_cannot_count() -> None:
    said = str(ran_out(raised(torch.empty, 2**40, 2**40)))
    assert said == (
        "an array of 1099511627776×1099511627776 is larger than any memory; make the network "
        "smaller"
    )


def test_another_error_is_none_of_it() -> None:
    assert ran_out(raised(nn.Linear(2, 3), torch.ones(1, 5))) is None


def test_weights_of_a_recipe_are_weighed_before_they_are_made() -> None:
    filled: list[nn.Module] = []
    recipe = Recipe(lambda: nn.Linear(10**7, 10**7), filled.append)
    with pytest.raises(
        BudgetError, match=r"the weights need 372,529\.1 GiB; at most .* GiB \(half"
    ):
        recipe.module()
    assert not filled


def test_its_advice_holds() -> None:
    from cutaway import summary

    with torch.device("meta"):
        module = nn.Linear(10**7, 10**7)
    assert summary(module, (1, 10**7)).totals.params == 10**14 + 10**7
