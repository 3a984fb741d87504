"""cutaway diff: where two networks first differ."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import torch
from PIL import Image

from cutaway.networks.zoo import network
from cutaway.protocol import asks
from cutaway.protocol.comparing import Comparing
from cutaway.protocol.house import House
from tests.cli.conftest import Cutaway

NETS = """
import torch
from torch import nn

def plain(**how):
    torch.manual_seed(1)
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 2, 3, **how)
    )

def padded():
    return plain(padding=1)

def tuned():
    net = plain()
    with torch.no_grad():
        net[3].weight[1, 2, 0, 1] += 0.5
    return net

def other():
    return nn.Sequential(nn.Conv2d(3, 7, 5))

def broken():
    return nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.Conv2d(5, 2, 3))
"""


@pytest.fixture
def nets(tmp_path: Path) -> str:
    (tmp_path / "nets.py").write_text(NETS)
    return str(tmp_path / "nets.py")


def test_the_same_network_does_not_differ(cutaway: Cutaway) -> None:
    done = cutaway("diff", "tiny-vgg", "tiny-vgg")
    assert (done.code, done.err) == (0, "") and "\nno step differs\n" in done.out


def test_a_checkpoint_of_another_day(cutaway: Cutaway, nets: str, boot: Path) -> None:
    words = ("diff", f"{nets}:plain", f"{nets}:tuned", "--image", boot, "--trust")
    done = cutaway(*words, "--input", "3x20x20", "--json")
    assert done.code == 1, "as `diff` of files does"
    first = done.json["first"]
    assert (first["a"], first["status"], first["causes"]) == ("3", "differs", ["weights"])
    weight = first["weights"][0]
    assert weight["apart"]["at"] == [1, 2, 0, 1]
    assert weight["apart"]["largest"] == pytest.approx(0.5)
    assert [step["status"] for step in done.json["steps"]] == ["equal"] * 4 + ["differs"]
    told = cutaway(*words, "--input", "3x20x20").out
    assert "first difference: 3: its weights differ" in told
    assert "3.weight: at most 0.5 apart" in told


def test_a_wrong_padding(cutaway: Cutaway, nets: str) -> None:
    words = ("diff", f"{nets}:plain", f"{nets}:padded", "--trust", "--input", "3x20x20")
    done = cutaway(*words)
    assert done.code == 1
    assert "first difference: 3: it is set otherwise" in done.out
    assert "padding: 0, in B 1" in done.out


def test_train_against_eval(cutaway: Cutaway, nets: str) -> None:
    words = ("diff", f"{nets}:plain", f"{nets}:plain", "--trust", "--input", "3x20x20")
    done = cutaway(*words, "--b-train", "--json")
    assert (done.json["first"]["a"], done.json["b"]) == ("1", "plain@train")
    assert done.json["first"]["settings"][0]["name"] == "statistics"


def test_rgb_against_bgr(cutaway: Cutaway) -> None:
    done = cutaway("diff", "filters", "filters", "--b-bgr")
    assert done.code == 1
    assert "first difference: input: A's channels are in reverse order" in done.out


def test_two_networks_of_one_name_are_told_apart(cutaway: Cutaway, nets: str) -> None:
    words = ("diff", f"{nets}:plain", f"{nets}:plain", "--trust", "--input", "3x20x20", "--json")
    assert cutaway(*words).json["b"] == "plain"
    copy = Path(nets).with_name("copy.py")
    copy.write_text(NETS)
    done = cutaway(*words[:2], f"{copy}:plain", *words[3:])
    assert (done.code, done.json["a"], done.json["b"]) == (0, "plain", "plain (B)")


def test_other_shapes_are_told(cutaway: Cutaway, tmp_path: Path) -> None:
    for i, size in enumerate((9, 7)):
        (tmp_path / f"n{i}.py").write_text(
            "from torch import nn\nfrom cutaway import network\ndef net():\n"
            f"    return network('conv3-2 GAP FC-2', input_shape=(1, 3, {size}, {size}))\n"
        )
    words = ("diff", f"{tmp_path}/n0.py:net", f"{tmp_path}/n1.py:net", "--trust", "--image")
    done = cutaway(*words, "random")
    assert done.code == 1 and "  its output: [1, 3, 9, 9] in A, [1, 3, 7, 7] in B\n" in done.out
    assert cutaway(*words, "random", "--json").json["shapes"] == [[1, 3, 9, 9], [1, 3, 7, 7]]


def test_what_goes_wrong_is_one_line(refused: Callable[..., str], nets: str, boot: Path) -> None:
    said = refused("diff", "tiny-vgg", f"{nets}:other", "--trust")
    assert "share no step" in said and "`cutaway compare`" in said
    assert refused("diff", "tiny-vgg", "tiny-vgg", "--b-bgr").startswith("tiny-vgg reads grey")
    assert refused("diff", "filters", "filters", "--b-rgb").startswith("filters reads RGB")
    said = refused("diff", "filters", "filters", "--b-rgb", "--b-bgr")
    assert said == "--b-rgb and --b-bgr exclude each other: give one of them"
    assert refused("diff", "tiny-vgg", f"{nets}:other").endswith("add --trust")
    assert refused("diff", "tiny-vgg", "tiny-vgg", "--image", "no.png").startswith("there is no")
    said = refused("diff", f"{nets}:plain", f"{nets}:broken", "--trust", "--input", "3x20x20")
    assert said.startswith("broken: conv2d (1) failed") and "expect 5" in said


def test_two_checkpoints_of_one_network(cutaway: Cutaway, tmp_path: Path) -> None:
    module = network("tiny-vgg").module
    state = {name: tensor.clone() for name, tensor in module.state_dict().items()}
    torch.save(state, tmp_path / "old.pt")
    state["conv2_1.bias"][3] += 0.1
    torch.save({"model": state}, tmp_path / "new.pt")
    old, new = tmp_path / "old.pt", tmp_path / "new.pt"
    for words in (
        (old, new, "--arch", "tiny-vgg"),
        ("tiny-vgg", "tiny-vgg", "--weights", old, "--b-weights", new),
        ("tiny-vgg", "tiny-vgg", "--b-weights", new),
    ):
        found = cutaway("diff", *words, "--json").json
        assert (found["first"]["a"], found["first"]["causes"]) == ("conv2_1", ["weights"])
        bias = found["first"]["weights"][1]
        assert (bias["a"], bias["apart"]["at"]) == ("conv2_1.bias", [3])


def test_inputs_that_are_no_pictures(cutaway: Cutaway) -> None:
    assert cutaway("diff", "tiny-vgg", "tiny-vgg", "--image", "random").code == 0


@pytest.fixture
def black_and_boot(tmp_path: Path, boot: Path) -> tuple[Path, Path]:
    """A picture on which no weight of a first convolution tells, and one on which it does."""
    Image.new("RGB", (40, 40)).save(tmp_path / "black.png")
    return tmp_path / "black.png", boot


def test_a_batch_differs_where_one_of_its_pictures_does(
    cutaway: Cutaway, nets: str, black_and_boot: tuple[Path, Path]
) -> None:
    copy = Path(nets).with_name("first.py")
    copy.write_text(NETS.replace("net[3].weight[1, 2, 0, 1]", "net[0].weight[1, 2, 0, 1]"))
    black, boot = black_and_boot
    words = ("diff", f"{nets}:plain", f"{copy}:tuned", "--trust", "--input", "3x20x20", "--json")
    alone = cutaway(*words, "--image", black)
    assert (alone.code, alone.json["first"]) == (0, None)
    for element, images in ((1, (black, boot)), (0, (boot, black))):
        both = cutaway(*words, *(word for image in images for word in ("--image", image)))
        assert both.code == 1
        first = both.json["first"]
        assert (first["a"], first["causes"]) == ("0", ["weights"])
        assert first["maps"]["at"][:2] == [element, 1], "the element, and the map"


def test_a_batch_opens_in_the_app(
    cutaway: Cutaway,
    nets: str,
    black_and_boot: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: dict[str, object] = {}
    monkeypatch.setattr("cutaway.protocol.whole.room", lambda house: house)
    monkeypatch.setattr(
        "cutaway.server.launch.launch", lambda house, **how: found.update(house=house, **how)
    )
    words = ("diff", f"{nets}:plain", f"{nets}:tuned", "--trust", "--input", "3x20x20", "--open")
    images = [word for image in black_and_boot for word in ("--image", image)]
    assert cutaway(*words, *images).code == 0
    house, view = found["house"], parse_qs(str(found["view"]))
    assert isinstance(house, House)
    run = house.run("plain", *view["picture"])
    assert [picture.name for picture in run.pictures] == ["black.png", "boot.png"]
    gaps = Comparing(house).gaps(asks.GapsAsk("plain", "tuned", *view["picture"]))
    assert [step.status for step in gaps.steps] == ["equal"] * 4 + ["differs"]
    assert gaps.steps[-1].shape_a[0] == 2


def test_what_cannot_be_one_batch(refused: Callable[..., str], tmp_path: Path) -> None:
    images = []
    for name, size in (("wide.png", (30, 20)), ("high.png", (20, 30))):
        Image.new("RGB", size).save(tmp_path / name)
        images += ["--image", tmp_path / name]
    said = refused("diff", "filters", "filters", *images)
    assert said.startswith("what runs together has one size; filters makes 3×20×30 of the first")
    said = refused("diff", "filters", "filters", "--image", "random", "--open")
    assert said == (
        "--open compares on pictures; got --image random: leave --open out, and the table is of "
        "these numbers"
    )
