"""cutaway summary: the table and its JSON, against counts done by hand and the papers' own."""

from collections.abc import Callable

import pytest

from cutaway.networks.recipe import Recipe
from cutaway.networks.zoo import network
from tests.cli.conftest import Cutaway

STEP = {"name", "op", "inputs", "shape", "params", "macs", "field"}
TOTALS = {"params", "macs", "flops", "flops_exact", "other", "bytes", "complete"}


def test_the_json_has_what_scripts_need(cutaway: Cutaway) -> None:
    done = cutaway("summary", "tiny-vgg", "--json")
    assert (done.code, done.err, done.out.count("\n")) == (0, "", 1)
    found = done.json
    assert set(found) == {"steps", "totals"}
    assert all(set(step) > STEP for step in found["steps"]) and set(found["totals"]) > TOTALS
    steps = {step["name"]: step for step in found["steps"]}
    names = [step["name"] for step in found["steps"]]
    assert (names[0], names[-1]) == ("input", "fc3")
    conv = steps["conv1_2"]
    assert (conv["op"], conv["inputs"], conv["shape"]) == ("conv2d", ["relu1_1"], [1, 10, 28, 28])
    assert (conv["params"], conv["macs"]) == (10 * 10 * 9 + 10, 10 * 10 * 9 * 28 * 28)
    assert conv["field"] == {"size": [5, 5], "jump": [1, 1], "start": [-2, -2], "known": True}
    totals = found["totals"]
    assert totals["params"] == sum(p.numel() for p in network("tiny-vgg").module.parameters())
    assert totals["macs"] == (90 + 900) * 784 + 2 * 900 * 196 + 4900 == 1_133_860
    assert totals["flops"] == 2 * totals["macs"] and totals["complete"] is True


@pytest.fixture
def without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting needs no weight, and no half gigabyte: whoever makes one fails."""

    def module(made: Recipe) -> object:
        raise AssertionError("numbers were made")

    monkeypatch.setattr(Recipe, "module", module)


@pytest.mark.usefixtures("without_weights")
@pytest.mark.parametrize(
    ("name", "params", "macs"),
    [("vgg16", 138_357_544, 15_470_264_320), ("vgg19", 143_667_240, 19_632_062_464)],
)
def test_the_papers_networks(cutaway: Cutaway, name: str, params: int, macs: int) -> None:
    totals = cutaway("summary", name, "--json").json["totals"]
    assert (totals["params"], totals["macs"], totals["complete"]) == (params, macs, True)


def test_the_table_says_the_same(cutaway: Cutaway) -> None:
    done = cutaway("summary", "tiny-vgg")
    assert (done.code, done.err) == (0, "")
    lines = [line.split() for line in done.out.splitlines()]
    row = ["conv1_2", "conv2d", "10×28×28", "910", "705,600", "30.6", "KiB", "5×5", "1×1"]
    assert [*row, "−2,", "−2"] in lines
    assert "7,740 parameters · 1,133,860 MACs · 2,267,720 FLOPs" in done.out
    macs, memory = done.out.splitlines()[-2:]
    assert "MAC = one multiply-add" in macs and "peak = the most bytes" in memory


def test_another_size_of_input(cutaway: Cutaway) -> None:
    found = cutaway("summary", "filters", "--input", "3x20x30", "--json").json
    assert [step["shape"] for step in found["steps"]] == [[1, 3, 20, 30], [1, 7, 20, 30]]
    assert found["totals"]["macs"] == 7 * 27 * 20 * 30


def test_an_input_that_does_not_fit(cutaway: Cutaway) -> None:
    done = cutaway("summary", "tiny-vgg", "--input", "3x28x28")
    assert done.code == 2
    assert [line.split()[0] for line in done.out.splitlines()] == ["step", "input", "conv1_1"]
    assert done.err == (
        "cutaway: conv1_1 failed: the input has 3 channels, but the kernels [10, 1, 3, 3] with "
        "groups=1 expect 1; tried out on shapes, these fit: x.mean(1, keepdim=True), the colours "
        "as grey · nn.Conv2d(3, 10, …) as conv1_1\n"
    )
    smaller = cutaway("summary", "tiny-vgg", "--input", "1x20x20", "--json")
    assert smaller.code == 2 and "10·5·5 = 250 numbers, Linear expects 490" in smaller.err
    found = smaller.json
    assert found["totals"]["complete"] is False
    assert [step["name"] for step in found["steps"]][-1] == "flatten"
    assert (found["failure"]["step"], found["failure"]["got"]) == ("fc3", 250)


@pytest.mark.parametrize(
    ("shape", "got"), [("3x2", "3x2 is a shape of length 2"), ("1×1×28×28", "1x1x28x28 is a shape")]
)
def test_an_input_of_other_axes_is_refused_at_once(
    refused: Callable[..., str], shape: str, got: str
) -> None:
    for words in (("summary",), ("compare",), ("field", "--at", "conv1_1:0,0,0")):
        said = refused(*words, "tiny-vgg", "--input", shape)
        assert said.startswith(f"--input {got}")
        assert said.endswith(
            "but tiny-vgg reads length 3, such as 1x28x28; give every size but the batch's"
        )


@pytest.mark.parametrize("shape", ["3x", "x", "-1x2x2", "3,4,4", "3x0x4", "axb", "3x4.5x4"])
def test_what_is_no_shape(refused: Callable[..., str], shape: str) -> None:
    said = refused("summary", "tiny-vgg", f"--input={shape}")
    assert "such as 3x224x224" in said and repr(shape) in said
