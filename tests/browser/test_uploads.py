"""A picture of one's own: any size is run, a bad file is an error in place."""

import io
import re
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect

from tests.browser.browse import Browse
from tests.browser.seeing import column, overview
from tests.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import Page


def add(page: "Page", name: str, data: bytes) -> None:
    """Chooses a file, as the file dialog does."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add a picture").click()
    chooser.value.set_files({"name": name, "mimeType": "image/png", "buffer": data})


def png(width: int, height: int, colour: str = "teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


def test_a_picture_is_run_at_once(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    add(page, "my <b>shirt</b>.png", png(60, 40))
    expect(page.get_by_role("radio", name="my <b>shirt</b>.png")).to_be_checked()
    expect(page.get_by_text(re.compile(r"^my <b>shirt</b>\.png · picture 6\d of"))).to_be_visible()
    assert "picture=upload-" in page.url
    page.reload()
    expect(page.get_by_role("radio", name="my <b>shirt</b>.png")).to_be_checked()


def test_a_picture_may_be_dropped_anywhere(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    dropped = page.evaluate_handle(
        """bytes => {
          const carried = new DataTransfer();
          carried.items.add(new File([new Uint8Array(bytes)], "dropped.png"));
          return carried;
        }""",
        list(png(30, 20)),
    )
    target = page.get_by_role("main")
    target.dispatch_event("dragover", {"dataTransfer": dropped})
    expect(page.get_by_text("Drop a picture to run it")).to_be_visible()
    target.dispatch_event("drop", {"dataTransfer": dropped})
    expect(page.get_by_role("radio", name="dropped.png")).to_be_checked()
    expect(page.get_by_text("Drop a picture to run it")).to_be_hidden()


def test_the_smallest_picture_works(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    add(page, "dot.png", png(1, 1))
    expect(page.get_by_role("radio", name="dot.png")).to_be_checked()
    expect(column(page, "conv 1.1").get_by_role("grid")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_bad_file_is_an_error_in_place(browse: Browse, served: Served) -> None:
    page = overview(browse(served, refusals=True))
    alert = page.get_by_role("alert")
    add(page, "notes.png", b"this is no picture")
    expect(alert).to_contain_text("cannot be read as a picture; choose a whole PNG")
    expect(page.get_by_role("radio", name="T-shirt").first).to_be_checked()
    add(page, "empty.png", b"")
    expect(alert).to_contain_text("empty (0 bytes)")
    alert.get_by_role("button", name="Dismiss").click()
    expect(alert).to_be_hidden()
    page.get_by_role("radio", name="trouser").first.click()
    expect(page.get_by_text("trouser · picture 2 of")).to_be_visible()


def test_a_picture_belongs_to_its_network(browse: Browse, served: Served) -> None:
    page = overview(browse(served))
    add(page, "mine.png", png(30, 30))
    expect(page.get_by_role("radio", name="mine.png")).to_be_checked()
    page.get_by_role("combobox", name="Network").select_option("filters")
    expect(page.get_by_role("radio", name="cat")).to_be_visible()
    expect(page.get_by_role("radio", name="mine.png")).to_have_count(0)
    page.get_by_role("combobox", name="Network").select_option("tiny-vgg")
    expect(page.get_by_role("radio", name="mine.png")).to_have_count(1)
