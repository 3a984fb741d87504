"""A network that fails half way: what there is, the user's own line, and the arithmetic of why."""

from pathlib import Path

import pytest

from tests.cli.conftest import Cutaway

NET = """import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 4)
        self.fc = nn.Linear(576, 10)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        x = torch.flatten(x, 1)
        return self.fc(x)
"""
WHY = (
    "fc (net.py:14) failed: flatten gives 16·5·5 = 400 numbers, Linear expects 576; "
    "tried out on shapes, these fit: nn.Linear(400, 10) as fc · an input of 9×9"
)


@pytest.fixture
def name(tmp_path: Path) -> str:
    (tmp_path / "net.py").write_text(NET)
    return f"{tmp_path / 'net.py'}:Net"


def test_summary_shows_the_steps_before_it(cutaway: Cutaway, name: str) -> None:
    done = cutaway("summary", name, "--trust", "--input", "3x8x8")
    assert (done.code, done.err) == (2, f"cutaway: {WHY}\n")
    rows = [line.split() for line in done.out.splitlines()]
    assert [row[:2] for row in rows[1:]] == [
        ["input", "input"],
        ["conv", "conv2d"],
        ["relu", "relu"],
        ["flatten", "flatten"],
        ["fc", "failed"],
    ]
    assert rows[2][2:5] == ["16×5×5", "784", "19,200"]


def test_an_input_nobody_gave_is_told(cutaway: Cutaway, name: str) -> None:
    done = cutaway("summary", name, "--trust")
    assert "16·221·221 = 781456 numbers" in done.err
    assert "the input was taken to be 3x224x224; --input gives another" in done.err


@pytest.mark.parametrize("at", ["fc:1", "fc2:0", "conv:1,2,3"])
def test_explain_says_why_and_explains_what_there_is(
    cutaway: Cutaway, name: str, boot: Path, at: str
) -> None:
    words = ("--trust", "--input", "3x8x8", "--image", boot, "--at", at)
    done = cutaway("explain", name, *words)
    assert (done.code, done.err) == (2, f"cutaway: {WHY}\n")
    assert "flatten  flatten" in done.out and "fc       failed" in done.out
    assert (": adds up, residual" in done.out) == at.startswith("conv")
    done = cutaway("explain", name, *words, "--json")
    assert (done.code, done.err) == (2, f"cutaway: {WHY}\n")
    if at.startswith("conv"):
        assert done.json["adds_up"] and done.json["failure"]["message"] == WHY
    else:
        assert done.out == ""


def test_a_forward_that_raises_is_one_line(cutaway: Cutaway, tmp_path: Path, boot: Path) -> None:
    code = tmp_path / "net.py"
    code.write_text(
        "from torch import nn\n"
        "class Net(nn.Module):\n"
        "    def forward(self, x):\n"
        "        x = x * 2\n"
        "        raise ValueError('no such head\\nat all')\n"
    )
    for words in (("summary",), ("explain", "--image", boot, "--at", "mul:0,0,0")):
        done = cutaway(words[0], f"{code}:Net", *words[1:], "--trust", "--input", "1x4x4")
        assert done.code == 2 and done.err.count("\n") == 1
        assert done.err == "cutaway: the network failed after mul (net.py:5): no such head\n"
        assert "mul    mul" in done.out


@pytest.mark.parametrize("command", ["explain", "field"])
def test_a_run_beyond_the_memory_is_refused(
    cutaway: Cutaway, name: str, boot: Path, command: str
) -> None:
    words = ("--trust", "--image", boot, "--at", "conv:0,0,0")
    done = cutaway(command, name, "--input", "3x900000x900000", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("cutaway: this run would keep ") and "half of the free" in done.err


def test_field_says_what_would_fit_too(cutaway: Cutaway, name: str) -> None:
    done = cutaway("field", name, "--at", "conv:0,0,0", "--trust")
    assert done.code == 2 and "tried out on shapes, these fit: " in done.err
    assert "the input was taken to be" in done.err
