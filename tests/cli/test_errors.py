"""Whatever is asked wrongly: one clear line, exit code 2, and never a traceback."""

import socket
import sys
from collections.abc import Callable
from importlib.metadata import version
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from cutaway.cli import main
from tests.cli.conftest import Cutaway


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("conv1_2:10,0,0", "[0, 10, 0, 0] lies outside conv1_2, whose indices run over "
                           "0…0, 0…9, 0…27, 0…27"),
        ("conv1_2:-1,0,0", "[0, -1, 0, 0] lies outside conv1_2"),
        ("fc3:10", "[0, 10] lies outside fc3, whose indices run over 0…0, 0…9"),
        ("conv1_2:7,9", "conv1_2 has 4 axes [1, 10, 28, 28], the index [0, 7, 9] has 3"),
        ("conv1_3:0,0,0", "there is no step 'conv1_3'; did you mean conv1_2"),
        ("zzz:0", "there is no step 'zzz'; `summary` lists the steps"),
        ("conv1_2", "--at is STEP:C,Y,X, such as conv1_2:7,9,19; got 'conv1_2'"),
        ("conv1_2:a,b", "--at is STEP:C,Y,X, such as conv1_2:7,9,19; got 'conv1_2:a,b'"),
        ("conv1_2:1,,2", "--at is STEP:C,Y,X, such as conv1_2:7,9,19; got 'conv1_2:1,,2'"),
        (":1", "--at is STEP:C,Y,X"),
    ],
)  # fmt: skip
def test_places_that_do_not_exist(
    refused: Callable[..., str], boot: Path, at: str, said: str
) -> None:
    assert refused("explain", "tiny-vgg", "--image", boot, "--at", at).startswith(said)


def test_an_item_outside_the_batch(refused: Callable[..., str], boot: Path) -> None:
    said = refused("explain", "tiny-vgg", "--image", boot, "--at", "fc3:1", "--batch", "1")
    assert said == (
        "the batch has 1 element, numbered 0…0; got element 1 of fc3: give as many pictures, "
        "--image for each"
    )
    at = ("--at", "pool1:2,0,0,0")
    said = refused("explain", "tiny-vgg", "--image", boot, "--image", boot, *at)
    assert said.startswith("the batch has 2 elements, numbered 0…1; got element 2 of pool1")


@pytest.mark.parametrize(
    "words",
    [("--weights", ""), ("--image", ""), ("--labels", ""), ("--preprocess=",), ("--save", ""),
     ("--arch", ""), ("--batch", "-1")],
)  # fmt: skip
def test_an_option_of_nothing_is_not_passed_over(
    cutaway: Cutaway, boot: Path, words: tuple[str, ...]
) -> None:
    """As a shell gives for a variable that is not set."""
    done = cutaway("explain", "tiny-vgg", "--image", boot, "--at", "fc3:0", *words)
    assert (done.code, done.out) == (2, "")
    name = words[0].removesuffix("=")
    why = "-1 is not in the range" if name == "--batch" else "it is empty; give it something"
    assert f"Invalid value for '{name}': {why}" in done.err


@pytest.mark.parametrize("command", ["open", "summary"])
def test_networks_that_do_not_exist(refused: Callable[..., str], command: str) -> None:
    assert refused(command, "tiny-vg") == "there is no network 'tiny-vg'; did you mean tiny-vgg?"
    assert "the names are tiny-vgg, squeezenet, filters, vgg-a" in refused(command, "zzz")


def test_an_input_that_is_no_picture_of_the_network(
    refused: Callable[..., str], boot: Path
) -> None:
    words = ("explain", "tiny-vgg", "--image", boot, "--at", "fc3:0")
    said = refused(*words, "--input", "3x28x28")
    assert said == "tiny-vgg reads 1x28x28, or another height and width; got 3x28x28"
    assert refused(*words, "--input", "784").endswith("got 784")


@pytest.mark.parametrize(
    "words",
    [
        ("summary",),
        ("summary", "tiny-vgg", "--jason"),
        ("explain", "tiny-vgg"),
        ("open", "--port", "eighty"),
        ("opne",),
    ],
)
def test_usage(cutaway: Cutaway, words: tuple[str, ...]) -> None:
    done = cutaway(*words)
    assert (done.code, done.out) == (2, "")
    assert "Usage: cutaway" in done.err and "Error: " in done.err
    assert "Traceback" not in done.err


def test_no_words_at_all_show_the_help(cutaway: Cutaway) -> None:
    done = cutaway()
    assert done.code == 2
    for command in ("open", "summary", "explain"):
        assert f"\n  {command} " in done.out + done.err


def test_version(cutaway: Cutaway) -> None:
    assert cutaway("--version").out == version("cutaway") + "\n"


def test_a_port_in_use(refused: Callable[..., str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused("open", "--no-browser", "--port", port)
    assert said == f"port {port} is taken; choose another --port, or leave it out for a free one"
    assert refused("open", "--port", "65536") == "a port lies between 0 and 65535; got 65536"


def test_a_pipe_of_few_signs_gets_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a pipe's encoding has × and no −."""
    pipe = TextIOWrapper(BytesIO(), "cp1252")
    monkeypatch.setattr(sys, "stdout", pipe)
    monkeypatch.setattr(sys, "argv", ["cutaway", "summary", "tiny-vgg"])
    with pytest.raises(SystemExit):
        main()
    pipe.seek(0)
    assert pipe.encoding == "utf-8" and "10×28×28" in pipe.read()
