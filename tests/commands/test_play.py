"""`cutaway play`: the answers of the playground for scripts."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from cutaway.playground.link import state_of
from tests.cli.conftest import Cutaway

INPUT = "1 2 0 3; 0 1 2 3; 1 2 1 0; 5 2 3 1"
LECTURE = ("play", "conv2d", "--input", INPUT, "--kernel", "1 2 1; 0 1 0; 2 1 0",
           "--bias", "1", "--padding", "1")  # fmt: skip
ANSWER = [[[2, 4, 5, 11], [6, 11, 13, 12], [8, 19, 17, 16], [10, 9, 8, 3]]]
POOLED = "1 1 2 0; 0 1 1 2; 0 0 1 3; 0 0 1 1"
TABLE = " 2   4   5  11\n 6  11  13  12\n 8  19  17  16\n10   9   8   3\n"


def test_the_lectures_exercise(cutaway: Cutaway) -> None:
    done = cutaway(*LECTURE)
    assert (done.code, done.out, done.err) == (0, TABLE, "")


def test_as_json(cutaway: Cutaway) -> None:
    found = cutaway(*LECTURE, "--json").json
    assert found["output"] == ANSWER
    assert found["shape"] == [1, 4, 4]
    assert found["line"] == "nn.Conv2d(1, 1, kernel_size=3, padding=1)"
    assert found["size"][0]["numbers"] == "⌊(4 + 2·1 − 3) / 1⌋ + 1 = 4"
    assert {cost["code"]: cost["value"] for cost in found["cost"]}["macs"] == 144
    assert state_of(found["link"]).state.input == INPUT


def test_step_by_step_and_one_step(cutaway: Cutaway) -> None:
    lines = cutaway(*LECTURE, "--steps").out.splitlines()
    step = "(0, 1, 2)  2·1 + 0·2 + 3·1 + 1·0 + 2·1 + 3·0 + 2·2 + 1·1 + 0·0 + 1 = 13"
    assert step in lines
    assert cutaway(*LECTURE, "--at", "0,1,2").out == step.partition("  ")[2] + "\n"


def test_as_latex_and_as_a_link(cutaway: Cutaway) -> None:
    assert r"\star \begin{bmatrix} 1 & 2 & 1 \\" in cutaway(*LECTURE, "--latex").out
    link = cutaway(*LECTURE, "--link").out.strip()
    assert state_of(link).unread == () and state_of(link).state.layers[0].bias == "1"


@pytest.mark.parametrize(
    ("words", "output"),
    [
        (("maxpool2d", "--input", POOLED, "--size", "2"), [[[1, 2], [0, 3]]]),
        (("avgpool2d", "--input", POOLED, "--size", "2"), [[[0.75, 1.25], [0, 1.5]]]),
        (("conv1d", "--input", "1 3 2", "--kernel", "1 -1"), [[-2, 1]]),
        (("conv1d", "--input", "1 3 2", "--kernel", "1 -1", "--flip"), [[2, -1]]),
        (("conv_transpose2d", "--input", "1 2; 3 4", "--kernel", "1 1; 1 1", "--stride", "2",
          "--bias", "1"), [[[2, 2, 3, 3], [2, 2, 3, 3], [4, 4, 5, 5], [4, 4, 5, 5]]]),
        (("conv_transpose2d", "--input", "1", "--kernel", "1 2; 3 4", "--stride", "2",
          "--output-padding", "1"), [[[1, 2, 0], [3, 4, 0], [0, 0, 0]]]),
        (("conv2d", "--input", "1 2; 3 4 | 1 1; 1 1", "--kernel", "1 | 2", "--groups",
          "depthwise"), [[[1, 2], [3, 4]], [[2, 2], [2, 2]]]),
        (("conv2d", "--input", "1 2; 3 4", "--kernel", "1 1", "--padding", "0 0 1 0", "--mode",
          "replicate"), [[[2, 3], [6, 7]]]),
        (("maxpool1d", "--input", "1 3 2", "--size", "2", "--ceil"), [[3, 2]]),
        (("relu", "--input", "-1 2"), [[[0, 2]]]),
        (("conv2d", "--input", "１ ２；３ ４", "--kernel", "一"), [[[1, 2], [3, 4]]]),
    ],
)  # fmt: skip
def test_every_kind(cutaway: Cutaway, words: tuple[str, ...], output: object) -> None:
    assert cutaway("play", *words, "--json").json["output"] == output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("conv2d", "--input", "1 2; 3"), "row 2 of the input has 1 number, the longest has 2"),
        (("conv2d", "--input", "1 2; 3 4", "--kernel", "1 2; 3"), "row 2 of the kernel has 1"),
        (("conv2d", "--input", "1 two"), "row 1, column 2 of the input is no number: 'two'"),
        (("conv2d", "--input", "3x3", "--stride", "0"), "a stride of 0 would never move"),
        (("conv2d", "--input", "3x3", "--size", "5"), "size is 5; at most 3: 3 + 0 + 0 positions"),
        (("conv2d", "--input", "3x3", "--padding", "x"), "padding is no whole number: 'x'"),
        (("conv2d", "--input", "3x3", "--mode", "grey"), "mode is one of zeros, reflect"),
        (("conv9d", "--input", "3x3"), "kind is one of conv1d, conv2d"),
        (("conv2d", "--input", "3x3", "--json", "--latex"), "give one of --json"),
        (("conv2d", "--input", "3x3", "--at", "x"), "--at is C,Y,X"),
        (("conv2d", "--input", "3x3", "--ceil"), "conv2d has no --ceil; it takes --kernel"),
        (("conv2d", "--input", "3x3", "--output-padding", "1"), "conv2d has no --output-padding"),
        (("MaxPool2d", "--input", "4x4", "--kernel", "2"), "maxpool2d has no --kernel; it takes "
         "--size --stride --padding --dilation --mode --ceil"),
        (("avgpool1d", "--input", "1 2", "--bias", "1"), "avgpool1d has no --bias"),
        (("conv_transpose2d", "--input", "3x3", "--mode", "reflect"), "conv_transpose2d has no"),
        (("relu", "--input", "1 2", "--size", "2"), "relu has no --size; it takes --input alone"),
        (("conv_transpose2d", "--input", "3x3", "--output-padding", "1"),
         "at most 0: output padding is smaller than the stride 1"),
        (("conv2d", "--input", "9999x9999"), "1×9997×9997 numbers: too many to compute here"),
        (("conv2d", "--input", "9999x9999", "--at", "0,0,0"), "1×9997×9997 numbers: too many"),
        (("conv2d", "--input", "3x3", "--at", "0,9,9"), "the output is 1×1×1; there is no number"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line(
    refused: Callable[..., str], words: tuple[str, ...], said: str
) -> None:
    assert refused("play", *words).startswith(said)


def test_of_too_many_numbers_the_size_and_the_cost_are_told(cutaway: Cutaway) -> None:
    found = cutaway("play", "conv2d", "--input", "9999x9999", "--json").json
    assert (found["shape"], found["output"]) == ([1, 9997, 9997], None)
    assert (
        "1×9997×9997 numbers: too many"
        in cutaway("play", "conv2d", "--input", "9999x9999", "--steps").out
    )


def test_without_a_layer_it_opens_the_page(
    cutaway: Cutaway, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[dict[str, object]] = []
    monkeypatch.setattr("cutaway.server.launch.launch", lambda room, **how: opened.append(how))
    assert cutaway("play", "--no-browser", "--port", "0").code == 0
    assert cutaway("play").code == 0
    assert opened == [
        {"port": 0, "browser": False, "view": "play="},
        {"port": None, "browser": True, "view": "play="},
    ]


@pytest.mark.parametrize("words", [("conv2d",), ("--input", "1 2")])
def test_a_layer_and_its_input_go_together(
    refused: Callable[..., str], words: tuple[str, ...]
) -> None:
    assert refused("play", *words).startswith("give a layer and its --input")


@pytest.mark.parametrize(
    "words",
    [LECTURE, ("size", "10"), ("cost", "nn.Conv2d(1, 1, 3)", "--input", "8x8")],
    ids=lambda words: words[0],
)
def test_no_command_of_the_playground_loads_torch(words: tuple[str, ...]) -> None:
    program = (
        "import sys; sys.argv = ['cutaway', *sys.argv[1:]]\n"
        "from cutaway.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print({'torch', 'numpy', 'rich.table'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, *words]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr
    assert len(done.stdout.splitlines()) > 2


def test_the_page_of_the_playground_is_served_without_torch() -> None:
    program = (
        "import sys; sys.argv = ['cutaway', 'play', '--no-browser', '--port', '0']\n"
        "from cutaway.server import launch\n"
        "launch.serve = lambda app, listener, ready: ready()\n"
        "from cutaway.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    address, torch = done.stdout.splitlines()
    assert address.startswith("http://127.0.0.1:") and address.endswith("&play="), done.stderr
    assert torch == "False"
