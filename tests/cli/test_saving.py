"""--save, and what it wrote opened again by every command."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from cutaway.protocol import asks
from cutaway.protocol.whole import Whole
from tests.cli.conftest import Cutaway
from tests.cli.test_open import Launched

NET = """
from torch import nn
def net(): return nn.Sequential(nn.Conv1d(2, 3, 5), nn.ReLU())
def broken(): return nn.Sequential(nn.Conv1d(2, 3, 5), nn.Linear(7, 2))
"""


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> Launched:
    found = Launched()
    monkeypatch.setattr("cutaway.protocol.whole.room", lambda house: house)
    monkeypatch.setattr(
        "cutaway.server.launch.launch", lambda house, **_: setattr(found, "house", house)
    )
    return found


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.py").write_text(NET)
    np.save("x.npy", np.random.default_rng(0).normal(size=(2, 12)))
    return tmp_path


def test_a_picture_and_its_network(cutaway: Cutaway, launched: Launched, boot: Path) -> None:
    words = ("tiny-vgg", "--preprocess", "unit mean=0.5", "--image", boot)
    assert cutaway("open", *words, "--save", "run.cutaway").code == 0
    before = launched.house.run("tiny-vgg", launched.house.picture)
    boot.unlink()
    assert cutaway("open", "run.cutaway").code == 0
    house = launched.house
    run = house.run(house.opened, house.picture)
    assert run.network.preprocess == before.network.preprocess != house.network("filters")
    assert torch.equal(run.recording.values["fc3"], before.recording.values["fc3"])
    whole = Whole(house)
    told = whole.run(asks.RunAsk(house.opened, house.picture))
    assert [each.kind for each in told.prepared] == ["grey", "scale", "mean"]
    assert told.picture.name == "boot.png"
    at = asks.ExplainAsk(house.opened, house.picture, "input", (0, 0, 3, 4))
    pixel = whole.explain(at).pixel
    assert pixel is not None and (pixel.row, pixel.column) == (3, 4)
    another = whole.run(asks.RunAsk(house.opened, "7"))
    assert another.scores and another.failure is None


def test_numbers_and_code(cutaway: Cutaway, launched: Launched) -> None:
    words = ("net.py:net", "--trust", "--input", "2x12", "--image", "x.npy")
    at = ("--at", "0:1,3", "--json")
    first = cutaway("explain", *words, *at, "--save", "run.cutaway")
    assert first.code == 0 and first.json["adds_up"]
    Path("net.py").unlink()
    assert cutaway("explain", "run.cutaway", *at).json == first.json
    assert cutaway("summary", "run.cutaway", "--json").json["totals"]["params"] == 33
    assert cutaway("field", "run.cutaway", *at).code == 0
    assert cutaway("open", "run.cutaway").code == 0
    house = launched.house
    opened = Whole(house).open(asks.OpenAsk("net"))
    assert opened.params == 33 and len(opened.pictures) == 1
    assert opened.channels == (), "they are no colours"
    assert house.run("net", house.picture).recording.values["input"].shape == (1, 2, 12)


def test_a_failure_is_kept_too(cutaway: Cutaway, launched: Launched) -> None:
    words = ("net.py:broken", "--trust", "--input", "2x12", "--image", "x.npy")
    assert cutaway("open", *words, "--save", "run.cutaway").code == 0
    assert cutaway("open", "run.cutaway").code == 0
    run = launched.house.run("broken", launched.house.picture)
    assert run.failure is not None and "Linear expects 7" in str(run.failure)
    assert cutaway("summary", "run.cutaway").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "gone.cutaway"), "there is no file 'gone.cutaway'; check the path"),
        (("open", "tiny-vgg", "--save", "run.pt"), "a run is saved under a name that ends in"),
        (("summary", "x.cutaway", "--input", "3x8x8"), "x.cutaway is a saved run, which brings"),
        (("explain", "tiny-vgg", "--at", "fc3:0"), "a number is explained on an input: give"),
    ],
)
def test_what_goes_wrong(refused: Callable[..., str], words: tuple[str, ...], said: str) -> None:
    assert refused(*words).startswith(said)
