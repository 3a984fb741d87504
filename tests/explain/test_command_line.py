"""`cutaway field` and `cutaway summary --compare`: what is printed, and what JSON says."""

import json

import pytest
import torch
from torch import Tensor, nn
from typer.testing import CliRunner

from cutaway.cli import app
from cutaway.errors import AddressError
from cutaway.explain.summary import summary
from cutaway.terminal.summary import print_summary, summary_json


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_field_of_a_number() -> None:
    lines = run("field", "tiny-vgg", "--at", "conv1_2:7,9,19").splitlines()
    assert lines[0] == "conv1_2[0, 7, 9, 19] depends on"
    assert lines[2].split("  ")[0] == "input"
    assert "[0…0, 0…0, 7…11, 17…21]" in lines[2] and lines[2].split()[-1] == "25"


def test_the_field_as_data_with_holes() -> None:
    told = json.loads(run("field", "tiny-vgg", "--at", "input:0,9,19", "--feeds", "--json"))
    assert (told["step"], told["index"], told["feeds"]) == ("input", [0, 0, 9, 19], True)
    assert told["steps"]["conv1_1"] == {
        "start": [0, 0, 8, 18], "stop": [1, 10, 11, 21], "count": 90, "holes": False,
        "exact": True,
    }  # fmt: skip
    assert told["steps"]["flatten"]["count"] == 160 and told["steps"]["flatten"]["holes"]


def test_the_field_of_an_item_of_a_batch() -> None:
    told = json.loads(run("field", "tiny-vgg", "--at", "fc3:4", "--batch", "2", "--json"))
    assert told["steps"]["input"]["start"] == [2, 0, 0, 0]
    assert told["steps"]["input"]["count"] == 28 * 28


def test_a_step_that_is_none_is_refused() -> None:
    with pytest.raises(AddressError, match="did you mean conv1_2"):
        run("field", "tiny-vgg", "--at", "conv1_3:0,0,0")


def test_a_summary_beside_other_counters() -> None:
    text = run("summary", "tiny-vgg", "--compare", "--batch", "2")
    assert "2,267,720 MACs" in text, "1,133,860 for one picture"
    assert "FlopCounterMode: 4,535,440 FLOPs; the same" in text
    assert "torchinfo" in text
    assert "MAC = one multiply-add of a dot product" in text and "peak = " in text
    told = json.loads(run("summary", "tiny-vgg", "--compare", "--json"))
    assert told["totals"]["macs"] == 1_133_860
    assert told["compared"][0]["theirs"] == 2_267_720
    assert told["steps"][1]["field"] == {
        "size": [3, 3], "jump": [1, 1], "start": [-1, -1], "known": True,
    }  # fmt: skip
    assert "compared" not in json.loads(run("summary", "tiny-vgg", "--json"))


def test_a_total_that_misses_something_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    class Odd(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.linalg.matrix_exp(x @ x)

    found = summary(Odd(), (1, 3, 3))
    print_summary(found)
    text = capsys.readouterr().out
    assert "at least 27 MACs" in text
    assert "incomplete: steps marked unknown are not counted: linalg_matrix_exp" in text
    told = summary_json(found)["totals"]
    assert isinstance(told, dict)
    assert (told["complete"], told["unknown"]) == (False, ("linalg_matrix_exp",))
