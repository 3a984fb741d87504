"""Things move only to show where they come from, and not where a person asked for calm."""

import pytest
from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.seeing import column, overview
from tests.conftest import Served

# Counts what begins to move from now on, so that nothing short is missed.
COUNT = """
() => {
  window.moved = 0;
  for (const event of ["animationstart", "transitionrun"]) {
    document.addEventListener(event, () => { window.moved += 1 }, true);
  }
}
"""


@pytest.mark.parametrize("calm", [True, False])
def test_the_panel_rises_only_where_motion_is_welcome(
    calm: bool, browse: Browse, served: Served
) -> None:
    page = overview(browse(served, calm=calm))
    page.evaluate(COUNT)
    column(page, "conv 1.2").get_by_role("button").first.click()
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    if calm:
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert page.evaluate("() => [window.moved, document.getAnimations().length]") == [0, 0]
    else:
        page.wait_for_function("() => window.moved > 0")
