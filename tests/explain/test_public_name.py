"""`cutaway.explain` is called, whatever was imported before it."""

import subprocess
import sys

import pytest

CALL = """
import torch
{first}
import cutaway
recording = cutaway.record(torch.nn.ReLU(), torch.ones(1, 2))
{second}
print(cutaway.explain(recording, "relu", (0, 1), strict=True).value)
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", ""),
        ("from cutaway.explain.summary import summary", ""),
        ("", "cutaway.summary(torch.nn.ReLU(), (1, 2))"),
        ("", "cutaway.explain; from cutaway.explain.channels import channel_sums"),
    ],
)
def test_it_can_be_called(first: str, second: str) -> None:
    program = CALL.format(first=first, second=second)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "1.0\n", done.stderr
