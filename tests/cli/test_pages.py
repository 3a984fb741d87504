"""What the pages say to type is about steps that are there."""

import re
from pathlib import Path

import pytest

from cutaway.networks.zoo import network
from cutaway.recording.shapes import record_shapes

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
ASKED = re.compile(
    r"cutaway (?:explain|field) +(tiny-vgg|squeezenet|filters|vgg\S*) .*--at ([\w.#]+):"
)


def asked() -> list[tuple[str, str, str]]:
    return [
        (page.name, name, step)
        for page in PAGES
        for name, step in ASKED.findall(page.read_text("utf-8"))
    ]


def test_the_pages_have_such_commands() -> None:
    assert len(asked()) >= 3


@pytest.mark.parametrize(("page", "name", "step"), asked())
def test_every_step_of_a_page_is_there(page: str, name: str, step: str) -> None:
    found = network(name)
    assert record_shapes(found.skeleton, found.input_shape).step(step), page
