"""A course site: the exported folder behind a plain file server, with nothing else beside it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from cutaway.commands.open import _link
from cutaway.playground.examples import example
from cutaway.playground.lab import lab_of
from cutaway.playground.link import state_of
from cutaway.static.folder import export
from tests.browser.browse import watching
from tests.static.asked import ASKS, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PYTHON_STARTS = 150_000
KEEP_THE_WORKER = """
const Made = globalThis.Worker;
globalThis.Worker = class extends Made {
  constructor(...given) {
    super(...given);
    globalThis.madeWorker = this;
  }
};
"""
ASK_THE_WORKER = """
([id, method, sent]) => new Promise((done) => {
  const hear = ({ data }) => {
    if (data.id !== id) return;
    madeWorker.removeEventListener("message", hear);
    done([...new Uint8Array(data.frame)]);
  };
  madeWorker.addEventListener("message", hear);
  const frame = new Uint8Array(sent).buffer;
  madeWorker.postMessage({ id, method, frame }, [frame]);
})
"""


@dataclass
class Site:
    """The folder behind a file server, under a path, as on a course's page."""

    address: str
    asked: list[str] = field(default_factory=list)

    def at(self, place: str) -> str:
        return f"{self.address}#{place}"


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    site = Site("")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            site.asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    site.address = f"http://127.0.0.1:{server.server_port}/cnn/playground/"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def course(chromium: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course's pages, an export among them."""
    folder = tmp_path_factory.mktemp("course")
    export(folder / "cnn" / "playground")
    return folder


@pytest.fixture(scope="module")
def site(course: Path) -> Iterator[Site]:
    with serving(course) as found:
        yield found


@pytest.fixture(scope="module")
def page(chromium: "Browser", site: Site) -> Iterator["Page"]:
    """The page with its Python started: once for all tests, since that takes seconds."""
    with watching(chromium) as browse:
        opened = browse(site, "play=", script=KEEP_THE_WORKER)
        opened.locator(".starting").wait_for(state="detached", timeout=PYTHON_STARTS)
        expect(opened.get_by_role("alert")).to_have_count(0)
        yield opened


def test_it_draws_before_python_is_there(chromium: "Browser", course: Path) -> None:
    with serving(course) as site, watching(chromium) as browse:
        held = browse(site, "lesson=pooling", holding="**/pyodide.asm.wasm")
        expect(held.get_by_role("heading", level=1)).to_have_text("Pooling")
        expect(held.locator(".starting")).to_contain_text("13 MB")
        held.get_by_role("button", name="Playground", exact=True).click()
        expect(held.locator(".sum")).to_contain_text("13")
        held.get_by_role("button", name="中文").click()
        expect(held.locator(".starting")).to_contain_text("正在载入 Python")
    assert not [path for path in site.asked if path.endswith(".wasm")]


def test_only_what_works_is_shown(page: "Page") -> None:
    expect(page.locator("nav.tabs button")).to_have_text(["Playground", "Learn"])


def test_the_worker_answers_with_a_servers_bytes(page: "Page") -> None:
    answers = {}
    for number, (name, (method, sent)) in enumerate(ASKS.items()):
        told = page.evaluate(ASK_THE_WORKER, [f"test-{number}", method, [*sent]])
        answers[name] = bytes(told)
    assert answers == {name: served(*ask) for name, ask in ASKS.items()}


def test_a_slider_is_answered_by_pythons_arithmetic(page: "Page") -> None:
    page.evaluate("location.hash = 'play='")
    expect(page.locator(".code input, .code textarea").first).to_have_value(
        "nn.Conv2d(1, 1, kernel_size=3, padding=1)"
    )
    stride = page.get_by_role("slider", name="stride", exact=True)
    stride.focus()
    stride.press("ArrowRight")
    expect(page.locator(".code input, .code textarea").first).to_have_value(
        "nn.Conv2d(1, 1, kernel_size=3, stride=2, padding=1)"
    )
    expect(page.locator(".reckoned").first).to_contain_text("2")


def test_its_links_open_in_anybodys_cutaway(page: "Page", site: Site) -> None:
    chosen = example("edge-pooled")
    assert chosen is not None
    page.evaluate("location.hash = 'play='")
    page.get_by_role("combobox").first.select_option("edge-pooled")
    page.wait_for_url(lambda address: "lmaxpool2d" in address)
    network, view = _link(page.url)
    opened = lab_of(state_of(dict(parse_qsl(view))["play"]).state)
    assert network == "tiny-vgg"
    assert opened.passes[-1].output.values == lab_of(chosen.state).passes[-1].output.values


def test_a_lesson_says_where_a_network_runs(page: "Page", site: Site) -> None:
    page.evaluate("location.hash = 'lesson=representation'")
    first = page.locator(".elsewhere").first
    expect(first).to_contain_text("The network tiny-vgg is run by Cutaway on your own computer")
    command = first.locator("code").inner_text().splitlines()[1]
    link = command.removeprefix("cutaway open '").removesuffix("'")
    assert link.startswith(f"{site.address}#network=tiny-vgg") and _link(link)[0] == "tiny-vgg"
    expect(page.get_by_role("button", name="open in the app")).to_have_count(0)


def test_a_question_is_judged_without_a_server(page: "Page") -> None:
    page.evaluate("location.hash = 'lesson=by-hand'")
    asked = page.locator("[data-question=by-hand]")
    for answer, told in (
        ("11 13\n19 17", "the answer without the padding"),
        ("2 4 5 11\n6 11 13 12\n8 19 17 16\n10 9 8 3", "Right."),
    ):
        asked.get_by_role("textbox").fill(answer)
        asked.get_by_role("button", name="Check").click()
        expect(asked.get_by_role("status")).to_contain_text(told)


def test_a_photograph_comes_from_the_folder(page: "Page", site: Site) -> None:
    page.evaluate("location.hash = 'play='")
    page.get_by_role("button", name="on a picture").click()
    expect(page.locator(".extra canvas").first).to_be_visible()
    assert any("/answers/" in path for path in site.asked)


def test_python_came_from_the_folder_alone(page: "Page", site: Site) -> None:
    names = {path.rpartition("/")[2] for path in site.asked}
    assert {"worker.js", "cutaway.zip", "pyodide.asm.wasm", "python_stdlib.zip"} <= names
    assert all(path.startswith("/cnn/playground/") for path in site.asked)
