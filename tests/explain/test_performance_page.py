"""docs/performance.md: the MACs it prints are ours, and those that torch's own counter gives."""

import re
from pathlib import Path

import pytest
import torch
from benchmarks.nets import BUILDERS, INPUT, network
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils.flop_counter import FlopCounterMode

import cutaway

PAGE = (Path(__file__).parents[2] / "docs" / "performance.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([\w-]+) \| ([\d,]{9,}) \| (the same) \|", PAGE, re.MULTILINE)


def test_every_network_has_a_row() -> None:
    assert [name for name, *_ in ROWS] == list(BUILDERS)


@pytest.mark.parametrize(("name", "macs"), [(name, macs) for name, macs, _ in ROWS])
def test_our_macs_are_as_printed(name: str, macs: str) -> None:
    with torch.device("meta"):
        module = network(name)
    assert f"{cutaway.summary(module, INPUT).totals.macs:,}" == macs


@pytest.mark.parametrize("name", ["ResNet-50", "MobileNetV2"])
def test_torchs_counter_gives_the_same(name: str) -> None:
    with FakeTensorMode(), FlopCounterMode(display=False) as counter:
        network(name)(torch.empty(INPUT))
    printed = {name: macs for name, macs, _ in ROWS}[name]
    assert f"{counter.get_total_flops() // 2:,}" == printed


def test_the_papers_resnet_is_said_to_be_another() -> None:
    (said,) = re.findall(r"its 1×1 convolutions, ([\d,]+) MACs", PAGE)
    assert f"{cutaway.summary(cutaway.network('resnet-50')).totals.macs:,}" == said
