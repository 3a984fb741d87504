"""Views have addresses: Back, Forward and reload restore them, and the key never stays in one."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.seeing import column, overview
from tests.conftest import Served


def test_the_key_leaves_the_address_at_once_and_is_kept_for_the_tab(
    browse: Browse, served: Served
) -> None:
    page = overview(browse(served, "view=wall&step=conv1_2"))
    assert served.token not in page.url
    assert page.url.endswith("#view=wall&step=conv1_2")
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    page.reload()
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    assert served.token not in page.content()


def test_back_and_forward_walk_through_the_views(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    wall = page.get_by_role("grid", name="All maps")
    heading = page.get_by_role("heading", name=re.compile("^fc 3 · "))
    column(page, "conv 1.2").get_by_role("button", name=re.compile("^conv 1.2")).click()
    expect(wall).to_be_visible()
    page.get_by_role("list", name="Classes").get_by_role("button").first.click()
    expect(heading).to_be_visible()
    page.get_by_role("combobox", name="Network").select_option("filters")
    expect(column(page, "filters").get_by_role("grid")).to_be_visible()
    page.go_back()
    expect(heading).to_be_visible()
    page.go_back()
    expect(wall).to_be_visible()
    page.go_back()
    expect(wall).to_be_hidden()
    expect(column(page, "conv 1.2").get_by_role("grid")).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(heading).to_be_visible()


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("view=number&step=conv1_2&channel=7&at=7,9,19&from=pool1:7,4,9", "row 9, column 19"),
        ("view=layer&step=conv1_2&channel=7", "what each adds"),
        ("network=filters&picture=chelsea&view=wall&step=filters", "7 feature maps, 213×320"),
    ],
)
def test_a_link_opens_its_view_and_survives_a_reload(
    place: str, shown: str, browse: Browse, served: Served
) -> None:
    page = browse(served, place)
    expect(page.get_by_text(re.compile(f"^{shown}")).first).to_be_visible()
    page.reload()
    expect(page.get_by_text(re.compile(f"^{shown}")).first).to_be_visible()
    assert place in page.url


def test_a_page_without_the_key_says_how_to_open_it(browse: Browse, served: Served) -> None:
    place = "view=wall&step=conv1_2"
    page = browse(served, f"{place}&x=';reboot;'", key=False)
    expect(page.get_by_role("heading")).to_have_text(
        "This page needs the key that the address carries"
    )
    command = page.get_by_role("main").locator("code").inner_text()
    assert command == f"cutaway open 'http://127.0.0.1:{served.port}/#{place}'"
    page.evaluate("link => { location.href = link }", served.at(place))
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    assert served.token not in page.url


def test_a_launch_link_in_an_open_tab_loses_its_key_too(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    page.evaluate("link => { location.href = link }", served.at("view=wall&step=conv1_2"))
    expect(page.get_by_role("grid", name="All maps")).to_be_visible()
    assert served.token not in page.url


def test_a_wrong_key_is_an_error_in_place(browse: Browse, served: Served) -> None:
    page = browse(served, "token=wrong", key=False, refusals=True)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("view=number&step=conv1_2&at=99,0,0", "indices run over 0…9, 0…27, 0…27"),
        ("view=number&step=conv1_2&at=1", "the index [0, 1] has 2"),
        ("view=number&step=conv12&at=1,1,1", "did you mean conv1_2"),
        ("view=wall&step=conv12", "did you mean conv1_2"),
        ("view=layer&step=conv1_2&channel=77", "0…9"),
        ("network=nothing", "there is no network “nothing”"),
        ("picture=nothing", "there is no picture 'nothing'"),
    ],
)
def test_an_address_of_nothing_says_what_there_is(
    place: str, said: str, browse: Browse, served: Served
) -> None:
    page = browse(served, place, refusals=True)
    expect(page.get_by_role("alert").first).to_contain_text(said)


def test_a_layer_without_a_place_opens_where_its_map_is_strongest(
    browse: Browse, served: Served
) -> None:
    page = browse(served, "view=layer&step=conv1_2&channel=7")
    inputs = page.get_by_role("button", name=re.compile(r"^relu 1\.1 · channel \d$"))
    expect(inputs.locator(".window")).to_have_count(10)
    expect(page).to_have_url(re.compile(r"channel=7&at=7,\d+,\d+$"))


def test_a_network_that_reads_no_picture_says_how_it_opens(browse: Browse, served: Served) -> None:
    page = browse(served, "network=mlp-10-128-5")
    expect(page.get_by_role("alert")).to_contain_text("reads 10 numbers")
    expect(page.get_by_role("alert")).to_contain_text("cutaway open mlp-10-128-5 --image random")
