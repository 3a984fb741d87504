"""The lesson in a browser: sentences follow, answers are judged, Back works, nothing overflows."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.test_languages import HAN, TEXTS
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def scene(page: "Page", heading: str) -> "Locator":
    """The scene under a heading."""
    return page.locator("section.scene").filter(has=page.get_by_role("heading", name=heading))


def test_a_slider_changes_the_sentence(browse: Browse, served: Served) -> None:
    page = browse(served, "lesson=sizes")
    found = scene(page, "Count the places")
    sentence = found.get_by_text(re.compile("^It moves in steps of"))
    expect(sentence).to_contain_text("steps of 2, and a half step is no step: 3.5 steps")
    box = found.get_by_role("textbox", name=re.compile("^stride", re.IGNORECASE)).first
    box.fill("1")
    box.press("Enter")
    expect(sentence).to_contain_text("steps of 1, and a half step is no step: 7 steps")
    expect(found).to_contain_text("⌊(10 + 2·1 − 5) / 1⌋ + 1 = 8")
    expect(found).to_contain_text("This time it comes out even")
    found.get_by_role("button", name="as it was").click()
    expect(sentence).to_contain_text("3.5 steps")


def test_a_wrong_matrix_is_called_by_its_name(browse: Browse, served: Served) -> None:
    page = browse(served, "lesson=by-hand")
    asked = page.locator("[data-question=by-hand]")
    asked.get_by_role("textbox").fill("11 13\n19 17")
    asked.get_by_role("button", name="Check").click()
    expect(asked.get_by_role("status")).to_contain_text("the answer without the padding")
    asked.get_by_role("textbox").fill("2 4 5 11\n6 11 13 12\n8 19 17 16\n10 9 8 3")
    asked.get_by_role("button", name="Check").click()
    expect(asked.get_by_role("status")).to_contain_text("Right.")


def test_chapters_have_addresses_and_back_works(browse: Browse, served: Served) -> None:
    page = browse(served, "view=wall&step=conv1_2")
    page.get_by_role("button", name="Learn").click()
    title = page.get_by_role("article").get_by_role("heading", level=1)
    expect(title).to_have_text("Convolution by hand")
    contents = page.get_by_role("navigation", name="Chapters")
    contents.get_by_role("button", name="Pooling").click()
    expect(title).to_have_text("Pooling")
    assert page.url.endswith("#lesson=pooling")
    page.go_back()
    expect(title).to_have_text("Convolution by hand")
    page.go_back()
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    page.get_by_role("button", name="Learn").click()
    expect(title).to_have_text("Convolution by hand")  # where the reader was last


def test_a_chapter_that_does_not_exist_leaves_the_picker_to_choose_from(
    browse: Browse, served: Served
) -> None:
    page = browse(served, "lesson=nowhere", width=390, height=844, refusals=True)
    picker = page.get_by_role("combobox", name="Chapters")
    expect(picker.locator("option:checked")).to_have_text("Chapters")
    picker.select_option("pooling")
    title = page.get_by_role("article").get_by_role("heading", level=1)
    expect(title).to_have_text("Pooling")


def test_vggs_columns_change_the_paragraph(browse: Browse, served: Served) -> None:
    page = browse(served, "lesson=vgg")
    found = scene(page, "Where the parameters are")
    expect(found).to_contain_text("Of 132,863,336 parameters")
    found.get_by_role("button", name="D", exact=True).click()
    expect(found).to_contain_text("Of 138,357,544 parameters")


def test_a_network_stands_beside_the_text(browse: Browse, served: Served) -> None:
    page = browse(served, "lesson=representation", locale="zh-CN")
    found = scene(page, "起初：差别")
    expect(found).to_contain_text("conv1_1 的一个数看到图像的 3×3")
    expect(found.get_by_role("grid").first).to_be_visible()
    page.get_by_role("button", name="在应用中打开").first.click()
    expect(page.get_by_role("grid", name="全部特征图")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_nothing_overflows_and_no_text_is_small(
    width: int, locale: str, browse: Browse, served: Served
) -> None:
    page = browse(served, "lesson=costs", width=width, height=844, locale=locale)
    page.locator(".scene-live .cost, .scene-live .settings").first.wait_for()
    overflow = "page => page.scrollWidth - page.clientWidth"
    assert page.locator(".lesson").evaluate(overflow) == 0
    texts = page.evaluate(TEXTS)
    small = [text for text, size, _ in texts if size < (13 if HAN.search(text) else 12)]
    assert small == [] and len(texts) > 60
    assert [text for text, _, style in texts if style == "italic"] == []


def test_it_prints_the_text_and_what_stands_beside_it(browse: Browse, served: Served) -> None:
    page = browse(served, "lesson=by-hand")
    page.locator(".scene-live .stage").first.wait_for()
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Chapters")).to_be_hidden()
    heights = page.evaluate(
        "() => [document.body.scrollHeight, document.querySelector('article').scrollHeight]"
    )
    assert heights[0] >= heights[1] > 2000, "the whole chapter is on paper, not one screen of it"
