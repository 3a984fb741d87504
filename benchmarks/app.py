"""How fast the app answers, in a real Chromium, from a person's action to the painted frame.

python -m benchmarks.app

CNN Explainer's figures, on the same kind of machine (2 cores, software rendering, everything
served locally), stand beside ours: they were taken by hand, not in this run.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright
from tests.chromium import CHROMIUM, FLAGS

SCRIPT = Path(__file__).with_name("watch.js").read_text()
ROUNDS = 9
ANOTHER = 4
FRESH = 3


@dataclass(frozen=True)
class Figure:
    """One measured thing: what, how long (ms, one per round), and CNN Explainer's figure."""

    what: str
    times: list[float]
    theirs: str = ""

    def __str__(self) -> str:
        low, middle, high = min(self.times), statistics.median(self.times), max(self.times)
        beside = f"   CNN Explainer: {self.theirs}" if self.theirs else ""
        return f"{self.what:<46} {middle:7.1f} ms  ({low:.1f} … {high:.1f}){beside}"


def main() -> None:
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for figure in tiny_vgg(browser, address):
            print(figure, flush=True)
        print(loaded(browser, address), flush=True)
        browser.close()
    for network in ("tiny-vgg", "squeezenet"):
        print(fresh(network), flush=True)


def tiny_vgg(browser: Browser, address: str) -> Iterator[Figure]:
    """Every action on the embedded network."""
    where = f"{address}&network=tiny-vgg"
    yield Figure("tiny-vgg: navigation → every map painted", cold(browser, where), "3,418 ms cold")
    with page_at(browser, where) as page:
        yield Figure("another picture → every map painted", pictures(page), "792 ms")
        yield Figure("click on a map → layer opened", layers(page), "1,020 ms and more")
    with page_at(browser, where) as page:
        yield Figure("click on a cell → number opened", numbers(page), "478 ms, worst 1,387")
    with page_at(browser, where) as page:
        said, lit = hovers(page)
        yield Figure("hover → value read out", said, "18 ms (a border)")
        yield Figure("hover → windows lit", lit, "371 ms (edges)")


def fresh(network: str) -> Figure:
    """The first visit: every round a server that was just started, so that nothing is kept."""
    times = []
    for _ in range(FRESH):
        with served(network) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            times += cold(browser, address, rounds=1)
            browser.close()
    return Figure(f"{network}: a fresh server → every map painted", times)


def cold(browser: Browser, address: str, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds from navigation to the last map, each time in a context of its own."""
    times = []
    for _ in range(rounds):
        with page_at(browser, address) as page:
            times.append(float(page.evaluate("watch.lastPaint")))
    return times


def pictures(page: Page) -> list[float]:
    return [
        float(page.evaluate("n => watch.picture(n)", 1 + turn % ANOTHER)) for turn in range(ROUNDS)
    ]


def layers(page: Page) -> list[float]:
    times = []
    for turn in range(ROUNDS):
        times.append(float(page.evaluate("n => watch.layer(n)", turn)))
        page.evaluate("watch.overview()")
    return times


def numbers(page: Page) -> list[float]:
    return [float(page.evaluate("n => watch.number(n)", turn)) for turn in range(ROUNDS)]


def hovers(page: Page) -> tuple[list[float], list[float]]:
    found = [page.evaluate("n => watch.hover(n)", turn) for turn in range(3 * ROUNDS)]
    return [float(pair[0]) for pair in found], [float(pair[1]) for pair in found]


def loaded(browser: Browser, address: str) -> str:
    """Bytes and requests of one visit, and whom they went to."""
    asked: list[Request] = []
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.on("requestfinished", lambda request: asked.append(request))
    page.goto(f"{address}&network=tiny-vgg")
    page.wait_for_load_state("networkidle")
    total = sum(request.sizes()["responseBodySize"] for request in asked)
    hosts = {request.url.split("/")[2].split(":")[0] for request in asked if "//" in request.url}
    others = len(hosts - {"127.0.0.1"})
    context.close()
    return (
        f"loaded: {total / 1e6:.2f} MB in {len(asked)} requests, {others} third parties"
        "   CNN Explainer: 11.2 MB, 39 requests, 11 third parties"
    )


@contextmanager
def page_at(browser: Browser, address: str) -> Iterator[Page]:
    """A page of its own, with its maps painted and the network quiet."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(SCRIPT)
    page.goto(address)
    page.wait_for_selector("[role=grid] canvas")
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


@contextmanager
def served(*words: str) -> Iterator[str]:
    """The address of a server of our own."""
    command = [sys.executable, "-m", "cutaway", "open", *words, "--no-browser", "--port", "0"]
    environment = os.environ | {"OMP_NUM_THREADS": "2"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


if __name__ == "__main__":
    main()
