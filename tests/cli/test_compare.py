"""cutaway compare: networks side by side."""

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Cutaway

NET = """
from torch import nn

def small():
    return nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(2 * 36, 5))
"""


def test_every_network_has_a_row_and_bars(cutaway: Cutaway) -> None:
    done = cutaway("compare", "tiny-vgg", "filters", "tiny-vgg")
    assert (done.code, done.err) == (0, "")
    (row,) = [line.split() for line in done.out.splitlines() if line.startswith("tiny-vgg ")]
    assert row[1:5] == ["1×28×28", "5", "7,740", "1,133,860"]
    assert "most in conv1_2: 62%" in done.out and "most in fc3: 63%" in done.out


def test_json_has_the_figures_and_the_layers(cutaway: Cutaway) -> None:
    (found,) = cutaway("compare", "tiny-vgg", "--json").json["networks"]
    assert (found["depth"], found["params"], found["field"]) == (5, 7740, [16, 16])
    names = [layer["name"] for layer in found["layers"]]
    assert names == ["conv1_1", "conv1_2", "conv2_1", "conv2_2", "fc3"]
    assert sum(layer["macs"] for layer in found["layers"]) == found["macs"]


def test_a_network_of_ones_own_on_an_input_of_its_own(cutaway: Cutaway, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(NET)
    name = f"{tmp_path / 'net.py'}:small"
    done = cutaway("compare", name, "--trust", "--input", "1x8x8", "--json")
    assert done.json["networks"][0]["macs"] == 36 * 2 * 9 + 72 * 5


def test_a_network_that_does_not_run_is_named(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(NET)
    name = f"{tmp_path / 'net.py'}:small"
    assert refused("compare", "tiny-vgg", name).startswith(f"{name} is code")
    said = refused("compare", "tiny-vgg", name, "--trust", "--input", "1x28x28")
    assert said.startswith(f"{name}: ") and "1352" in said
