"""The playground in a real browser: its numbers, what lights up, what may be typed, its links."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from cutaway.networks.inputs.shipped import photos
from cutaway.playground.examples import EXAMPLES, example
from cutaway.playground.lab import lab_of
from cutaway.playground.link import link_of, state_of
from cutaway.playground.state import DEFAULT
from tests.browser.browse import Browse
from tests.browser.seeing import roles_and_names
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Route

ANSWER = [2, 4, 5, 11, 6, 11, 13, 12, 8, 19, 17, 16, 10, 9, 8, 3]
FLIPPED = [3, 7, 9, 12, 10, 10, 13, 8, 16, 20, 19, 9, 11, 7, 5, 2]
ANYTHING = ["", "x", "0", "-1", "1e9", "1/2", "三", "9999999999999999", "1 2 3"]
BOXES = ["input", "channels in", "kernel size", "padding", "stride", "dilation", "channels out",
         "groups"]  # fmt: skip


def playground(page: "Page") -> "Page":
    """The page, once the matrices are drawn."""
    table(page, "output").or_(page.get_by_role("img", name="output")).first.wait_for()
    return page


def table(page: "Page", name: str) -> "Locator":
    return page.get_by_role("table", name=name, exact=True)


def numbers(page: "Page", name: str) -> list[int]:
    """The numbers of a plane, row-major."""
    cells = table(page, name).get_by_role("cell").all_inner_texts()
    return [int(text.replace("−", "-")) for text in cells]


def point(page: "Page", name: str, cell: int) -> None:
    """Moves the pointer onto a cell of a plane."""
    table(page, name).get_by_role("cell").nth(cell).hover()


def summed(page: "Page") -> str:
    return page.get_by_test_id("sum").inner_text().replace(" ", "")


def box(page: "Page", name: str) -> "Locator":
    return page.get_by_role("textbox", name=name, exact=True)


def test_the_lectures_exercise_opens_and_no_network_runs(browse: Browse, served: Served) -> None:
    page = browse(served)
    page.get_by_role("main").get_by_role("gridcell").first.wait_for()
    asked: list[str] = []
    fresh = browse(served, "play=")
    fresh.on("request", lambda request: asked.append(request.url))
    fresh.reload()
    assert numbers(playground(fresh), "output") == ANSWER
    assert not any(url.endswith(("/run", "/open", "/overview")) for url in asked)
    assert any(url.endswith(("/play_example", "/play_link")) for url in asked)
    expect(fresh.get_by_test_id("size")).to_have_text("⌊(4 + 2·1 − 3) / 1⌋ + 1 = 4")
    expect(fresh.get_by_text("10 parameters · 144 MACs")).to_be_visible()
    expect(fresh).to_have_title("Playground · Cutaway")


def test_the_tab_leads_there_and_back_leads_home(browse: Browse, served: Served) -> None:
    page = browse(served)
    page.get_by_role("main").get_by_role("gridcell").first.wait_for()
    page.get_by_role("button", name="Playground").click()
    playground(page)
    page.wait_for_url("**play=1*i1,2,0,3*")
    page.go_back()
    page.get_by_role("main").get_by_role("gridcell").first.wait_for()
    page.go_forward()
    assert numbers(playground(page), "output") == ANSWER


def test_back_leads_home_from_a_link_that_is_written_otherwise(
    browse: Browse, served: Served
) -> None:
    page = browse(served, "lesson=sizes")
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("location.hash = 'play=1*i4x4*lconv2d*k3x3*qqq'")
    playground(page)
    page.wait_for_url(re.compile(r"#play=1\*i4x4\*lconv2d\*k3x3$"))
    page.go_back()
    page.wait_for_url("**#lesson=sizes")


def test_a_number_its_window_and_its_terms_wear_the_weights_colours(
    browse: Browse, served: Served
) -> None:
    page = playground(browse(served, "play=", calm=True))
    point(page, "output", 6)
    assert summed(page) == "2·1+0·2+3·1+1·0+2·1+3·0+2·2+1·1+0·0+1=13"
    lit = page.locator(".board").nth(0).locator(".mark")
    assert lit.locator("b").all_inner_texts() == list("abcdefghi")
    colour = "element => getComputedStyle(element).color"
    letters = lit.locator("b").evaluate_all(f"all => all.map({colour})")
    terms = page.get_by_test_id("sum").locator("b").evaluate_all(f"all => all.map({colour})")
    assert letters == terms and len(set(terms)) == 9
    expect(page.locator(".board").nth(0).locator(".frame")).to_have_count(1)


def test_a_weight_shows_every_input_it_meets_and_an_input_what_it_feeds(
    browse: Browse, served: Served
) -> None:
    page = playground(browse(served, "play="))
    boards = page.locator(".board")
    point(page, "kernel", 0)
    expect(boards.nth(0).locator(".mark.hue-0")).to_have_count(16)
    point(page, "input", 7)  # row 1, column 1 within the padding: the corner
    expect(boards.nth(2).locator(".mark")).to_have_count(4)
    assert set(boards.nth(2).locator(".mark b").all_inner_texts()) == set("abde")


def test_only_a_layer_with_weights_speaks_of_weights(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play="))
    foot = page.locator(".sum-foot")
    expect(foot).to_contain_text("point at a weight")
    page.get_by_role("combobox", name="Kind of layer").select_option(label="max pooling")
    expect(foot).not_to_contain_text("weight")
    expect(foot).to_contain_text("space to play")
    box(page, "padding").fill("1")
    expect(page.get_by_text("padded by 1 with −∞")).to_be_visible()
    box(page, "padding").fill("1 0 0 0")
    expect(page.get_by_text("padded by 1 0 0 0 with zeros")).to_be_visible()


def test_typing_undo_and_the_kernel_turned_round(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play="))
    table(page, "input").get_by_role("cell").nth(7).click()
    page.keyboard.type("-4")
    page.keyboard.press("Enter")
    expect(table(page, "output").get_by_role("cell").first).to_have_text("−3")
    page.keyboard.type("7")  # the row below: the cell moved down
    expect(table(page, "input").get_by_role("cell").nth(13)).to_have_text("7")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="undo").click()
    expect(table(page, "output").get_by_role("cell").first).to_have_text("2")
    page.get_by_role("checkbox", name="flip the kernel").check()
    expect(table(page, "output").get_by_role("cell").first).to_have_text("3")
    assert numbers(page, "output") == FLIPPED


def test_a_block_from_a_spreadsheet_and_one_that_is_ragged(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play="))
    table(page, "input").get_by_role("cell").nth(7).click()
    paste(page, "1\t1\t0\n0\t1\t0\n0\t0\t1")
    expect(table(page, "output").get_by_role("cell")).to_have_count(9)
    paste(page, "1 2\n3 4 5")
    warning = page.get_by_text("row 1 of the input has 2 numbers, the longest has 3")
    expect(warning).to_be_visible()
    paste(page, "1 cat\n3 4")
    expect(page.get_by_text("row 1, column 2 of the input is no number: 'cat'")).to_be_visible()
    expect(page.locator(".digit.wrong")).to_have_text("cat")


def test_a_line_of_pytorch_sets_everything(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play=", refusals=True))
    line = page.get_by_role("textbox", name="code")
    line.fill("nn.Conv2d(2, 3, 2, stride=2, bias=False)")
    line.press("Enter")
    expect(page.get_by_text("24 parameters · 96 MACs")).to_be_visible()
    assert page.get_by_role("table", name=re.compile("output, channel|output · channel")).count()
    line.fill("nn.Conv2d(2, banana")
    line.press("Enter")
    expect(page.locator(".code [role=alert]")).to_be_visible()
    expect(page.get_by_text("24 parameters · 96 MACs")).to_be_visible()


def test_what_cannot_be_says_why_and_offers_the_nearest(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play="))
    box(page, "stride").fill("0")
    expect(
        page.get_by_text("a stride of 0 would never move, a negative one would go back: at least 1")
    ).to_be_visible()
    box(page, "kernel size").fill("9")
    expect(page.get_by_text("at most 6: 4 + 1 + 1 positions")).to_be_visible()
    page.get_by_role("button", name="use 6").click()
    page.get_by_role("button", name="use 1").click()
    expect(page.locator(".setting.wrong")).to_have_count(0)
    expect(page.get_by_test_id("size")).to_have_text("⌊(4 + 2·1 − 6) / 1⌋ + 1 = 1")


def test_every_box_may_hold_anything(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play="))
    for name in BOXES:
        for text in ANYTHING:
            box(page, name).fill(text)
        expect(page.get_by_role("region", name="size")).to_be_visible()
        box(page, name).fill("")
    for text in ANYTHING:
        box(page, "bias").fill(text)
    box(page, "bias").fill("1")
    page.get_by_role("combobox", name="Examples").select_option("by-hand")
    expect(table(page, "output").get_by_role("cell")).to_have_count(16)
    assert numbers(page, "output") == ANSWER


def test_every_example_adds_up_as_the_engine_says(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play=", calm=True))
    picker = page.get_by_role("combobox", name="Examples")
    told = 0
    for one in EXAMPLES:
        picker.select_option(one.name)
        lab = lab_of(one.state)
        done = lab.passes[-1]
        if not done.output.known:
            expect(page.get_by_text("too many to draw")).to_have_count(3)  # the kernels are, too
            continue
        *rows, columns = done.shape[1:]
        index = (0, *((n - 1) // 2 for n in rows), columns // 2)
        words = lab.cell(len(lab.passes) - 1, index).words
        expect(page.get_by_test_id("sum")).to_have_text(words)
        told += 1
    assert told == len(EXAMPLES) - 1


def test_a_link_opens_what_was_left_and_says_what_it_cannot_read(
    browse: Browse, served: Served
) -> None:
    page = playground(browse(served, "play="))
    point(page, "output", 1)
    table(page, "output").get_by_role("cell").nth(1).click()
    box(page, "padding").fill("2 1")
    page.wait_for_url("**p2,1*")
    state = state_of(page.url.partition("play=")[2]).state
    assert (state.chosen, state.layers[0].padding) == ("0 0 0 1", "2 1")
    again = playground(browse(served, page.url.partition("#")[2]))
    assert summed(again) == summed(page)
    other = playground(browse(served, "play=9*nonsense"))
    expect(other.get_by_role("alert")).to_contain_text("version")
    assert numbers(other, "output") == ANSWER


def test_by_keys_alone(browse: Browse, served: Served) -> None:
    page = playground(browse(served, "play=", calm=True))
    cells = page.get_by_role("textbox", name=re.compile("^output, row 1, column 1"))
    cells.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(page.get_by_role("textbox", name="output, row 2, column 4: 12")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**c0,0,1,3*")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowUp")
    assert summed(page).endswith("=11")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="pause")).to_be_visible()
    expect(page.get_by_test_id("sum")).not_to_contain_text("= 11")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="play", exact=True)).to_be_visible()


@pytest.mark.parametrize("panel", ["shift", "compare", "depth", "picture"])
def test_everything_that_takes_the_focus_has_a_name(
    panel: str, browse: Browse, served: Served
) -> None:
    page = playground(browse(served, f"play={link_of(replace(DEFAULT, panel=panel))}"))
    page.locator(".extra :is(table, .depth-row)").first.wait_for()
    focusable = roles_and_names(page)
    assert len(focusable) > 40
    assert [role for role, name in focusable if not re.search(r"\S", name)] == []


@pytest.mark.parametrize(("locale", "width"), [("en-US", 390), ("zh-CN", 390), ("zh-CN", 1440)])
def test_it_fits_the_screen_in_both_languages(
    locale: str, width: int, browse: Browse, served: Served
) -> None:
    page = browse(served, "play=", width=width, locale=locale)
    page.get_by_test_id("sum").wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth")
    inner = page.locator(".play-scroll").evaluate("e => e.scrollWidth - e.clientWidth")
    assert (wide, inner) == (width, 0)
    if locale == "zh-CN":
        expect(page.get_by_role("button", name="实验台")).to_be_visible()
        assert not re.search(r"\b(kernel|stride|padding)\b", page.locator(".settings").inner_text())


def test_what_is_done_before_a_links_answer_comes_is_done_to_what_comes(
    browse: Browse, served: Served
) -> None:
    page = playground(browse(served, "play="))
    page.wait_for_url("**play=1*")
    held: list[Route] = []
    page.route("**/play_link", lambda route: held.append(route))
    with page.expect_request("**/play_link"):
        page.reload()
    page.get_by_role("button", name="depth", exact=True).click()
    line = page.get_by_role("textbox", name="code")
    line.fill("nn.Conv2d(1, 1, 2)")
    line.press("Enter")
    held[0].continue_()
    expect(table(page, "output").get_by_role("cell")).to_have_count(9)
    expect(page.get_by_text("27 C² = 110,592 weights")).to_be_visible()
    expect(page.get_by_role("button", name="depth", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_shift_compare_and_depth(browse: Browse, served: Served) -> None:
    found = example("edge-pooled")
    assert found is not None
    page = playground(browse(served, f"play={link_of(found.state)}"))
    page.get_by_role("button", name="shift", exact=True).click()
    after = page.get_by_role("table", name="max pooling, after").get_by_role("cell")
    expect(after).to_have_text(["0", "1", "0", "1"])  # the lecture: shifted by 1 and pooled
    page.get_by_role("button", name="right", exact=True).click()
    expect(page.get_by_text("down 0, right +2")).to_be_visible()
    expect(after).to_have_text(["0", "1", "0", "1"])  # by 2 as by 1
    page.get_by_role("button", name="left", exact=True).click()
    page.get_by_role("button", name="left", exact=True).click()
    expect(after).to_have_text(["1", "0", "1", "0"])  # and not as by 0
    page.get_by_role("button", name="depth", exact=True).click()
    expect(page.get_by_text("27 C² = 110,592 weights")).to_be_visible()
    page.get_by_role("button", name="compare", exact=True).click()
    rows = page.locator(".compared tbody tr")
    expect(rows).to_have_count(10)
    assert page.locator(".compared .same").count() == 3


def test_the_kernel_over_a_photograph(browse: Browse, served: Served) -> None:
    assert DEFAULT.layers[0].kernel == "1 2 1; 0 1 0; 2 1 0"
    link = link_of(replace(DEFAULT, panel="picture"))
    page = playground(browse(served, f"play={link}"))
    page.get_by_role("button", name="red", exact=True).click()
    page.get_by_role("button", name="output: the arrows move the window").press("ArrowDown")
    heading = page.get_by_role("region", name="Loupe").get_by_role("heading").inner_text()
    row, column = map(int, re.findall(r"\d+", heading))
    image = photos()[0].load().convert("RGB")
    at = [(column + x, row + y) for y in (-1, 0, 1) for x in (-1, 0, 1)]
    reds = [image.getpixel(place)[0] for place in at]  # type: ignore[index]  # RGB
    cells = page.get_by_role("region", name="Loupe").get_by_role("cell").all_inner_texts()
    assert [int(re.sub(r"\D", "", text)) for text in cells] == reds
    weights = [1, 2, 1, 0, 1, 0, 2, 1, 0]
    total = sum(a * b for a, b in zip(reds, weights, strict=True)) + 1
    expect(page.get_by_role("region", name="Loupe").locator(".loupe-sum")).to_contain_text(
        f"= {total}"
    )


def paste(page: "Page", text: str) -> None:
    """Pastes into the cell that has the focus."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const how = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
        }""",
        text,
    )
