"""Several --image: one batch, in the app and in the commands that explain one number."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from cutaway import network, record
from cutaway.explain import room
from cutaway.protocol import asks
from cutaway.protocol.whole import Whole
from cutaway.recording.budget import check_budget
from tests.cli.conftest import Cutaway
from tests.cli.test_saving import Launched, launched  # noqa: F401  a fixture

MIXING = """
from torch import nn
def net(): return nn.Sequential(nn.BatchNorm2d(1, track_running_stats=False), nn.ReLU())
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for i, picture in enumerate(network("tiny-vgg").pictures[:3]):
        picture.load().save(f"{i}.png")
    return tmp_path


@pytest.fixture
def three() -> list[str]:
    return [word for i in range(3) for word in ("--image", f"{i}.png")]


def test_they_are_one_batch_in_the_app(
    cutaway: Cutaway,
    launched: Launched,  # noqa: F811
    three: list[str],
) -> None:
    assert cutaway("open", "tiny-vgg", *three).code == 0
    house = launched.house
    assert house.run("tiny-vgg", house.picture).recording.values["input"].shape == (3, 1, 28, 28)
    opened = Whole(house).open(asks.OpenAsk("tiny-vgg"))
    assert [(p.name, p.element) for p in opened.pictures[-3:]] == [
        (f"{i}.png", i) for i in range(3)
    ]
    assert house.picture == opened.pictures[-3].id


def test_they_are_saved_and_opened_as_one(
    cutaway: Cutaway,
    launched: Launched,  # noqa: F811
    three: list[str],
) -> None:
    assert cutaway("open", "tiny-vgg", *three, "--save", "run.cutaway").code == 0
    before = launched.house.run("tiny-vgg", launched.house.picture)
    assert cutaway("open", "run.cutaway").code == 0
    house = launched.house
    assert house.picture == "saved-0"
    run = house.run("tiny-vgg", "saved-2")
    assert torch.equal(run.recording.values["fc3"], before.recording.values["fc3"])
    assert (run.element, run.picture.name, run.prepared) == (2, "2.png", True)
    assert run.picture.load().tobytes() == before.pictures[2].load().tobytes()
    said = cutaway("explain", "run.cutaway", "--at", "conv1_2:2,7,9,19", "--json").json
    assert said["recorded"] == float(run.recording.values["conv1_2"][2, 7, 9, 19])


def test_pictures_of_two_sizes_run_each_alone(cutaway: Cutaway, launched: Launched) -> None:  # noqa: F811
    for name, size in (("a.png", (30, 20)), ("b.png", (20, 30))):
        Image.new("RGB", size).save(name)
    done = cutaway("open", "filters", "--image", "a.png", "--image", "b.png")
    assert done.code == 0
    assert "makes 3×20×30 of the first and 3×30×20 of number 2" in done.err
    house = launched.house
    pictures = house.pictures("filters")[-2:]
    assert [len(house.batch_of("filters", picture)) for picture in pictures] == [1, 1]
    assert house.picture == pictures[0].id


@pytest.mark.parametrize("command", ["explain", "open"])
def test_a_batch_that_is_too_large(
    refused: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    launched: Launched,  # noqa: F811
    three: list[str],
    command: str,
) -> None:
    monkeypatch.setattr(
        room, "check_budget", lambda wanted, batch: check_budget(wanted, wanted * 2 // 3, batch)
    )
    at = ("--at", "fc3:1") if command == "explain" else ()
    said = refused(command, "tiny-vgg", *three, *at)
    assert said.startswith("a batch of 3 would keep") and said.endswith("2 of the 3 would fit")


def test_the_element_is_named_or_is_the_first(cutaway: Cutaway, three: list[str]) -> None:
    tiny = network("tiny-vgg")
    found = record(tiny, list(tiny.pictures[:3])).values["conv1_2"]

    def said(at: str, *words: str) -> float:
        done = cutaway("explain", "tiny-vgg", *three, "--at", f"conv1_2:{at}", *words, "--json")
        return float(done.json["recorded"])

    assert said("2,7,9,19") == said("7,9,19", "--batch", "2") == float(found[2, 7, 9, 19])
    assert said("7,9,19") == said("0,7,9,19") == float(found[0, 7, 9, 19])
    assert found[2, 7, 9, 19] != found[0, 7, 9, 19]


@pytest.mark.parametrize("command", ["explain", "field"])
def test_an_element_that_there_is_not(
    refused: Callable[..., str], three: list[str], command: str
) -> None:
    for at in (("--at", "conv1_2:3,7,9,19"), ("--at", "conv1_2:7,9,19", "--batch", "3")):
        said = refused(command, "tiny-vgg", *three, *at)
        assert said.startswith("the batch has 3 elements, numbered 0…2; got element 3 of conv1_2")


def test_a_field_is_of_its_element(cutaway: Cutaway, three: list[str]) -> None:
    at = ("--at", "conv1_2:1,7,9,19")
    told = cutaway("field", "tiny-vgg", *three, *at, "--json").json["steps"]["input"]
    assert (told["start"], told["stop"]) == ([1, 0, 7, 17], [2, 1, 12, 22])


def test_numbers_of_other_elements_are_said_to_be_theirs(cutaway: Cutaway) -> None:
    Path("net.py").write_text(MIXING)
    x = np.arange(3 * 2 * 2, dtype=np.float32).reshape(3, 1, 2, 2)
    np.save("x.npy", x)
    words = ("net.py:net", "--trust", "--input", "1x2x2")
    done = cutaway("explain", *words, "--image", "x.npy", "--at", "0:2,0,1,1")
    assert done.code == 0 and "adds up" in done.out
    for element in range(3):
        row = ", ".join(f"{value:g}" for value in x[element].flatten())
        assert f"element {element}: of input: {row}" in done.out
    told = cutaway("field", *words, "--image", "x.npy", "--at", "1:2,0,1,1", "--json").json
    assert told["steps"]["input"]["count"] == x.size


def test_arrays_are_one_batch_too(cutaway: Cutaway, launched: Launched) -> None:  # noqa: F811
    Path("net.py").write_text(MIXING)
    x = np.random.default_rng(0).normal(size=(3, 1, 2, 2)).astype(np.float32)
    np.save("two.npy", x[:2])
    np.save("one.npy", x[2])
    words = ("--trust", "--input", "1x2x2", "--image", "two.npy", "--image", "one.npy")
    assert cutaway("open", "net.py:net", *words).code == 0
    house = launched.house
    assert house.picture == "given-0"
    run = house.run(house.opened, "given-2")
    assert np.array_equal(run.of("input").numpy(), x[2:])
