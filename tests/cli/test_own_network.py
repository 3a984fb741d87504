"""One's own class with one's own weights, labels and preparation, in one command."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.cli.conftest import Cutaway
from tests.cli.test_open import Launched

NET = """
from pathlib import Path
import torch
from torch import nn

Path({marker!r}).touch()

class Net(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.fc = nn.Linear(4, num_classes)

    def forward(self, x):
        return self.fc(torch.relu(self.conv(x)).mean((2, 3)))

class Wave(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Conv1d(2, 3, 5), nn.ReLU())

class Volume(nn.Sequential):
    def __init__(self):
        super().__init__(nn.Conv3d(1, 2, 3), nn.ReLU())

ready = Net(3)
def text(): return "a network"
def seven(): return 7
class Loud(nn.Module):
    def __init__(self):
        super().__init__()
        print("loud")
    def forward(self, x):
        print("loud")
        return x * 2
def half(): return nn.Conv2d(3, 2, 3).bfloat16()
class exported(nn.Module):
    def eval(self): raise NotImplementedError("not supported")
def huge(): return nn.Linear(10**7, 10**7)
"""


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> Launched:
    found = Launched()
    monkeypatch.setattr("cutaway.protocol.whole.room", lambda house: house)
    monkeypatch.setattr(
        "cutaway.server.launch.launch", lambda house, **_: setattr(found, "house", house)
    )
    return found


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with net.py, its weights for two classes, their names and a red picture."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text(NET.format(marker=str(tmp_path / "was run")))
    conv, fc = torch.nn.Conv2d(3, 4, 3), torch.nn.Linear(4, 2)
    fc.bias.data = torch.tensor([-100.0, 100.0])
    state = {f"module.conv.{n}": t for n, t in conv.state_dict().items()}
    state |= {f"module.fc.{n}": t for n, t in fc.state_dict().items()}
    torch.save({"epoch": 9, "state_dict": state}, "best.pt")
    (tmp_path / "names.txt").write_text("cat\ndog\n")
    Image.new("RGB", (64, 48), "red").save("red.png")
    Image.new("RGB", (64, 48), "red").save("picture.pt", "PNG")
    (tmp_path / "graph.bin").write_bytes(b"\x08\x07\x12\x00")
    return tmp_path


OWN = ("net.py:Net(num_classes=2)", "--weights", "best.pt", "--trust")


@pytest.mark.usefixtures("here")
def test_the_whole_command(cutaway: Cutaway, launched: Launched) -> None:
    words = ("--labels", "names.txt", "--preprocess", "imagenet", "--image", "red.png")
    done = cutaway("open", *OWN, *words)
    assert (done.code, done.err) == (0, "")
    house = launched.house
    assert house.opened == "Net"
    assert house.network("Net").source == "weights from best.pt, its state_dict"
    run = house.run("Net", house.picture)
    scores = run.recording.values[run.recording.outputs[0]][0]
    assert run.network.classes[int(scores.argmax())].english == "dog"
    assert run.recording.values["input"].shape == (1, 3, 224, 224)
    red = run.recording.values["input"][0, :, 9, 9]
    assert torch.allclose(red, torch.tensor([(1 - 0.485) / 0.229, -0.456 / 0.224, -0.406 / 0.225]))


@pytest.mark.usefixtures("here")
def test_the_same_words_for_every_command(cutaway: Cutaway) -> None:
    done = cutaway("summary", *OWN, "--json", "--input", "3x20x30")
    assert done.json["totals"]["params"] == 4 * 27 + 4 + 8 + 2
    at = ("--at", "fc:1", "--json", "--preprocess", "size=16", "--image", "red.png")
    explained = cutaway("explain", *OWN, *at).json
    assert explained["adds_up"] and explained["value"] > 90
    assert cutaway("field", *OWN, "--at", "fc:1", "--json").code == 0


def test_weights_alone_do_not_bring_trust(refused: Callable[..., str], here: Path) -> None:
    said = refused("open", "net.py:Net(num_classes=2)", "--weights", "best.pt")
    assert said.endswith("is code, and opening it runs that code; if you trust it, add --trust")
    assert not (here / "was run").exists()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("net.py:Net", "--weights", "best.pt"), "best.pt does not fit Net: 2 have another shape"),
        (("net.py:Net", "--labels", "names.txt"), "names.txt holds 2 names, and the network gives"),
        (("net.py:Net(3, 4)",), "net.py:Net(3, 4) failed: TypeError: Net.__init__() takes from 1"),
        (("net.py:Ned",), "there is no 'Ned' in net.py; did you mean Net?"),
        (("net.py:text",), "net.py:text gave a str; it must give a torch module or a Network"),
        (("net.py:seven",), "net.py:seven gave an int; it must give a torch module or a Network"),
        (("net.py:huge",), "net.py:huge failed: a tensor of 372,529.0 GiB does"),
        (("net.py:exported",), "net.py:exported gave a module that cannot be set to evaluation"),
        (("net.py:Net", "--weights", "."), "'.' is a folder; expected a file"),
        (("net.py:Net", "--labels", "."), "'.' is a folder; expected a list of names"),
        (("red.png",), "red.png is no network: it is a picture. Name the network, and give"),
        (("net.py:Net", "--input", f"3x{10**20}x2"), "--input 3x1"),
        (("best.pt",), "best.pt holds weights and no network; say which one they belong to"),
        (("picture.pt",), "picture.pt holds no weights, though its name says so: it is a picture"),
        (
            ("graph.bin", "--arch", "vgg-a"),
            "graph.bin holds no weights, though its name says so: "
            "it is an ONNX graph: give it a name that ends in .onnx",
        ),
        (("best.pt", "--arch", "tiny-vgg"), "best.pt does not fit tiny-vgg: 10 of the network's"),
        (("net.py:Wave", "--preprocess", "unit"), "--preprocess prepares pictures, and Wave"),
    ],
)
def test_what_goes_wrong(refused: Callable[..., str], words: tuple[str, ...], said: str) -> None:
    assert refused("summary", *words, "--trust").startswith(said)


@pytest.mark.usefixtures("here")
def test_a_module_that_is_there_already(cutaway: Cutaway) -> None:
    done = cutaway("summary", "net.py:ready", "--trust", "--json")
    assert done.json["steps"][-1]["shape"] == [1, 3]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("name", "shape"), [("Wave", (2, 40)), ("Volume", (1, 5, 6, 7))])
def test_what_eats_no_pictures(
    cutaway: Cutaway,
    refused: Callable[..., str],
    launched: Launched,
    name: str,
    shape: tuple[int, ...],
) -> None:
    values = np.random.default_rng(0).normal(size=shape)
    np.save("x.npy", values)
    words = (f"net.py:{name}", "--trust", "--input", "x".join(map(str, shape)))
    assert cutaway("open", *words, "--image", "x.npy").code == 0
    house = launched.house
    run = house.run(house.opened, house.picture)
    assert torch.equal(run.recording.values["input"][0], torch.tensor(values).float())
    assert cutaway("open", *words, "--image", "random").code == 0
    at = f"0:{','.join('0' * len(shape))}"
    assert cutaway("explain", *words, "--image", "random", "--at", at, "--json").json["adds_up"]
    said = refused("open", *words, "--image", "red.png")
    assert said.endswith("which is no picture; give it numbers: --image numbers.npy, or --image "
                         "random")  # fmt: skip
    assert refused("open", *words) == said


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("values", "said"),
    [
        (np.zeros((3, 40)), "x.npy has the shape 3×40; Wave reads 2×40, with or without a batch"),
        (np.zeros((1, 2, 3, 4)), "x.npy has the shape 1×2×3×4"),
        (np.array(["a"]), "x.npy holds <U1; expected real numbers"),
        (np.array([{}]), "x.npy is no whole .npy array of numbers"),
    ],
)
def test_an_array_that_does_not_fit(
    refused: Callable[..., str], values: np.ndarray, said: str
) -> None:
    np.save("x.npy", values, allow_pickle=True)
    words = ("net.py:Wave", "--trust", "--input", "2x40", "--image", "x.npy", "--at", "0:0,0")
    assert refused("explain", *words).startswith(said)


@pytest.mark.usefixtures("here")
def test_a_header_that_claims_too_much(refused: Callable[..., str], here: Path) -> None:
    np.save("x.npy", np.zeros((2, 40)))
    data = (here / "x.npy").read_bytes()
    (here / "x.npy").write_bytes(data.replace(b"(2, 40), }", b"(2, 4000000000), }"[:19]))
    words = ("net.py:Wave", "--trust", "--input", "2x40", "--image", "x.npy", "--at", "0:0,0")
    assert refused("explain", *words).startswith("x.npy is no whole .npy array of numbers")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("image", ["red.png", "random", "x.npy"])
def test_a_picture_comes_in_the_precision_of_the_network(cutaway: Cutaway, image: str) -> None:
    np.save("x.npy", np.full((3, 8, 8), 0.3, np.float32))
    words = ("--at", "conv2d:1,2,2", "--input", "3x8x8", "--trust", "--json")
    found = cutaway("explain", "net.py:half", "--image", image, *words).json
    assert found["adds_up"] and found["recorded"] != 0
    assert found["recorded"] == torch.tensor(found["recorded"]).bfloat16().item()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "words", [("summary",), ("explain", "--at", "mul:0,0,0", "--image", "random"), ("compare",),
              ("field", "--at", "mul:0,0,0")]
)  # fmt: skip
def test_what_code_prints_is_no_part_of_the_answer(
    cutaway: Cutaway, words: tuple[str, ...]
) -> None:
    command, *rest = words
    done = cutaway(command, "net.py:Loud", *rest, "--input", "3x8x8", "--trust", "--json")
    assert done.code == 0 and done.json
    assert done.err.count("loud") >= 2
