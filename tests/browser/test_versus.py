"""Networks side by side, and where two of them first differ, as a person meets them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from cutaway.networks.find import network
from cutaway.recording.door import record
from tests.browser.browse import Browse
from tests.browser.seeing import COLOURS, as_printed, number, overview
from tests.conftest import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Page

NETS = """
import torch
from torch import nn

def old():
    torch.manual_seed(1)
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Conv2d(4, 5, 3))

def new():
    net = old()
    with torch.no_grad():
        net[2].weight[3, 2, 0, 1] += 1
    return net
"""


@pytest.fixture(scope="module")
def differing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """`cutaway diff --open` of two networks that differ by one weight of channel 3."""
    folder = tmp_path_factory.mktemp("versus")
    (file := folder / "nets.py").write_text(NETS)
    words = (f"{file}:old", f"{file}:new", "--trust", "--input", "3x20x30", "--open")
    with serving(folder / "log.txt", *words, command="diff") as served:
        address, _, view = served.address.partition("&")
        assert view == "network=old&view=diff&with=new"
        yield replace(served, address=address), file


def steps(page: "Page") -> list[str]:
    return page.get_by_role("list", name="Steps of both networks").locator("li").all_inner_texts()


def test_networks_stand_side_by_side(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    page.get_by_role("button", name="Compare").click()
    table = page.get_by_role("region", name="Networks side by side").get_by_role("table")
    tiny = table.get_by_role("row").filter(has_text="Tiny VGG")
    expect(tiny).to_contain_text("7,740")
    expect(tiny).to_contain_text("most parameters: fc 3, 63 %")
    page.get_by_role("combobox", name="add a network").select_option("vgg-a")
    expect(table.get_by_role("row").filter(has_text="VGG A")).to_contain_text("133 M")
    assert "view=compare&with=" in page.url and page.url.endswith(",vgg-a")
    bars = tiny.get_by_role("button", name=re.compile("^Cost of each layer"))
    bars.focus()
    for _ in range(2):
        bars.press("ArrowRight")
    expect(tiny).to_contain_text("conv 1.2 · 10×28×28 · MACs 706 k (62 %)")
    bars.press("Enter")
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="take VGG A (11 weight layers) away").click()
    expect(table.get_by_role("row").filter(has_text="VGG A")).to_have_count(0)


def test_the_first_difference_is_shown_and_opens_in_both(
    browse: Browse, differing: tuple[Served, Path]
) -> None:
    served, file = differing
    page = browse(served, "network=old&view=diff&with=new")
    expect(page.get_by_role("status")).to_contain_text("They first differ at conv2d · 2")
    expect(page.get_by_role("status")).to_contain_text("its weights differ")
    assert [text.split("\n")[0] for text in steps(page)] == ["=", "=", "=", "≠"]
    expect(page.get_by_text("2.weight: at most 1 apart")).to_be_visible()
    found = [network(f"{file}:{name}", trust=True, input_shape=(1, 3, 20, 30))
             for name in ("old", "new")]  # fmt: skip
    old, new = (record(net).values["2"][0, 3] for net in found)
    at = divmod(int((old - new).abs().argmax()), old.shape[1])
    shown = page.locator("figure .value")
    for place, value in enumerate((old[at], new[at], old[at] - new[at])):
        text = shown.nth(place).inner_text()
        assert number(text) == pytest.approx(as_printed(float(value)), rel=1e-5)
    for label in ("map A, old", "map B, new", "A − B"):
        canvas = page.get_by_role("button", name=label).locator("canvas")
        assert canvas.evaluate(COLOURS)["colours"] > 20
    page.get_by_role("button", name="channel 0: 0 apart").click()
    expect(page.get_by_text("the same everywhere")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="open in new").click()
    assert number(page.get_by_test_id("value").inner_text()) == as_printed(float(new[at]))
    page.go_back()
    page.get_by_role("button", name="map A, old").press("Enter")
    expect(page.get_by_role("heading", name=re.compile("conv2d · 2"))).to_be_visible()
    assert number(page.get_by_test_id("value").inner_text()) == as_printed(float(old[at]))


def test_b_may_read_the_channels_in_the_other_order(
    browse: Browse, differing: tuple[Served, Path]
) -> None:
    page = browse(differing[0], "network=old&view=diff&with=old", locale="zh-CN")
    verdict = page.get_by_role("status")
    expect(verdict).to_contain_text("没有一步不同")
    page.get_by_role("button", name="通道 BGR").click()
    expect(verdict).to_contain_text("最先在输入不同")
    expect(verdict).to_contain_text("通道次序相反")
    assert page.url.endswith("with=old@bgr")


def test_networks_without_a_common_step_are_refused_in_place(
    browse: Browse, served: Served
) -> None:
    page = browse(served, "network=tiny-vgg&view=diff&with=filters", refusals=True)
    expect(page.get_by_role("alert")).to_contain_text("share no step")
    page.get_by_role("button", name="choose other networks").click()
    expect(page.get_by_role("heading", name="Networks side by side")).to_be_visible()
