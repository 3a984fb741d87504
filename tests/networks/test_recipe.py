"""A module is made in two steps, cheaply: its shapes, then memory and numbers for them."""

import subprocess
import sys

import torch
from torch import nn

from cutaway.networks.recipe import Recipe

FIRST_RUN = """
import sys
from cutaway.protocol.house import House
run = House().run("tiny-vgg", "")
assert len(run.recording.steps) == 13
print(sorted({name.partition(".")[0] for name in sys.modules} & {"sympy", "torch"}))
"""


class Tied(nn.Module):
    """Two layers with one weight, and a norm with its buffers."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Linear(3, 3), nn.Linear(3, 3)
        self.second.weight = self.first.weight
        self.norm = nn.BatchNorm1d(3)


def test_every_number_has_memory_and_tied_weights_stay_tied() -> None:
    def fill(module: nn.Module) -> None:
        for tensor in (*module.parameters(), *module.buffers()):
            tensor.fill_(2)

    module = Recipe(Tied, fill).module()
    assert isinstance(module, Tied)
    assert module.first.weight is module.second.weight
    tensors = {**dict(module.named_parameters()), **dict(module.named_buffers())}
    assert tensors.keys() == {*dict(Tied().named_parameters()), *dict(Tied().named_buffers())}
    for name, tensor in tensors.items():
        assert (tensor.device.type, tensor.requires_grad) == ("cpu", False), name
        assert torch.all(tensor == 2)
    assert module.norm.num_batches_tracked.dtype == torch.int64
    assert not module.training


def test_the_first_run_of_a_fresh_server_imports_no_sympy() -> None:
    """Torch's meta kernels import it at their first call: half a second before the first map."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_RUN], capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "['torch']"
