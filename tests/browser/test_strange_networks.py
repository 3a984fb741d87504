"""Networks that a stranger might send: odd names, weights that are no numbers, a run that fails."""

import re

from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.seeing import COLOURS, column, overview, point_at
from tests.browser.strange_networks import MARKUP
from tests.conftest import Served

SIZE = (10, 10)


def test_a_layer_called_like_markup_is_text(browse: Browse, odd: Served) -> None:
    page = overview(browse(odd))
    layer = column(page, MARKUP)
    expect(layer.get_by_text(MARKUP)).to_be_visible()
    layer.get_by_role("button").first.click()
    expect(page.get_by_text("3 feature maps, 10×10, strongest first")).to_be_visible()
    page.reload()
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    for view in ("layer&channel=2", "number&at=2,1,1"):
        page.evaluate(
            "([view, step]) => { location.hash = `view=${view}&step=${encodeURIComponent(step)}` }",
            [view, MARKUP],
        )
        expect(page.get_by_text(f"{MARKUP} · channel 2").first).to_be_visible()
    assert page.locator("img[src=x]").count() == 0


def test_what_is_no_number_is_drawn_and_said(browse: Browse, odd: Served) -> None:
    page = overview(browse(odd))
    layer = column(page, MARKUP)
    assert layer.locator("canvas").evaluate(COLOURS)["colours"] > 4
    said = page.get_by_role("status")
    cell = layer.get_by_role("gridcell")
    point_at(page, cell, (4, 4), SIZE)
    expect(said).to_contain_text("row 4, column 4: NaN")
    page.mouse.move(0, 0)
    expect(said).to_be_hidden()


def test_the_scale_says_how_what_is_no_number_looks(browse: Browse, odd: Served) -> None:
    page = overview(browse(odd))
    scales = page.get_by_role("img", name=re.compile("^scale ±"))
    expect(scales.filter(has_text="NaN").first).to_contain_text("∞")
    expect(scales.first).not_to_contain_text("NaN")  # the picture is all numbers


def test_what_is_no_number_is_explained(browse: Browse, odd: Served) -> None:
    page = browse(odd, "view=number&step=" + MARKUP.replace("=", "%3D") + "&at=0,2,2")
    expect(page.get_by_test_id("value")).to_have_text("NaN")
    expect(page.get_by_text("1 3×3 window × 1 kernel, summed, plus a bias")).to_be_visible()
    expect(page.get_by_role("figure").get_by_text("NaN").first).to_be_visible()
    expect(page.get_by_text("does not add up")).to_have_count(0)
    page.evaluate("() => { location.hash = location.hash.replace('at=0', 'at=1') }")
    expect(page.get_by_test_id("value")).to_have_text(re.compile("∞$|^NaN$"))
    expect(page.get_by_role("figure").get_by_text("∞").first).to_be_visible()


def test_an_unknown_operation_says_so(browse: Browse, odd: Served) -> None:
    page = overview(browse(odd))
    step = column(page, "cumsum")
    expect(step.get_by_text("unknown operation")).to_be_visible()
    expect(page.get_by_role("banner")).to_contain_text("incomplete: some steps are unknown")
    page.evaluate("() => { location.hash = 'view=number&step=cumsum&at=2,3,3' }")
    expect(page.get_by_text("Cutaway does not know cumsum")).to_be_visible()


def test_a_run_that_fails_half_way_shows_its_steps_and_why(browse: Browse, broken: Served) -> None:
    page = overview(browse(broken))
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The network failed here")
    expect(alert).to_contain_text("flatten gives 16·5·5 = 400 numbers, Linear expects 576")
    expect(alert).to_contain_text("strange.py")
    for step in ("input", "conv", "flatten"):
        expect(column(page, step).get_by_role("grid")).to_be_visible()
    assert column(page, "conv").locator("canvas").evaluate(COLOURS)["colours"] > 8
    page.evaluate("() => { location.hash = 'view=number&step=conv&at=3,2,2' }")
    expect(page.get_by_text("1 3×3 window × 1 kernel, summed")).to_be_visible()


def test_a_failed_run_says_in_chinese_why_and_what_would_fit(
    browse: Browse, broken: Served
) -> None:
    alert = overview(browse(broken, locale="zh-CN")).get_by_role("alert")
    expect(alert).to_contain_text("fc（strange.py:")
    expect(alert).to_contain_text("flatten 给出 16·5·5 = 400 个数，全连接层需要 576 个")
    fits = alert.get_by_role("listitem")
    expect(fits).to_have_text(["nn.Linear(400, 10) 作为 fc", "6×6 的输入"])  # 16·6·6 = 576
