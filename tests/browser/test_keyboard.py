"""Without a pointer: everything is reached, opened and left by keys, and has a name."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.seeing import column, opened, overview, roles_and_names
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOCUSED = "() => document.activeElement?.getAttribute('aria-label') ?? ''"
PLACES = [
    "",
    "view=number&step=conv1_2&at=7,9,19",
    "view=number&step=relu1_2&at=7,9,19",
    "view=number&step=fc3&at=2",
    "view=wall&step=conv2_1",
    "view=layer&step=conv1_2&channel=7",
    "network=filters",
]


def focus_becomes(page: "Page", name: str) -> None:
    page.wait_for_function(f"name => ({FOCUSED})() === name", arg=name)


def tab_to(page: "Page", name: str) -> None:
    """Presses Tab until something of this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_wall_is_walked_by_keys(browse: Browse, served: Served) -> None:
    page = browse(served, "view=wall&step=conv1_2")
    cell = page.get_by_role("grid", name="All maps").get_by_role("gridcell")
    cell.wait_for()
    first = cell.get_attribute("aria-label") or ""
    tab_to(page, first)
    seen = [first]
    for key in ("ArrowRight", "ArrowRight", "End", "ArrowLeft", "Home"):
        page.keyboard.press(key)
        expect(cell).not_to_have_attribute("aria-label", seen[-1])
        seen.append(cell.get_attribute("aria-label") or "")
    assert seen[-1] == first
    assert len(set(seen)) == 5
    expect(page.get_by_role("heading", name=first)).to_be_visible()


def test_reading_goes_on_in_the_number_that_opens(browse: Browse, served: Served) -> None:
    page = browse(served, "view=layer&step=conv1_2&channel=7")
    tab_to(page, "conv 1.2 · channel 7")
    page.keyboard.press("Enter")
    focus_becomes(page, "Number")
    page.keyboard.press("Tab")
    focus_becomes(page, "Height of the panel below")


def test_reading_goes_on_in_the_number_that_is_followed(browse: Browse, served: Served) -> None:
    page = browse(served, "view=number&step=conv1_2&at=7,9,19")
    cell = page.locator("button.cell").nth(1)
    cell.wait_for()
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="relu 1.1")).to_be_visible()
    focus_becomes(page, "Number")


def test_columns_are_walked_by_arrows_and_pages(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    tab_to(page, "input · channel 0")
    page.keyboard.press("ArrowRight")
    focus_becomes(page, "conv 1.1 · channel 0")
    said = page.get_by_role("status")
    expect(said).to_contain_text("conv 1.1 · channel 0, row 14, column 14:")
    for key, channel in (
        ("ArrowDown", 1),
        ("PageDown", 6),
        ("End", 9),
        ("ArrowDown", 9),
        ("PageUp", 4),
        ("ArrowUp", 3),
        ("Home", 0),
        ("ArrowUp", 0),
    ):
        page.keyboard.press(key)
        focus_becomes(page, f"conv 1.1 · channel {channel}")
    page.keyboard.press("ArrowLeft")
    focus_becomes(page, "input · channel 0")


def test_enter_opens_and_escape_goes_back(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    column(page, "conv 1.2").get_by_role("gridcell").focus()
    page.keyboard.press("ArrowDown")
    focus_becomes(page, "conv 1.2 · channel 1")
    page.keyboard.press("Enter")
    expect(page.get_by_text("what each adds", exact=True)).to_be_visible()
    tab_to(page, "conv 1.2 · channel 1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="conv 1.2 · channel 1")).to_be_visible()
    expect(page.get_by_text("row 14, column 15", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="conv 1.2 · channel 1")).to_be_hidden()
    expect(column(page, "conv 1.2").get_by_role("grid")).to_be_visible()


def test_w_opens_the_wall_of_the_map_in_focus(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    column(page, "pool 1").get_by_role("gridcell").focus()
    expect(page.get_by_role("status")).to_contain_text("pool 1")
    page.keyboard.press("w")
    expect(page.get_by_text("10 feature maps, 14×14, strongest first")).to_be_visible()


def test_a_question_mark_shows_the_keys_and_escape_hides_them(
    browse: Browse, served: Served
) -> None:
    page = browse(served, "view=wall&step=conv1_2")
    wall = page.get_by_role("grid", name="All maps")
    expect(wall).to_be_visible()
    keys = page.get_by_role("heading", name="Keyboard")
    expect(keys).to_be_hidden()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(wall).to_be_visible()
    page.keyboard.press("Escape")
    expect(wall).to_be_hidden()


def test_the_panel_grows_by_keys(browse: Browse, served: Served) -> None:
    page = browse(served, "view=wall&step=conv1_2", calm=True)
    divider = page.get_by_role("separator", name="Height of the panel below")
    top = "element => element.getBoundingClientRect().top"
    before = divider.evaluate(top)
    divider.focus()
    page.keyboard.press("ArrowUp")
    expect(divider).not_to_have_attribute("aria-valuenow", "0")
    assert divider.evaluate(top) == before - 40


def test_the_panel_grows_by_dragging_until_it_is_let_go(browse: Browse, served: Served) -> None:
    page = browse(served, "view=wall&step=conv1_2", calm=True)
    divider = page.get_by_role("separator", name="Height of the panel below")
    box = divider.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60, steps=3)
    page.mouse.up()
    page.mouse.move(x, y - 160, steps=3)
    expect(divider).not_to_have_attribute("aria-valuenow", "0")
    moved = divider.bounding_box()
    assert moved is not None and moved["y"] == box["y"] - 60


@pytest.mark.parametrize("place", PLACES)
def test_everything_that_takes_the_focus_has_a_name(
    place: str, browse: Browse, served: Served
) -> None:
    page = opened(browse(served, place), place)
    focusable = roles_and_names(page)
    assert len(focusable) > 15
    assert [role for role, name in focusable if not re.search(r"\S", name)] == []
