"""`cutaway suggest`: a list, as JSON and as a table, and why there is none."""

from collections.abc import Callable

import pytest

import cutaway as package
from cutaway.networks.architectures.architecture import written
from tests.cli.conftest import Cutaway
from tests.networks.notation.test_code import executed

WORDS = ("suggest", "--input", "3x16x16", "--classes", "10", "--max-params", "30k",
         "--max-macs", "2M", "--min-field", "12")  # fmt: skip


def test_as_json_each_has_its_notation_and_code(cutaway: Cutaway) -> None:
    found = cutaway(*WORDS, "--json").json
    assert "accuracy is not in it" in found["not_in_it"]
    assert found["weighed"] == len(found["front"]) + sum(each["count"] for each in found["fallen"])
    assert len(found["front"]) > 5
    one = found["front"][3]
    totals = package.summary(written(one["notation"], (1, 3, 16, 16))).totals
    assert (totals.params, totals.macs) == (one["params"], one["macs"])
    net = executed(one["code"])
    assert sum(p.numel() for p in net.parameters()) == one["params"] <= 30_000


def test_as_a_table(cutaway: Cutaway) -> None:
    out = cutaway(*WORDS, "--most", "3").out
    assert "Shown: 3, evenly" in out and "accuracy is not in it" in out
    assert "for too many MACs alone; the cheapest needs 2," in out
    assert "for too small a field alone; the largest is 1" in out
    assert "beaten by one on the front, such as" in out
    assert out.count("nn.Sequential(") == 0
    assert cutaway(*WORDS, "--most", "3", "--code").out.count("net = nn.Sequential(\n") == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--input", "3x64x64", "--classes", "10", "--max-params", "100"),
         "none of 122,136 structures fits: 122,136 for too many parameters alone; the smallest has "
         "314: conv3-8 GAP FC-10. Allow more"),
        (("--input", "64", "--classes", "10"), "structures are of pictures (c, h, w)"),
        (("--input", "3x64x64", "--classes", "10", "--max-macs", "lots"),
         "--max-macs is a number such as 500k, 50M or 1.5G; got 'lots'"),
        (("--input", "3x64", "--classes", "0"), "structures are of pictures"),
        (("--input", "axb", "--classes", "2"), "--input is a shape without its batch axis"),
    ],
)  # fmt: skip
def test_what_cannot_be_suggested(
    refused: Callable[..., str], words: tuple[str, ...], said: str
) -> None:
    assert refused("suggest", *words).startswith(said)
