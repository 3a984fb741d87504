"""What a summary does not do: no kernel of torch's runs, no weight takes memory."""

import pytest
import torch
from benchmarks.nets import INPUT, network
from torch.utils._python_dispatch import TorchDispatchMode

from cutaway.explain.summary import summary

# They make a tensor without numbers; neither looks at another's.
HANDLES = {"aten::empty", "aten::detach"}


class Seen(TorchDispatchMode):
    """Notes every kernel that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        self.names.add(func._schema.name)
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("name", ["VGG-16", "ResNet-50", "ConvNeXt-base", "MobileNetV2"])
def test_no_kernel_runs(name: str) -> None:
    with torch.device("meta"):
        module = network(name)
    with Seen() as seen:
        found = summary(module, INPUT)
    assert seen.names <= HANDLES
    assert found.totals.complete
    assert len(found.steps) > 40


def test_it_sees_a_kernel_that_runs() -> None:
    with Seen() as seen:
        torch.relu(torch.empty(2, device="meta"))
    assert not seen.names <= HANDLES
