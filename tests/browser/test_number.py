"""A number: what it is made of, that it adds up, and the way down to the pixels."""

import re
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import cutaway
from cutaway import Recording
from tests.browser.browse import Browse
from tests.browser.seeing import as_printed, click_at, column, number, overview
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page

NUMBER = "view=number&step={}&at={}"
WATERFALL = re.compile("^Partial sums: ")


def value(page: "Page") -> float:
    """The large number of the view."""
    return number(page.get_by_test_id("value").inner_text())


def bars(page: "Page") -> dict[str, Decimal]:
    """The waterfall's amounts by name, as they are said and drawn."""
    drawn = page.get_by_role("img", name=WATERFALL)
    said = (drawn.get_attribute("aria-label") or "").partition(": ")[2].split(", ")
    texts = drawn.locator("text").all_text_contents()
    found = {}
    for bar in said:
        name, _, amount = bar.rpartition(" ")
        assert name in texts
        assert amount in texts or (name == "total" and amount.removeprefix("+") in texts)
        found[name] = Decimal(amount.replace("−", "-"))
    return found


def adds_up_as_printed(page: "Page") -> bool:
    """Whether the printed bars sum to the printed total; where they do not, the page says so."""
    drawn = bars(page)
    rest = sum(amount for name, amount in drawn.items() if name != "total") - drawn["total"]
    said = page.get_by_text("so the bars add up only nearly").count() > 0
    assert said == (rest != 0)
    return not said


def test_a_map_opens_its_layer_and_a_cell_its_number(
    browse: Browse, served: Served, recording: Recording
) -> None:
    page = overview(browse(served))
    click_at(page, column(page, "conv 1.2").get_by_role("gridcell"), (9, 19), (28, 28))
    for heading in ("10 inputs Xᵈ", "kernels", "what each adds", "sum and bias"):
        expect(page.get_by_text(heading, exact=True)).to_be_visible()
    inputs = page.get_by_role("button", name=re.compile(r"^relu 1.1 · channel \d"))
    expect(inputs).to_have_count(10)
    output = page.get_by_role("button", name="conv 1.2 · channel 0")
    click_at(page, output, (5, 6), (28, 28))
    expect(page.get_by_role("heading", name="conv 1.2 · channel 0")).to_be_visible()
    expect(page.get_by_text("row 5, column 6", exact=True)).to_be_visible()
    assert value(page) == as_printed(recording.values["conv1_2"][0, 0, 5, 6].item())


def test_a_cell_large_enough_opens_at_once(
    browse: Browse, served: Served, recording: Recording
) -> None:
    page = overview(browse(served))
    click_at(page, column(page, "pool 2").get_by_role("gridcell"), (3, 4), (7, 7))
    expect(page.get_by_text("row 3, column 4", exact=True)).to_be_visible()
    assert value(page) == as_printed(recording.values["pool2"][0, 0, 3, 4].item())
    expect(page.get_by_text("the largest of 4 numbers")).to_be_visible()


def test_a_number_shows_all_its_arithmetic(
    browse: Browse, served: Served, recording: Recording
) -> None:
    page = browse(served, NUMBER.format("conv1_2", "7,9,19"))
    made = "10 3×3 windows × 10 kernels, summed, plus a bias: 90 products"
    expect(page.get_by_text(made)).to_be_visible()
    expect(page.get_by_text(re.compile("adds up"))).to_be_visible()
    assert adds_up_as_printed(page)
    drawn = bars(page)
    assert "bias" in drawn and len(drawn) >= 8
    explanation = cutaway.explain(recording, "conv1_2", (0, 7, 9, 19))
    assert abs(float(drawn["total"]) - explanation.value) < 0.005
    assert value(page) == as_printed(recording.values["conv1_2"][0, 7, 9, 19].item())


