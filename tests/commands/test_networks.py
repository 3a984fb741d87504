"""`cutaway networks`, `notation`, `code`, `table`: what they print, and what they refuse."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cutaway.networks.architectures.published import ARCHITECTURES
from tests.cli.conftest import Cutaway
from tests.networks.notation.test_table import MARKDOWN, SCRAMBLED


def test_the_list(cutaway: Cutaway) -> None:
    found = {entry["name"]: entry for entry in cutaway("networks", "--json").json["networks"]}
    assert set(ARCHITECTURES) | {"tiny-vgg", "squeezenet", "filters"} == set(found)
    assert found["vgg-d"]["params"] == 138_357_544 and found["vgg-d"]["year"] == 2014
    out = cutaway("networks").out
    (row,) = (line.split() for line in out.splitlines() if line.startswith("lenet-5 "))
    assert row == ["lenet-5", "LeNet-5", "1998", "61,706", "1×32×32", "random", "weights"]
    assert "nobody trained" in out


def test_the_notation_of_a_name_and_of_a_text(cutaway: Cutaway) -> None:
    lenet = f"input-1x32x32 {ARCHITECTURES['lenet-5'].words}"
    assert cutaway("notation", "lenet-5").out == lenet + "\n"
    totals = [cutaway("summary", name, "--json").json["totals"] for name in ("lenet-5", lenet)]
    assert totals[0] == totals[1] and totals[0]["params"] == 61706
    assert cutaway("notation", "input-20 FC-3").out == "input-20 FC-3\n"
    assert cutaway("notation", "CONV3-8,  2*[FC-10]").out == "conv3-8 2*FC-10\n"
    assert cutaway("notation", "vgg16").out.startswith("conv3-64 conv3-64 maxpool conv3-128")


def test_a_network_of_code_has_none(refused: Callable[..., str]) -> None:
    said = refused("notation", "filters")
    assert said.startswith("filters has no notation") and "cutaway summary" in said


def test_code_in_both_forms(cutaway: Cutaway) -> None:
    words = ("code", "conv3-8 maxpool FC-10", "--input", "1x8x8")
    assert "nn.Linear(128, 10)" in cutaway(*words).out
    assert "x = F.max_pool2d(x, 2)" in cutaway(*words, "--form", "module").out
    assert "nn.Linear(25088, 4096)" in cutaway("code", "vgg-d").out


def test_a_summary_of_a_notation(cutaway: Cutaway) -> None:
    found = cutaway("summary", "conv3-8 maxpool FC-10", "--input", "1x8x8", "--json").json
    assert [step["name"] for step in found["steps"]] == [
        "input", "conv1_1", "relu1_1", "pool1", "flatten", "fc2"
    ]  # fmt: skip
    assert found["totals"]["params"] == 80 + 128 * 10 + 10
    vector = cutaway("summary", "FC-128 FC-5", "--input", "10", "--json").json
    assert vector["totals"]["params"] == 2_053


def test_one_number_of_a_notation(cutaway: Cutaway, boot: Path) -> None:
    words = ("explain", "conv3-8 maxpool FC-10", "--input", "1x28x28", "--image", boot)
    found = cutaway(*words, "--at", "conv1_1:3,9,9", "--json").json
    assert found["adds_up"] is True and found["recorded"] != 0


def test_an_error_shows_the_place(cutaway: Cutaway) -> None:
    done = cutaway("summary", "conv3-64 cnv3-64 maxpool")
    line, text, caret = done.err.splitlines()
    assert done.code == 2 and "did you mean conv3-64?" in line
    assert (text, caret) == ("  conv3-64 cnv3-64 maxpool", "           ^^^^^^^")


def test_what_is_too_large_to_run_is_said_before_it_is_made(
    refused: Callable[..., str], boot: Path
) -> None:
    """10¹² weights: 4 TB."""
    words = ("explain", "FC-1000000 FC-1000000", "--input", "1x28x28", "--image", boot)
    said = refused(*words, "--at", "fc1:0")
    assert said.startswith("the weights need 3,72") and "choose a smaller" in said
    assert "its table needs no weights" in said


def test_a_table(cutaway: Cutaway, tmp_path: Path) -> None:
    file = tmp_path / "table.md"
    file.write_text(MARKDOWN, "utf-8")
    rows = [line.split() for line in cutaway("table", file).out.splitlines()]
    assert rows[1] == ["tiny", "2", "19,710", "90,160", "conv3-10", "maxpool", "FC-10"]
    assert cutaway("table", file, "--column", "tiny").out == "conv3-10 maxpool FC-10\n"


def test_the_scrambled_table_is_refused(cutaway: Cutaway, tmp_path: Path) -> None:
    file = tmp_path / "table.txt"
    file.write_text(SCRAMBLED, "utf-8")
    done = cutaway("table", file)
    assert done.code == 2 and done.err.count("\n") == 1
    for name, built, printed in (("C", 15, 16), ("D", 15, 16), ("E", 18, 19)):
        told = f"column {name} builds {built} weight layers, and the table prints {printed}"
        assert told in done.err
    assert done.out.count("refused") == 3 and "column B" not in done.err
    found = cutaway("table", file, "--json")
    assert [c["built"] for c in found.json["columns"]] == [11, 11, 13, 15, 15, 18]


@pytest.mark.parametrize("column", ["C", "D", "E"])
def test_a_refused_column_is_not_printed(
    refused: Callable[..., str], tmp_path: Path, column: str
) -> None:
    file = tmp_path / "table.txt"
    file.write_text(SCRAMBLED, "utf-8")
    assert refused("table", file, "--column", column).startswith(f"column {column} builds")
