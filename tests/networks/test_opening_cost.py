"""Opening a network of the zoo up to its summary takes no memory for weights."""

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

import cutaway
from cutaway.networks import zoo


class Memory(TorchDispatchMode):
    """Adds up the memory of all tensors that torch makes and that have numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.bytes = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        made = func(*args, **(kwargs or {}))
        for tensor in made if isinstance(made, tuple | list) else (made,):
            if isinstance(tensor, torch.Tensor) and not tensor.is_meta:
                self.bytes += tensor.untyped_storage().nbytes()
        return made


@pytest.mark.parametrize("name", zoo.NAMES)
def test_no_weight_has_memory_until_a_number_is_needed(name: str) -> None:
    with Memory() as taken:
        found = cutaway.network(name)
        table = cutaway.summary(found)
        assert len(table.steps) > 1 and table.totals.weight_bytes > 0
    assert taken.bytes == 0


def test_its_memory_is_seen_once_a_number_is_needed() -> None:
    with Memory() as taken:
        found = cutaway.network("lenet-5")
        weights = sum(tensor.nbytes for tensor in found.module.parameters())
    assert taken.bytes >= weights == cutaway.summary(found).totals.weight_bytes > 0
