"""What the pages say to type: commands that there are, and steps that are there."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from cutaway.cli import app
from cutaway.networks.zoo import network
from cutaway.recording.shapes import record_shapes
from tests.cli.conftest import Cutaway

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
ASKED = re.compile(
    r"cutaway (?:explain|field) +(tiny-vgg|squeezenet|filters|vgg\S*) .*--at ([\w.#]+):"
)
TYPED = re.compile(r"^cutaway ([a-z].*)$|`cutaway ([a-z][^`\n]* [^`\n]*)`", re.MULTILINE)
ALONE = ("summary", "networks", "notation", "code", "suggest", "play", "size", "cost", "compare")
FILES = (".py:", ".pt", ".models:", ".onnx", "--open", "NET")


def asked() -> list[tuple[str, str, str]]:
    return [
        (page.name, name, step)
        for page in PAGES
        for name, step in ASKED.findall(page.read_text("utf-8"))
    ]


def typed() -> list[str]:
    """Every command of the pages once: a line that ends in a backslash goes on in the next."""
    found: dict[str, None] = {}
    for page in PAGES:
        text = page.read_text("utf-8").replace("\\\n", " ")
        for line, inline in TYPED.findall(text):
            found[re.sub(r" +", " ", re.sub(r"\[--.*\]", "", line or inline)).strip()] = None
    return list(found)


def runs_alone(words: str) -> bool:
    """Whether a command needs no file, and ends by itself."""
    return words.startswith(ALONE) and not any(word in words for word in FILES)


def test_the_pages_have_such_commands() -> None:
    assert len(asked()) >= 3
    assert len(typed()) >= 35
    assert len([words for words in typed() if runs_alone(words)]) >= 9


@pytest.mark.parametrize(("page", "name", "step"), asked())
def test_every_step_of_a_page_is_there(page: str, name: str, step: str) -> None:
    found = network(name)
    assert record_shapes(found.skeleton, found.input_shape).step(step), page


@pytest.mark.parametrize("words", typed())
def test_every_command_and_option_is_there(words: str) -> None:
    command, args = typer.main.get_command(app), shlex.split(words)
    while children := getattr(command, "commands", None):
        command = children[args.pop(0)]
    command.make_context("cutaway", args)  # fails for an option that there is not


@pytest.mark.parametrize("words", [words for words in typed() if runs_alone(words)])
def test_commands_that_need_no_file_do_what_the_page_says(cutaway: Cutaway, words: str) -> None:
    done = cutaway(*shlex.split(words))
    assert (done.code, done.err) == (0, "") and done.out.count("\n") >= 1
