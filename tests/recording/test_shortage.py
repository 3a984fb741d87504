"""Memory that was too small: read from torch's own words, and told where a run failed."""

import re
from math import prod

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from cutaway.errors import RunError
from cutaway.recording.budget import free_memory
from cutaway.recording.door import record
from cutaway.recording.shortage import ANY, Shortage, shortage_of

GIB, MIB = 2**30, 2**20
FEATURES = 4 * 598 * 598


class Squared(nn.Module):
    """All products of two features: a matrix of 4·598·598 rows and columns."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        rows = self.conv(x).flatten(1)
        return (rows.unsqueeze(2) @ rows.unsqueeze(1)).sum((1, 2))


class Elsewhere(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        y = x.relu()
        return y + torch.from_numpy(np.ones((10**7, 10**7)))


def failed(network: nn.Module, x: Tensor) -> RunError:
    with pytest.raises(RunError) as caught:
        record(network, x)
    return caught.value


def test_a_call_that_found_no_room() -> None:
    error = failed(Squared(), torch.ones(1, 3, 600, 600))
    wanted = 4 * FEATURES**2
    found = re.fullmatch(
        r"matmul \(test_shortage\.py:\d+\) failed: a tensor of ([\d.,]+) GiB does not fit into the "
        r"([\d.,]+) GiB of memory that are free; give a smaller input; `summary` gives its table "
        "and computes nothing",
        str(error),
    )
    assert found, error
    told, free = (float(number.replace(",", "")) * GIB for number in found.groups())
    assert told == pytest.approx(wanted, rel=1e-4)
    assert free == pytest.approx(free_memory(), rel=0.5), "others use the machine too"
    facts = error.facts
    assert (facts["wanted"], facts["memory"], facts["step"]) == (wanted, "memory", "matmul")
    assert facts["free"] == pytest.approx(free, rel=0.01)


def test_the_steps_before_it_are_there() -> None:
    partial = failed(Squared(), torch.ones(1, 3, 600, 600)).partial
    names = [step.name for step in partial.steps]  # type: ignore[attr-defined]
    assert names == ["input", "conv", "flatten", "unsqueeze", "unsqueeze#2"]


def test_nothing_is_advised_that_needs_as_much() -> None:
    """Without a batch axis there is no room either; on shapes, a batch of one would run."""
    error = failed(Squared(), torch.ones(3, 600, 600))
    assert "does not fit into" in str(error)
    assert "these fit" not in str(error)


def test_what_failed_in_no_call_of_torch() -> None:
    error = failed(Elsewhere(), torch.ones(1, 2))
    assert re.match(
        r"the network failed after relu \([a-z_.]+:\d+\): an array of 10000000×10000000 "
        r"does not fit into the [\d.,]+ .iB of memory that are free; give a smaller input; ",
        str(error),
    )
    assert (error.facts["after"], error.facts["array"]) == ("relu", "10000000×10000000")
    assert "wanted" not in error.facts


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "CUDA out of memory. Tried to allocate 3.50 GiB. GPU 1 has a total capacity of 10.00 "
            "GiB of which 1.25 GiB is free. Including non-PyTorch memory, this process has 8.75 "
            "GiB memory in use. Of the allocated memory 8.00 GiB is allocated by PyTorch",
            Shortage(round(3.5 * GIB), free=round(1.25 * GIB), memory="GPU 1"),
        ),
        (
            "HIP out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 8.00 "
            "GiB of which 0 bytes is free.",
            Shortage(20 * MIB, free=0, memory="GPU 0"),
        ),
        (
            "MPS backend out of memory (MPS allocated: 9.50 GiB, other allocations: 17.00 GiB, max "
            "allowed: 27.00 GiB). Tried to allocate 768.00 MiB on private pool.",
            Shortage(768 * MIB, memory="MPS"),
        ),
        ("CUDA error: out of memory", Shortage(memory="CUDA")),
    ],
)
def test_what_a_device_says(words: str, expected: Shortage) -> None:
    assert shortage_of(torch.OutOfMemoryError(words)) == expected


@pytest.mark.parametrize(
    ("shortage", "told"),
    [
        (
            Shortage(3 * GIB + GIB // 2, free=GIB, memory="GPU 1"),
            "a tensor of 3.5 GiB does not fit into the 1.0 GiB of the memory of GPU 1 that are "
            "free",
        ),
        (
            Shortage(20 * MIB, free=0, memory="GPU 0"),
            "a tensor of 20.0 MiB does not fit into the 0.0 MiB of the memory of GPU 0 that are "
            "free",
        ),
        (
            Shortage(20 * MIB, free=2 * GIB, memory="GPU 0"),
            "a tensor of 20.0 MiB found no room, though 2.0 GiB of the memory of GPU 0 are free",
        ),
        (Shortage(GIB, memory="MPS"), "a tensor of 1.0 GiB does not fit into the memory of MPS"),
        (Shortage(memory="CUDA"), "what it asks for does not fit into the memory of CUDA"),
        (Shortage(sizes="3×4", memory=ANY), "an array of 3×4 is larger than any memory"),
    ],
)
def test_it_is_told(shortage: Shortage, told: str) -> None:
    assert shortage.told == told


@pytest.mark.parametrize(
    "words", ["mat1 and mat2 shapes cannot be multiplied", "it ran out of memory"]
)
def test_another_error_is_none_of_it(words: str) -> None:
    assert shortage_of(RuntimeError(words)) is None


def test_the_sizes_are_those_that_numpy_was_asked_for() -> None:
    with pytest.raises(MemoryError) as caught:
        np.ones((10**6, 10**7, 3))
    found = shortage_of(caught.value)
    assert found is not None
    assert prod(map(int, found.sizes.split("×"))) == 3 * 10**13
