"""The overview: the network is drawn, can be read, and another can be chosen."""

import re
from typing import TYPE_CHECKING

import pytest
import torch
from playwright.sync_api import expect

import cutaway
from cutaway import Recording
from tests.browser.browse import Browse
from tests.browser.seeing import COLOURS, PIXELS, column, overview
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

STEPS = 13


def painted(page: "Page") -> list[dict[str, float]]:
    """How many colours each canvas of the overview shows, and how much of it is painted."""
    return [canvas.evaluate(COLOURS) for canvas in page.get_by_role("main").locator("canvas").all()]


def test_every_map_of_tiny_vgg_is_painted(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    found = painted(page)
    assert len(found) == STEPS - 1  # the last column shows the classes
    assert all(canvas["opaque"] > 0.9 for canvas in found)
    assert sum(canvas["colours"] > 8 for canvas in found) >= STEPS - 2
    expect(page.get_by_role("list", name="Classes").get_by_role("button")).to_have_count(10)


@pytest.mark.parametrize("name", ["squeezenet", "filters"])
def test_a_colour_network_is_painted(
    name: str, browse: Browse, served: Served, request: pytest.FixtureRequest
) -> None:
    if name == "squeezenet":
        request.getfixturevalue("squeezenet")
    page = overview(browse(served, f"network={name}"))
    found = painted(page)
    assert len(found) >= (2 if name == "filters" else 10)
    assert all(canvas["opaque"] > 0.6 and canvas["colours"] > 8 for canvas in found)
    for channel in ("R", "G", "B"):
        expect(column(page, "input").get_by_text(channel, exact=True)).to_be_visible()


def test_a_picture_unfolds_beside_its_channels(browse: Browse, served: Served) -> None:
    page = overview(browse(served, "network=filters"))
    shown = column(page, "input").get_by_role("img", name="espresso")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth") > 100
    grid = column(page, "filters")
    for kernel in ("identity", "Sobel x", "Laplacian", "emboss"):
        expect(grid.get_by_text(kernel, exact=True)).to_be_visible()


def test_colours_have_the_sign_of_the_numbers(
    browse: Browse, served: Served, recording: Recording
) -> None:
    values = recording.values["conv1_1"][0, 0]
    page = overview(browse(served))
    grid = column(page, "conv 1.1").get_by_role("grid")
    cell, whole = grid.get_by_role("gridcell").bounding_box(), grid.locator("canvas").bounding_box()
    assert cell is not None and whole is not None
    strong = (values.abs() > 0.6 * values.abs().max()).nonzero().tolist()
    scale = cell["width"] / whole["width"] / 28, cell["height"] / whole["height"] / 28
    places = [((x + 0.5) * scale[0], (y + 0.5) * scale[1]) for y, x in strong]
    colours = grid.locator("canvas").evaluate(PIXELS, places)
    blue = [colour[2] > colour[0] for colour in colours]
    assert blue == [values[y, x].item() > 0 for y, x in strong]
    assert set(blue) == {True, False}


def test_another_network_is_picked(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    picker = page.get_by_role("combobox", name="Network")
    assert picker.locator("option").count() >= 3
    picker.select_option("filters")
    expect(column(page, "filters").get_by_role("grid")).to_be_visible()
    expect(page.get_by_role("radio", name="cat")).to_be_visible()
    assert "network=filters" in page.url
    picker.select_option("tiny-vgg")
    expect(column(page, "fc 3").get_by_role("list")).to_be_visible()


def likeliest(picture: int) -> str:
    """The class that Tiny VGG gives a picture, with its probability, as the app prints them."""
    network = cutaway.network("tiny-vgg")
    logits = network.module(*network.prepare(network.pictures[picture]))[0]
    probability, best = torch.softmax(logits, 0).max(0)
    return f"{network.classes[int(best)].english}{100 * float(probability):.1f} %"


def test_another_picture_is_picked(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    classes = page.get_by_role("list", name="Classes")
    expect(classes).to_contain_text(likeliest(0))
    page.get_by_role("radio", name="trouser").first.click()
    expect(page.get_by_text("trouser · picture 2 of")).to_be_visible()
    expect(page.get_by_role("radio", name="trouser").first).to_be_checked()
    expect(classes).to_contain_text(likeliest(1))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="pullover").first).to_be_checked()
    expect(classes).to_contain_text(likeliest(2))


def test_the_table_lists_every_step_and_the_totals(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    page.get_by_role("button", name="table").click()
    table = page.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(1 + STEPS + 1)
    row = table.get_by_role("row").filter(has=page.get_by_role("button", name="conv 1.2"))
    for text in ("conv2d", "10×28×28", "910", "705,600", "5×5"):
        expect(row).to_contain_text(text)
    expect(table.get_by_role("row").last).to_contain_text("7,740")
    row.get_by_role("button", name="conv 1.2").click()
    expect(page.get_by_text("10 feature maps, 28×28, strongest first")).to_be_visible()


def test_the_header_says_what_the_network_costs(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    expect(page.get_by_role("banner")).to_contain_text("7,740 parameters · 1.13 M MACs")


def test_a_module_unfolds_into_its_branches_and_folds_again(
    browse: Browse, served: Served, squeezenet: str
) -> None:
    page = overview(browse(served, f"network={squeezenet}"))
    folded = page.get_by_role("main").get_by_role("region").count()
    page.get_by_role("button", name="fire 2: unfold").click()
    for part in ("relu squeeze", "relu expand 1×1", "relu expand 3×3", "cat"):
        expect(page.get_by_role("grid", name=f"fire 2 · {part}", exact=True)).to_be_visible()
    assert "open=fire2" in page.url
    expect(page.get_by_role("main").get_by_role("region")).to_have_count(folded + 3)
    page.get_by_role("button", name=re.compile("^fire ?2 · fold")).click()
    expect(page.get_by_role("main").get_by_role("region")).to_have_count(folded)


def test_maps_zoom_by_button_key_and_wheel(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    grid = column(page, "conv 1.1").get_by_role("grid")
    element = grid.element_handle()

    def width() -> int:
        return int(grid.evaluate("grid => grid.clientWidth"))

    def becomes(relation: str, than: int) -> int:
        test = f"([grid, than]) => grid.clientWidth {relation} than"
        page.wait_for_function(test, arg=[element, than])
        return width()

    whole = width()
    page.get_by_role("button", name="larger").click()
    nearer = becomes(">", whole)
    page.keyboard.press("+")
    nearest = becomes(">", nearer)
    assert whole < nearer < nearest
    page.keyboard.press("0")
    assert becomes("===", whole) == whole
    page.keyboard.press("-")
    assert becomes("<", whole) < whole
    page.get_by_role("button", name="fit").click()
    assert becomes("===", whole) == whole
    grid.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    assert becomes(">", whole) > whole


def test_dragging_the_paper_moves_it_and_opens_nothing(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    grid = column(page, "conv 1.1").get_by_role("grid")
    element, whole = grid.element_handle(), grid.evaluate("grid => grid.clientWidth")
    for _ in range(4):
        page.get_by_role("button", name="larger").click()
    wider = "([grid, whole]) => grid.clientWidth > 2 * whole"
    page.wait_for_function(wider, arg=[element, whole])
    before = grid.bounding_box()
    assert before is not None
    x, y = before["x"] + before["width"] + 4, before["y"] + 40  # between two columns
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y - 60, steps=3)
    page.mouse.up()
    after = grid.bounding_box()
    assert after is not None
    assert before["x"] - after["x"] == pytest.approx(150, abs=2)
    assert before["y"] - after["y"] == pytest.approx(60, abs=2)
    assert "view=" not in page.url


def test_a_wall_shows_every_map_with_the_facts(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    column(page, "conv 2.1").get_by_role("button", name=re.compile("^conv 2.1")).click()
    expect(page.get_by_text("10 feature maps, 14×14, strongest first")).to_be_visible()
    wall = page.get_by_role("grid", name="All maps")
    assert wall.locator("canvas").evaluate(COLOURS)["colours"] > 8
    for fact in ("kernel", "zero padding", "receptive field", "cumulative stride", "910"):
        expect(page.get_by_text(fact, exact=True).first).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(wall).to_be_hidden()


def test_scales_are_shared_as_chosen_and_remembered(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    scales = page.get_by_role("img", name=re.compile("^scale ±"))
    expect(scales).to_have_count(6)
    page.get_by_role("button", name="network", exact=True).click()
    expect(scales).to_have_count(2)
    page.reload()
    expect(page.get_by_role("button", name="network", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