def test_all_products_are_there_on_demand_and_make_the_number(
    browse: Browse, served: Served, recording: Recording
) -> None:
    page = browse(served, NUMBER.format("conv1_2", "7,9,19"))
    products = page.get_by_role("figure")
    expect(products).to_have_count(2)
    page.get_by_role("button", name="all 90 products").click()
    expect(products).to_have_count(10)
    page.get_by_role("button", name="exact digits").click()
    total = 0.0
    for product in products.all():
        cells = [
            float(text.replace("−", "-"))
            for text in product.locator("div > *").all_inner_texts()[:18]
        ]
        windows, kernels = cells[:9], cells[9:]
        total += sum(map(float.__mul__, windows, kernels))
    recorded = recording.values["conv1_2"][0, 7, 9, 19].item()
    bias = dict(cutaway.network("tiny-vgg").module.named_parameters())["conv1_2.bias"][7].item()
    assert abs(total + bias - recorded) < 1e-5
    page.get_by_role("button", name="fewer", exact=True).click()
    expect(products).to_have_count(2)


@pytest.mark.parametrize("step", ["conv1_1", "conv1_2", "conv2_2", "fc3"])
def test_what_is_printed_adds_up_as_printed(
    step: str, browse: Browse, served: Served, recording: Recording
) -> None:
    chance = Random(step)
    shape = recording.step(step).shape[1:]
    page = browse(served, NUMBER.format(step, ",".join("0" for _ in shape)))
    exact = 0
    for _ in range(10):
        at = tuple(chance.randrange(n) for n in shape)
        place = NUMBER.format(step, ",".join(map(str, at)))
        page.evaluate("place => { location.hash = place }", place)
        recorded = as_printed(recording.values[step][(0, *at)].item())
        shown = page.get_by_test_id("value").get_by_text(f"{recorded:.6g}".replace("-", "−"))
        expect(shown).to_be_visible()
        exact += adds_up_as_printed(page)
    assert exact >= 8


def test_a_column_of_factors_keeps_its_decimals(browse: Browse, served: Served) -> None:
    page = browse(served, NUMBER.format("fc3", "2"))
    rows = page.locator("table.pairs tbody tr")
    expect(rows).to_have_count(5)
    for at in (2, 4):
        texts = rows.locator(f":nth-child({at})").all_inner_texts()
        assert len({len(text.partition(".")[2]) for text in texts}) == 1, texts


def test_every_number_leads_down_to_a_pixel_and_back(browse: Browse, served: Served) -> None:
    page = browse(served, NUMBER.format("relu1_2", "7,9,19"))
    crumbs = page.get_by_role("navigation", name="The way here")
    term = page.get_by_role(
        "button", name=re.compile(r"conv 1\.\d · channel \d+ ?row \d+, column \d+$")
    )
    cell = page.get_by_role("figure").first.get_by_role("button").first
    for step, down in (
        ("relu 1.2", term),
        ("conv 1.2", cell),
        ("relu 1.1", term),
        ("conv 1.1", cell),
    ):
        expect(crumbs).to_contain_text(re.compile(f"› {step}$"))
        down.click()
    expect(crumbs).to_contain_text(re.compile("› input$"))
    expect(page.get_by_text("a number of the input: here the arithmetic ends")).to_be_visible()
    pixel = re.compile(r"pixel at row \d+, column \d+ of the picture")
    expect(page.get_by_text(pixel)).to_be_visible()
    heading = page.get_by_role("heading", name=re.compile("^conv 1.2"))
    crumbs.get_by_role("button", name="conv 1.2").click()
    expect(heading).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name=re.compile("^relu 1.2"))).to_be_visible()
    crumbs.get_by_role("button", name="Tiny VGG").click()
    expect(crumbs).to_be_hidden()


def test_a_term_of_a_fully_connected_layer_opens(
    browse: Browse, served: Served, recording: Recording
) -> None:
    page = browse(served, NUMBER.format("fc3", "2"))
    expect(page.get_by_role("heading", name="fc 3 · pullover")).to_be_visible()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(6)
    page.get_by_role("button", name="all 490 products").click()
    expect(rows).to_have_count(491)
    first = rows.nth(1).get_by_role("button")
    at = int(first.inner_text())
    first.click()
    expect(page.get_by_role("heading", name=f"flatten · number {at}")).to_be_visible()
    assert value(page) == as_printed(recording.values["flatten"][0, at].item())


def test_the_formula_is_given_as_latex(browse: Browse, served: Served) -> None:
    page = browse(served, NUMBER.format("conv1_2", "7,9,19"))
    page.get_by_role("button", name="LaTeX").click()
    formula = page.get_by_role("textbox", name="LaTeX")
    expect(formula).to_have_value(re.compile(r"\\begin\{aligned\}.*-0\.23", re.DOTALL))
