"""Networks that are code: never run without --trust, and told in one line where they fail."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cutaway

NET = """
from pathlib import Path
from torch import nn
from neighbour import CHANNELS

Path({marker!r}).touch()

def make():
    return nn.Sequential(nn.Conv2d(1, CHANNELS, 3))

def needs(size):
    return make()

def nothing():
    pass

def fails():
    raise ValueError("no weights\\nin this\\nfolder")

def leaves():
    raise SystemExit

def embedded():
    from cutaway.networks.zoo import network
    return network("filters")

def perceptron():
    return nn.Sequential(nn.Linear(784, 10))

def normalised():
    return nn.Sequential(nn.Conv2d(1, CHANNELS, 3), nn.BatchNorm2d(CHANNELS))

SIZE = 3
"""


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """A file that exists once the code of net.py, beside it, was run."""
    marker = tmp_path / "was run"
    (tmp_path / "neighbour.py").write_text("CHANNELS = 5\n")
    (tmp_path / "net.py").write_text(NET.format(marker=str(marker)))
    (tmp_path / "net_package").mkdir()
    (tmp_path / "net_package" / "models.py").write_text("from net import make\n")
    return marker


@pytest.mark.parametrize("command", ["open", "summary", "explain"])
@pytest.mark.parametrize("name", ["net.py:make", "net_package.models:make"])
def test_nothing_runs_without_trust(
    refused: Callable[..., str],
    marker: Path,
    boot: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    name: str,
) -> None:
    monkeypatch.chdir(marker.parent)
    rest = ("--image", boot, "--at", "0:0,0,0") if command == "explain" else ()
    said = refused(command, name, *rest)
    assert said == f"{name} is code, and opening it runs that code; if you trust it, add --trust"
    assert not marker.exists()


@pytest.mark.parametrize("name", ["net.py:make", "net_package.models:make"])
def test_with_trust_it_runs(
    cutaway: Cutaway, marker: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(marker.parent)
    done = cutaway("summary", name, "--trust", "--input", "1x9x9", "--json")
    assert (done.code, done.err) == (0, "")
    assert [step["shape"] for step in done.json["steps"]] == [[1, 1, 9, 9], [1, 5, 7, 7]]
    assert marker.exists()


def test_a_factory_of_a_network(cutaway: Cutaway, marker: Path) -> None:
    code = marker.parent / "net.py"
    for words, width in (((), 320), (("--input", "3x20x30"), 30)):
        done = cutaway("summary", f"{code}:embedded", "--trust", "--json", *words)
        assert done.json["steps"][0]["shape"][3] == width


def test_a_summary_needs_no_picture(cutaway: Cutaway, marker: Path) -> None:
    name = f"{marker.parent / 'net.py'}:perceptron"
    done = cutaway("summary", name, "--trust", "--input", "784", "--json")
    assert done.json["totals"]["macs"] == 7840


def test_a_summary_is_of_the_network_at_work_not_in_training(
    cutaway: Cutaway, marker: Path
) -> None:
    name = f"{marker.parent}/net.py:normalised"
    steps = cutaway("summary", name, "--trust", "--json", "--input", "1x20x20").json["steps"]
    assert steps[-1]["op"] == "batch_norm"
    assert steps[-1]["field"]["size"] == [3, 3]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("{code}:fails", "{code}:fails failed: ValueError: no weights in this folder"),
        ("{code}:leaves", "{code}:leaves failed: SystemExit:"),
        ("{code}:nothing", "{code}:nothing gave a NoneType; it must give a torch module"),
        ("{code}:needs", "{code}:needs failed: TypeError: needs() missing 1 required positional"),
        ("{code}:gone", "there is no 'gone' in {code}; name a class or function there"),
        ("{code}:SIZE", "there is no 'SIZE' in {code}; name a class or function there"),
        ("{code}", "'{code}' does not say what makes the network; name a class or function of it"),
        ("{code}:", "'{code}:' does not say what makes the network; name a class or function"),
        ("gone.py:make", "there is no file 'gone.py'; check the path"),
        ("gone.package:make", "gone.package cannot be imported: ModuleNotFoundError: No module"),
        (":make", "':make' does not say what makes the network"),
    ],
)
def test_what_goes_wrong_is_one_line(
    refused: Callable[..., str], marker: Path, name: str, message: str
) -> None:
    code = str(marker.parent / "net.py")
    said = refused("summary", name.format(code=code), "--trust")
    assert said.startswith(message.format(code=code))


def test_a_file_that_is_no_python(refused: Callable[..., str], tmp_path: Path) -> None:
    code = tmp_path / "broken.py"
    code.write_text("def make(:\n")
    assert refused("open", f"{code}:make", "--trust").startswith(f"{code} failed: SyntaxError: ")
