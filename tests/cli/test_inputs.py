"""Networks whose forward takes several inputs: --input for each, and what is said of the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cutaway

NETS = """
from torch import nn

class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
        self.fc = nn.Linear(10, 4)

    def forward(self, x, y):
        return self.conv(x).mean((2, 3)) + self.fc(y)

class Scaled(nn.Conv2d):
    def forward(self, x, scale=2.0):
        return super().forward(x) * scale

class Masked(nn.Conv2d):
    def forward(self, x, *, mask):
        return super().forward(x) * mask

class Fixed(nn.Conv2d):
    def forward(self):
        return self.weight * 2

class Summed(nn.Conv2d):
    def forward(self, *pictures):
        return super().forward(sum(pictures))
"""
TAKES = "Two: forward takes 2 inputs (x, y), and "
ORDER = "give it once for each, in this order, such as --input 3x224x224 --input 10"


@pytest.fixture
def nets(tmp_path: Path) -> str:
    (tmp_path / "nets.py").write_text(NETS)
    return str(tmp_path / "nets.py")


def test_each_input_has_its_shape(cutaway: Cutaway, nets: str) -> None:
    words = ("summary", f"{nets}:Two", "--trust", "--input", "3x32x32", "--input", "10")
    found = cutaway(*words, "--batch", 4, "--json").json
    shapes = {step["name"]: step["shape"] for step in found["steps"]}
    assert list(shapes) == ["input", "input#2", "conv", "mean", "fc", "add"]
    assert (shapes["input"], shapes["input#2"]) == ([4, 3, 32, 32], [4, 10])
    assert found["totals"]["macs"] == 4 * (4 * 27 * 30 * 30 + 10 * 4)
    failing = cutaway(*words[:-1], "12")
    assert failing.code == 2 and "input#2 gives 12 numbers, Linear expects 10" in failing.err
    assert "was taken to be" not in failing.err, "the shapes were given"


def test_other_counters_run_on_both(cutaway: Cutaway, nets: str) -> None:
    words = ("summary", f"{nets}:Two", "--trust", "--input", "3x32x32", "--input", "10")
    found = cutaway(*words, "--compare", "--json").json
    torchs = found["compared"][0]
    assert torchs["theirs"] == torchs["ours"] == found["totals"]["flops"] > 0


def test_a_field_reaches_both_inputs(cutaway: Cutaway, nets: str) -> None:
    words = ("field", f"{nets}:Two", "--trust", "--input", "3x32x32", "--input", "10")
    done = cutaway(*words, "--at", "add:0")
    counts = {line.split()[0]: line.split()[-1] for line in done.out.splitlines()[2:]}
    assert (counts["input"], counts["input#2"]) == ("3,072", "10")
    done = cutaway(*words, "--at", "fc:0")
    assert "input#2" in done.out and "input " not in done.out


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ((), f"--input gave none; {ORDER}"),
        (("3x32x32",), f"--input gave 1 (3x32x32); {ORDER}"),
        (("3x32x32", "10", "5", "6"), "--input gave 4 (3x32x32, 10, 5, 6); leave out 2"),
    ],
)
def test_too_few_and_too_many(
    refused: Callable[..., str], nets: str, shapes: tuple[str, ...], said: str
) -> None:
    inputs = [word for shape in shapes for word in ("--input", shape)]
    for words in (("summary",), ("field", "--at", "fc:0")):
        assert refused(*words, f"{nets}:Two", "--trust", *inputs) == TAKES + said


def test_more_than_an_optional_input(
    cutaway: Cutaway, refused: Callable[..., str], nets: str
) -> None:
    words = ("summary", f"{nets}:Scaled(3, 4, 3)", "--trust", "--input", "3x9x9")
    assert cutaway(*words).code == 0
    assert cutaway(*words, "--input", "1x1x1").code == 0
    said = refused(*words, "--input", "1x1x1", "--input", "1")
    assert said == (
        "Scaled: forward takes 1 to 2 inputs (x, scale), and --input gave 3 (3x9x9, 1x1x1, 1); "
        "leave out 1"
    )
    assert refused("summary", "tiny-vgg", "--input", "1x28x28", "--input", "10") == (
        "tiny-vgg: forward takes 1 input (input), and --input gave 2 (1x28x28, 10); leave out 1"
    )


def test_any_number_of_inputs(cutaway: Cutaway, nets: str) -> None:
    words = ("summary", f"{nets}:Summed(3, 4, 3)", "--trust", "--json")
    for count in (1, 3):
        found = cutaway(*words, *("--input", "3x9x9") * count).json
        assert [step["name"] for step in found["steps"]].count("add") == 1
        assert sum(step["op"] == "input" for step in found["steps"]) == count


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "--at", "fc:0", "--image", "random"),
        ("field", "--at", "fc:0", "--image", "random"),
        ("diff", "tiny-vgg", "--image", "random"),
        ("open", "--no-browser", "--image", "random"),
        ("compare", "tiny-vgg"),
    ],
    ids=lambda words: words[0],
)
def test_commands_of_one_input_name_the_way_on(
    refused: Callable[..., str], nets: str, words: tuple[str, ...]
) -> None:
    command, *rest = words
    assert refused(command, f"{nets}:Two", *rest, "--trust") == TAKES + (
        "this command gives one. `cutaway summary` takes --input once for each; Python takes the "
        "inputs themselves: cutaway.record(module, x, y), or cutaway.show(module, x, y) for the app"
    )


def test_a_forward_that_no_command_can_call(refused: Callable[..., str], nets: str) -> None:
    for words in (("summary",), ("explain", "--at", "conv:0", "--image", "random")):
        said = refused(*words, f"{nets}:Masked(3, 4, 3)", "--trust")
        assert said.startswith("Masked: forward takes mask by name alone")
        said = refused(*words, f"{nets}:Fixed(3, 4, 3)", "--trust")
        assert said.startswith("Fixed: forward takes no input")


def test_what_goes_with_one_input_alone(refused: Callable[..., str], nets: str) -> None:
    both = ("--input", "3x32x32", "--input", "10")
    said = refused("field", f"{nets}:Two", "--trust", *both, "--at", "fc:0", "--image", "random")
    assert said.startswith("--image runs on one input, and --input gave 2 (3x32x32, 10)")
