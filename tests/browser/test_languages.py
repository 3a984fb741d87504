"""English and Chinese: switched in the header, remembered, large enough to read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.seeing import opened, overview
from tests.conftest import Served

HAN = re.compile("[\u4e00-\u9fff]")
PLACES = [
    "",
    "view=number&step=conv1_2&at=7,9,19",
    "view=number&step=fc3&at=2",
    "view=wall&step=conv2_1",
    "view=layer&step=conv1_2&channel=7",
]
TEXTS = """
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const parent = walker.currentNode.parentElement;
    if (!text || !parent.checkVisibility({ checkVisibilityCSS: true })) continue;
    const { fontSize, fontStyle } = getComputedStyle(parent);
    found.push([text, parseFloat(fontSize), fontStyle]);
  }
  return found;
}
"""


def test_the_switch_changes_every_word_and_is_remembered(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "en")
    page.get_by_role("button", name="中文").click()
    expect(html).to_have_attribute("lang", "zh-Hans")
    for text in ("卷积 1.1", "汇聚 1", "全连接 3"):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_role("radiogroup", name="图片")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("7,740 参数 · 1.13 M 乘加")
    page.reload()
    expect(page.get_by_text("卷积 1.1", exact=True)).to_be_visible()
    expect(html).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("conv 1.1", exact=True)).to_be_visible()


def test_a_chinese_browser_begins_in_chinese(browse: Browse, served: Served) -> None:
    page = browse(served, "view=number&step=conv1_2&at=7,9,19", locale="zh-CN")
    for text in ("第 9 行，第 19 列", "10 个 3×3 窗口 × 10 个卷积核，求和，再加偏置：90 个乘积"):
        expect(page.get_by_text(text, exact=True)).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("^部分和: 通道 1 "))).to_be_visible()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_no_text_is_too_small_to_read(
    place: str, locale: str, browse: Browse, served: Served
) -> None:
    page = opened(browse(served, place, locale=locale), place)
    texts = page.evaluate(TEXTS)
    small = [text for text, size, _ in texts if size < (13 if HAN.search(text) else 12)]
    assert small == []
    assert [text for text, _, style in texts if style == "italic"] == []
    assert len(texts) > 40
    if locale == "zh-CN":
        assert sum(bool(HAN.search(text)) for text, _, _ in texts) > 15


@pytest.mark.parametrize("place", PLACES[1:])
def test_large_multiplies_every_text_by_one_and_a_half(
    place: str, browse: Browse, served: Served
) -> None:
    page = opened(browse(served, place), place)
    sizes = {text: size for text, size, _ in page.evaluate(TEXTS)}
    page.get_by_role("button", name="large", exact=True).click()
    larger = {text: size for text, size, _ in page.evaluate(TEXTS)}
    kept = [text for text in sizes if text in larger and larger[text] != 1.5 * sizes[text]]
    assert kept == []
    assert len(sizes.keys() & larger.keys()) > 30


def test_large_is_remembered(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    heading = page.get_by_text("conv 1.1", exact=True)
    before = heading.evaluate(size)
    switch = page.get_by_role("button", name="large", exact=True)
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert heading.evaluate(size) == 1.5 * before
    page.reload()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert heading.evaluate(size) == 1.5 * before
