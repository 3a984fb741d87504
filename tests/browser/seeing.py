"""What a person sees and points at: by role, accessible name and data, never by place."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

COLOURS = """
canvas => {
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const words = new Uint32Array(pixels.buffer);
  const clear = words.filter(word => word >>> 24 === 0).length;
  return { colours: new Set(words).size, opaque: 1 - clear / words.length };
}
"""
PIXELS = """
(canvas, places) => places.map(([x, y]) => [...canvas.getContext("2d").getImageData(
  Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data].slice(0, 3))
"""


def overview(page: "Page") -> "Page":
    """The page, once the network is drawn."""
    page.get_by_role("main").get_by_role("gridcell").first.wait_for()
    return page


def opened(page: "Page", place: str) -> "Page":
    """The page, once the view that an address names is drawn."""
    page.get_by_role("main").locator("canvas, ol").first.wait_for(state="attached")
    if "view=number" in place:
        page.get_by_test_id("value").wait_for()
    if "view=wall" in place:
        page.locator("section:has([role=separator])").get_by_role("gridcell").wait_for()
    return page


def column(page: "Page", step: str) -> "Locator":
    """The column of a step, by its title; what is in it stands where the layout says."""
    return page.get_by_role("main").get_by_role("region", name=step, exact=True)


def point_at(page: "Page", cell: "Locator", at: tuple[int, int], size: tuple[int, int]) -> None:
    """Moves the pointer onto one number of the map that the keyboard's cell stands on."""
    cell.scroll_into_view_if_needed()
    page.mouse.move(*_middle(cell, at, size))


def click_at(page: "Page", cell: "Locator", at: tuple[int, int], size: tuple[int, int]) -> None:
    """Clicks one number of a map."""
    cell.scroll_into_view_if_needed()
    page.mouse.click(*_middle(cell, at, size))


def _middle(cell: "Locator", at: tuple[int, int], size: tuple[int, int]) -> tuple[float, float]:
    box = cell.bounding_box()
    assert box is not None
    row, columns = (at[0] + 0.5) / size[0], (at[1] + 0.5) / size[1]
    return box["x"] + columns * box["width"], box["y"] + row * box["height"]


def number(text: str) -> float:
    """The one number that a text ends with."""
    return float(text.split()[-1].replace("−", "-").replace("∞", "inf"))


def as_printed(value: float) -> float:
    """A float at the six figures that the app prints."""
    return float(f"{value:.6g}")


def roles_and_names(page: "Page") -> list[tuple[str, str]]:
    """Of everything that takes the focus, as assistive technology is told."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree["nodes"]
        if not node["ignored"]
        and any(p["name"] == "focusable" and p["value"]["value"] for p in node["properties"])
    ]
