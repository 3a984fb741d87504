"""Under the pointer: the number is said, what it is made of and what it feeds is lit."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from cutaway import Recording
from cutaway.explain.field import projective_field, receptive_field
from tests.browser.browse import Browse
from tests.browser.seeing import as_printed, column, number, overview, point_at
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

TITLES = {
    "input": "input",
    "conv1_1": "conv 1.1",
    "conv1_2": "conv 1.2",
    "pool1": "pool 1",
    "conv2_2": "conv 2.2",
    "pool2": "pool 2",
}
LINKS_CAME = """
() => performance.getEntriesByType("resource").some(
  entry => entry.name.endsWith("/rpc/links") && entry.responseEnd > 0)
"""
FIRST_WINDOW = re.compile(r"M(\S+) (\S+)h(\S+)v(\S+)h")


def test_hover_reads_the_number_under_the_pointer(
    browse: Browse, served: Served, recording: Recording
) -> None:
    page = overview(browse(served))
    cell = column(page, "conv 1.2").get_by_role("gridcell")
    values = recording.values["conv1_2"][0, 0]
    for row, place in ((9, 19), (0, 0), (27, 27), (14, 3)):
        point_at(page, cell, (row, place), (28, 28))
        said = page.get_by_role("status").filter(has_text=f"row {row}, column {place}:")
        expect(said).not_to_contain_text("≈")
        assert number(said.inner_text()) == as_printed(values[row, place].item())
        assert said.inner_text().startswith("conv 1.2 · channel 0")


def test_hover_lights_what_a_number_is_made_of_and_what_it_feeds(
    browse: Browse, served: Served
) -> None:
    page = overview(browse(served))

    def lit(step: str) -> int:
        return column(page, step).locator("svg[aria-hidden] path[d]").count()

    steps = ("input", "conv 1.1", "relu 1.1", "conv 1.2", "relu 1.2", "pool 1", "conv 2.2")
    assert [lit(step) for step in steps] == [0] * len(steps)
    point_at(page, column(page, "conv 1.2").get_by_role("gridcell"), (9, 19), (28, 28))
    expect(page.get_by_text("sees 5×5")).to_be_visible()
    assert all(lit(step) == 1 for step in steps)
    page.mouse.move(0, 0)
    expect(page.get_by_text("sees 5×5")).to_be_hidden()
    assert lit("pool 1") == 0


def lit(page: "Page", title: str) -> list[float]:
    """The middle of the window on the first map of a column, as shares of the map: down, across."""
    grid = column(page, title).get_by_role("grid")
    cell = grid.get_by_role("gridcell").bounding_box()
    found = FIRST_WINDOW.match(grid.locator("svg path").get_attribute("d") or "")
    assert cell is not None and found is not None
    left, top, width, height = map(float, found.groups())
    return [(top + height / 2) / cell["height"], (left + width / 2) / cell["width"]]


def test_the_very_fields_are_lit_and_nobody_is_asked_for_them(
    browse: Browse, served: Served, recording: Recording
) -> None:
    page = overview(browse(served))
    page.wait_for_function(LINKS_CAME)
    asked: set[str] = set()
    page.on("request", lambda request: asked.update(re.findall("/rpc/(.+)", request.url)))
    cell = column(page, "conv 1.2").get_by_role("gridcell")
    for row, place in ((0, 0), (9, 19), (27, 27)):
        point_at(page, cell, (row, place), (28, 28))
        said = page.get_by_role("status").filter(has_text=f"row {row}, column {place}:")
        expect(said).not_to_contain_text("≈")
        at = (0, 0, row, place)
        told = projective_field(recording, "conv1_2", at) | receptive_field(
            recording, "conv1_2", at
        )
        for step, title in TITLES.items():
            sides = recording.step(step).shape[2:]
            spans = zip(told[step].spans[2:], sides, strict=True)
            middle = [(span.start + span.stop) / 2 / side for span, side in spans]
            assert lit(page, title) == pytest.approx(middle, abs=0.01), step
    assert asked == {"values"}
