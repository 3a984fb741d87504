"""docs/playground.md names every box there is, and nothing else."""

import re
from dataclasses import fields
from pathlib import Path

from cutaway.playground.layer import KINDS
from cutaway.playground.state import LayerState, PlayState

PAGE = (Path(__file__).parents[2] / "docs" / "playground.md").read_text("utf-8")


def test_every_box_is_on_the_page() -> None:
    section = PAGE.partition("### Boxes")[2].partition("\n\nMatrices")[0]
    head, _, table = section.partition("Of each layer:")
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert re.findall(r"`(\w+)`", " ".join(rows)) == [
        *("kind", "kernel", "outputs", "size", "bias", "stride", "dilation", "extra"),
        *("padding", "groups", "mode", "flip", "ceil", "counted"),
    ]
    assert {*re.findall(r"`(\w+)`", " ".join(rows))} == {each.name for each in fields(LayerState)}
    whole = {each.name for each in fields(PlayState)} - {"layers"}
    assert whole <= {*re.findall(r"`(\w+)`", head)}


def test_every_kind_is_on_the_page() -> None:
    (row,) = re.findall(r"^\| `kind` \| (.*) \|$", PAGE, re.MULTILINE)
    assert {*re.findall(r"`(\w+)`", row)} == {*KINDS}
