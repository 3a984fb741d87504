"""On a phone, 390×844: nothing overflows, nothing overlaps, a number is a page of its own."""

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.seeing import click_at, column, opened, overview
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTH, HEIGHT = 390, 844
PLACES = [
    "",
    "view=number&step=conv1_2&at=7,9,19",
    "view=number&step=fc3&at=2",
    "view=wall&step=conv2_1",
    "view=layer&step=conv1_2&channel=7",
]

# Pairs of texts, pictures and fields on the screen, neither inside the other, whose boxes cross.
# What scrolled out of its area, or lies below the page of a number, is not on the screen. A line
# of text has room above and below its letters; a sixth of it may be shared.
CROSSING = """
() => {
  const visible = { checkVisibilityCSS: true, checkOpacity: true };
  const page = document.querySelector("[role=separator]")?.closest("section") ?? document.body;
  const boxOf = (element, texts) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, top, right, bottom } = (texts ? range : element).getBoundingClientRect();
    const spare = texts ? (bottom - top) / 6 : 0;
    const box = { left, right, top: top + spare, bottom: bottom - spare };
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflow === "visible") continue;
      const clip = around.getBoundingClientRect();
      for (const side of ["left", "top"]) box[side] = Math.max(box[side], clip[side]);
      for (const side of ["right", "bottom"]) box[side] = Math.min(box[side], clip[side]);
    }
    return box;
  };
  const shown = [...page.querySelectorAll("*")].flatMap(element => {
    const texts = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!texts && !element.matches("canvas, img, input, select")) return [];
    const box = boxOf(element, texts);
    const onScreen = box.right - box.left > 2 && box.bottom - box.top > 2;
    return onScreen && element.checkVisibility(visible) ? [{ element, box }] : [];
  });
  const name = ({ element }) => (element.textContent || element.tagName).slice(0, 40);
  const crossing = shown.flatMap((one, i) => shown.slice(i + 1).flatMap(other => {
    if (one.element.contains(other.element) || other.element.contains(one.element)) return [];
    const [a, b] = [one.box, other.box];
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return wide > 1 && high > 1 ? [[name(one), name(other)]] : [];
  }));
  return { crossing, shown: shown.length };
}
"""


def narrow(browse: Browse, served: Served, place: str, locale: str = "en-US") -> "Page":
    page = browse(served, place, width=WIDTH, height=HEIGHT, locale=locale, calm=True)
    return opened(page, place)


def test_one_layer_fills_the_screen_and_the_next_is_a_swipe_away(
    browse: Browse, served: Served
) -> None:
    page = narrow(browse, served, "")
    here = column(page, "input")
    box = here.bounding_box()
    assert box is not None and box["width"] > 0.8 * WIDTH
    cell = column(page, "conv 1.1").get_by_role("gridcell")
    expect(cell).not_to_be_in_viewport(ratio=0.5)
    column(page, "input").get_by_role("grid").hover()
    page.mouse.wheel(0.8 * WIDTH, 0)
    expect(cell).to_be_in_viewport(ratio=0.9)


def test_a_number_is_a_page_of_its_own(browse: Browse, served: Served) -> None:
    page = overview(browse(served, width=WIDTH, height=HEIGHT, calm=True))
    grid = column(page, "input").get_by_role("grid")
    expect(grid).to_be_visible()
    click_at(page, column(page, "input").get_by_role("gridcell"), (14, 14), (28, 28))
    number = page.get_by_test_id("value")
    expect(number).to_be_visible()
    covers = """element => {
      const panel = element.closest("section").getBoundingClientRect();
      return [panel.left, panel.top, panel.right, panel.bottom].map(Math.round);
    }"""
    assert number.evaluate(covers) == [0, 0, WIDTH, HEIGHT]
    page.get_by_role("button", name="Close").click()
    expect(number).to_be_hidden()
    expect(grid).to_be_visible()


@pytest.mark.parametrize("step", ["conv1_2&at=7,9,19", "fc3&at=2"])
def test_every_partial_sum_is_on_the_screen_and_they_make_the_total(
    step: str, browse: Browse, served: Served
) -> None:
    page = narrow(browse, served, f"view=number&step={step}")
    sums = page.get_by_role("img", name="Partial sums")
    assert sums.evaluate("element => element.scrollWidth <= element.clientWidth")
    box = sums.bounding_box()
    assert box is not None and box["width"] > 300 and box["x"] + box["width"] <= WIDTH
    drawn = [Decimal(text.replace("−", "-")) for text in sums.locator(".amount").all_inner_texts()]
    assert len(drawn) >= 8
    assert sum(drawn[:-1]) == drawn[-1]


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_overlaps_or_overflows(
    place: str, locale: str, browse: Browse, served: Served
) -> None:
    page = narrow(browse, served, place, locale)
    width = "() => [document.documentElement.scrollWidth, document.body.scrollWidth, innerWidth]"
    assert page.evaluate(width) == [WIDTH, WIDTH, WIDTH]
    seen = page.evaluate(CROSSING)
    assert seen["shown"] > 8
    assert seen["crossing"] == []


# Controls that a finger cannot hit: less than 32 px high or wide, and in no label that is larger.
SMALL = """
() => [...document.querySelectorAll("button, a, select, input, summary, textarea")].flatMap(one => {
  const within = one.matches("[type=checkbox], [type=radio]") ? one.closest("label") : one;
  const { width, height } = (within ?? one).getBoundingClientRect();
  const shown = one.checkVisibility({ checkVisibilityCSS: true }) && width * height > 0;
  const small = shown && !one.matches(".cell-box") && (height < 32 || width < 32);
  return small ? [`${one.textContent || one.ariaLabel}: ${width}×${height}`] : [];
})
"""


@pytest.mark.parametrize(
    "place", [*PLACES, "view=compare&with=tiny-vgg,vgg-a", "play=", "lesson=sizes"]
)
def test_a_finger_hits_every_control(place: str, browse: Browse, served: Served) -> None:
    page = browse(served, place, width=WIDTH, height=HEIGHT, touch=True, calm=True)
    page.get_by_role("main").get_by_role("button").first.wait_for()
    if place in PLACES:
        opened(page, place)
    assert page.locator("button").count() > 5
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("place", ["", "view=number&step=conv1_2&at=7,9,19", "play="])
def test_a_page_at_twice_its_size_keeps_its_controls(
    place: str, browse: Browse, served: Served
) -> None:
    page = browse(served, place, width=720, height=450, calm=True)  # 1440×900 at 200 %
    page.get_by_role("main").get_by_role("button").first.wait_for()
    every = "header button:visible, header select:visible, .picture-bar fieldset button:visible"
    boxes = [box for one in page.locator(every).all() if (box := one.bounding_box())]
    assert len(boxes) > 6
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > 720] == []
