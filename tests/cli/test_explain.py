"""cutaway explain: the arithmetic of a number, printed and as JSON, for every step there is."""

import json
import random
from pathlib import Path

import pytest
import torch
from PIL import Image

from cutaway.explain.value import explain
from cutaway.networks.zoo import available, network
from cutaway.recording.recorder import record
from cutaway.terminal.explanation import explanation_json
from cutaway.terminal.plain import json_text
from tests.cli.conftest import Cutaway


def test_the_json_is_the_whole_arithmetic(cutaway: Cutaway, boot: Path) -> None:
    done = cutaway("explain", "tiny-vgg", "--image", boot, "--at", "conv1_2:7,9,19", "--json")
    assert (done.code, done.err) == (0, "")
    found = done.json
    net = network("tiny-vgg")
    with torch.no_grad():
        output = net.module[:3](*net.prepare(boot))  # type: ignore[index]
    assert found["recorded"] == float(output[0, 7, 9, 19])
    assert found["index"] == [0, 7, 9, 19] and found["adds_up"] is True
    assert found["residual"] == found["value"] - found["recorded"]
    assert abs(found["residual"]) <= found["tolerance"] < 1e-4 < abs(found["value"])
    dot, bias = found["term"]["parts"]
    window, kernel = (block["values"] for block in dot["blocks"])
    assert (dot["rule"], len(window), len(kernel)) == ("dot", 90, 90)
    by_hand = sum(a * b for a, b in zip(window, kernel, strict=True)) + bias["value"]
    assert by_hand == pytest.approx(found["value"], abs=1e-12)
    assert sum(value != 0 for value in window) > 30


def test_what_a_person_reads(cutaway: Cutaway, boot: Path) -> None:
    done = cutaway("explain", "tiny-vgg", "--image", boot, "--at", "conv1_2:7,9,19")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("conv1_2[0, 7, 9, 19] = ")
    assert lines[1].strip() == "90 products of relu1_1 × conv1_2.weight, the 12 largest:"
    products = [_number(line.rpartition("=")[2]) for line in lines[2:14]]
    assert products == sorted(products, key=abs, reverse=True) and products[-1] != 0
    shares = [line.split() for line in lines if line.startswith("    ") and "×" not in line]
    values = [_number(words[-1]) for words in shares]
    assert shares[-1][0] == "total" and shares[-2][0] == "bias"
    assert sum(values[:-1]) == pytest.approx(values[-1], abs=1e-9), "adds up as printed"
    channels = [value for words, value in zip(shares, values, strict=True) if "channel" in words]
    assert len(channels) == 6 and channels == sorted(channels, key=abs, reverse=True)
    assert ": adds up, residual " in lines[-1]


def test_long_sums_and_maxima_show_the_largest(cutaway: Cutaway, tmp_path: Path) -> None:
    code = tmp_path / "pools.py"
    code.write_text(
        "from torch import nn\n"
        "def mean(): return nn.Sequential(nn.AvgPool2d(5))\n"
        "def top(): return nn.Sequential(nn.MaxPool2d(5))\n"
    )
    picture = tmp_path / "ramp.png"
    _ramp(picture)
    for factory in ("mean", "top"):
        words = ("--input", "1x5x5", "--trust", "--image", picture, "--at", "0:0,0,0")
        done = cutaway("explain", f"{code}:{factory}", *words)
        assert done.code == 0, done.err
        assert "of 25 numbers of input, the 12 largest: 0.941176, 0.901961, 0.862745" in done.out


def test_a_step_that_is_one_number_or_has_no_batch(cutaway: Cutaway, tmp_path: Path) -> None:
    code = tmp_path / "flat.py"
    code.write_text(
        "from torch import nn\n"
        "class Net(nn.Module):\n"
        "    def forward(self, x):\n"
        "        return x.flatten().mean()\n"
    )
    picture = tmp_path / "ramp.png"
    _ramp(picture)
    words = ("explain", f"{code}:Net", "--input", "1x5x5", "--trust", "--image", picture, "--json")
    assert cutaway(*words, "--at", "mean:").json["value"] == pytest.approx(12 * 10 / 255)
    assert cutaway(*words, "--at", "flatten:3").json["value"] == pytest.approx(30 / 255)


@pytest.mark.parametrize(("name", "least"), [("tiny-vgg", 12), ("squeezenet", 60)])
def test_every_step_that_summary_lists(cutaway: Cutaway, name: str, least: int) -> None:
    if available(name):
        pytest.skip(available(name))
    listed = cutaway("summary", name, "--json").json["steps"]
    recording = record(network(name))
    draw = random.Random(name)
    nonzero = 0
    for step in listed:
        for _ in range(3):
            index = tuple(draw.randrange(length) for length in step["shape"])
            found = explain(recording, step["name"], index)
            assert found.adds_up, found
            assert found.recorded == float(recording.values[step["name"]][index])
            nonzero += found.recorded != 0
            told = json.loads(json_text(explanation_json(found)))
            assert told["value"] == found.value and told["term"]["rule"] == found.term.rule
    assert len(listed) > least and nonzero > 1.2 * len(listed)


def test_nan_and_infinity(cutaway: Cutaway, boot: Path, tmp_path: Path) -> None:
    code = tmp_path / "broken.py"
    code.write_text(
        "import torch\n"
        "from torch import nn\n"
        "def make():\n"
        "    net = nn.Sequential(nn.Conv2d(1, 3, 1), nn.ReLU())\n"
        "    with torch.no_grad():\n"
        "        net[0].weight[:] = torch.tensor([float('nan'), float('inf'), 1.0])\\\n"
        "            .reshape(3, 1, 1, 1)\n"
        "        net[0].bias[:] = torch.tensor([0.0, 0.0, float('-inf')])\n"
        "    return net\n"
    )
    expected = (("NaN", "nan"), ("Infinity", "inf"), ("-Infinity", "−inf"))
    for channel, (told, printed) in enumerate(expected):
        words = ("explain", f"{code}:make", "--trust", "--input", "1x28x28", "--image", boot)
        done = cutaway(*words, "--at", f"0:{channel},3,3", "--json")
        assert done.code == 0, done.err
        found = done.json
        assert (found["value"], found["recorded"], found["residual"]) == (told, told, 0.0)
        assert found["adds_up"] is True
        done = cutaway(*words, "--at", f"0:{channel},3,3")
        assert done.code == 0
        assert done.out.splitlines()[0] == f"0[0, {channel}, 3, 3] = {printed}"
        assert ": adds up, residual 0 " in done.out.splitlines()[-1]


def test_a_terminal_gets_a_progress_bar(
    cutaway: Cutaway, boot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("explain", "tiny-vgg", "--image", boot, "--at", "fc3:0", "--json")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    done = cutaway(*words)
    assert "running tiny-vgg" in done.err and done.json["adds_up"]
    monkeypatch.setenv("TTY_COMPATIBLE", "0")
    assert cutaway(*words).err == ""


def _number(text: str) -> float:
    return float(text.strip().replace("−", "-"))


def _ramp(path: Path) -> None:
    image = Image.new("L", (5, 5))
    image.putdata([10 * i for i in range(25)])
    image.save(path)
