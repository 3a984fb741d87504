"""A batch: its element is switched by mouse and keyboard, every view follows, Back goes back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from playwright.sync_api import expect

import cutaway
from tests.browser.browse import Browse
from tests.browser.seeing import as_printed, number, opened, overview
from tests.browser.test_uploads import png
from tests.conftest import Served, serving

NET = """
import torch
from torch import nn
def Net():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(1, 3, 3), nn.AvgPool2d(13),
                         nn.BatchNorm2d(3, track_running_stats=False),
                         nn.ReLU(), nn.Flatten(), nn.Linear(12, 4))
"""
STEP, AT = "2", "2,1,0"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("batch")
    paths = []
    for name, picture in zip("abc", cutaway.network("tiny-vgg").pictures, strict=False):
        paths.append(folder / f"{name}.png")
        picture.load().save(paths[-1])
    (folder / "net.py").write_text(NET)
    return paths


@pytest.fixture(scope="module")
def mixing(pictures: list[Path]) -> Iterator[Served]:
    """The app on three pictures, through a batch norm that mixes them."""
    file = pictures[0].with_name("net.py")
    images = [word for path in pictures for word in ("--image", str(path))]
    words = (f"{file}:Net", "--trust", "--input", "1x28x28", *images)
    with serving(file.with_suffix(".log"), *words) as found:
        yield found


@pytest.fixture(scope="module")
def recorded(pictures: list[Path]) -> torch.Tensor:
    """What torch gives for the batch, after its batch norm."""
    space: dict[str, object] = {}
    exec(NET, space)  # the very module that is served
    found = cutaway.network("tiny-vgg").prepare([str(path) for path in pictures])[0]
    with torch.no_grad():
        return space["Net"]()[:3](found)  # type: ignore[operator]  # a factory, just made


def test_every_view_follows_the_element(
    browse: Browse, mixing: Served, recorded: torch.Tensor
) -> None:
    place = f"view=number&step={STEP}&channel=2&at={AT}"
    page = opened(browse(mixing, place), place)
    value = page.get_by_test_id("value")

    def shown(at: int, name: str) -> None:
        expect(page.get_by_role("radio", name=f"element {at} · {name}")).to_be_checked()
        expect(page.get_by_test_id("element")).to_have_text(f"element {at} · {name}")
        expect(page.get_by_text(re.compile(rf"element {at} of the batch \(0…2\)"))).to_be_visible()
        expected = as_printed(float(recorded[at, 2, 1, 0]))
        assert number(value.inner_text()) == pytest.approx(expected, rel=1e-4)

    shown(0, "a.png")
    page.keyboard.press(".")
    shown(1, "b.png")
    page.get_by_role("radio", name="element 2 · c.png").click()
    shown(2, "c.png")
    page.keyboard.press(".")  # there is no further one
    further = page.get_by_role("button", name="Next element of the batch")
    expect(further).to_be_disabled()
    page.get_by_role("button", name="Previous element of the batch").click()
    shown(1, "b.png")
    page.keyboard.press(",")
    shown(0, "a.png")
    page.go_back()
    shown(1, "b.png")
    page.go_back()
    shown(2, "c.png")
    page.go_back()
    shown(1, "b.png")
    page.reload()
    shown(1, "b.png")
    assert len({float(recorded[at, 2, 1, 0]) for at in range(3)}) == 3


def test_numbers_of_other_elements_say_whose_they_are_and_lead_there(
    browse: Browse, mixing: Served
) -> None:
    place = f"view=number&step={STEP}&channel=2&at={AT}"
    page = opened(browse(mixing, place), place)
    expect(page.get_by_text("made of elements 0…2 of the batch")).to_be_visible()
    group = page.locator(".by-element").first
    expect(group.locator("small")).to_have_text([f"element {i} · {n}.png" for i, n in
                                                 enumerate("abc")])  # fmt: skip
    other = group.locator("> div").nth(2).get_by_role("button").first
    printed = number(other.inner_text())
    other.click()
    expect(page.get_by_test_id("element")).to_have_text("element 2 · c.png")
    assert number(page.get_by_test_id("value").inner_text()) == pytest.approx(printed, abs=0.006)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("element")).to_have_text("element 0 · a.png")
    expect(page.get_by_role("heading", name=re.compile("^batch_norm"))).to_be_visible()


def test_a_class_bar_a_wall_and_a_layer_are_of_the_element(browse: Browse, mixing: Served) -> None:
    page = overview(browse(mixing))
    bars = page.get_by_role("list", name="Classes")
    expect(page.get_by_role("radio", name="element 0 · a.png")).to_be_checked()
    before = bars.inner_text()
    page.keyboard.press(".")
    expect(bars).not_to_have_text(before)
    expect(page.get_by_role("radio", name="element 1 · b.png")).to_be_checked()
    for view in ("wall", "layer"):
        there = opened(browse(mixing, f"view={view}&step=0&channel=1"), f"view={view}")
        there.get_by_role("radio", name="element 2 · c.png").click()
        expect(there.get_by_text(re.compile("^c.png · element 2 of the batch"))).to_be_visible()
        assert f"view={view}&step=0" in there.url


def test_files_chosen_together_are_a_batch(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add a picture").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files(
        [
            {"name": f"{name}.png", "mimeType": "image/png", "buffer": png(30, 30, name)}
            for name in ("teal", "gold")
        ]
    )
    batch = page.get_by_role("group", name="One batch: 2 pictures")
    expect(batch.get_by_role("radio", name="element 0 · teal.png")).to_be_checked()
    batch.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowRight")
    expect(batch.get_by_role("radio", name="element 1 · gold.png")).to_be_checked()
    expect(page.get_by_text("batch of 2")).to_be_visible()


def test_files_that_do_not_fit_together_run_alone(browse: Browse, served: Served) -> None:
    page = overview(browse(served, "network=filters", refusals=True, locale="zh-CN"))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="添加图片").click()
    chooser.value.set_files(
        [
            {"name": f"{side}.png", "mimeType": "image/png", "buffer": png(side, 40)}
            for side in (40, 60)
        ]
    )
    expect(page.get_by_role("alert")).to_contain_text("第一张变为 3×40×40，第 2 张变为 3×40×60")
    expect(page.get_by_role("radio", name="40.png")).to_be_checked()
    expect(page.get_by_role("radio", name="60.png")).to_be_visible()
