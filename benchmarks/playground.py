"""How fast the playground follows, in a real Chromium, from a person's action to the frame.

python -m benchmarks playground

What was asked for: a dragged slider within 33 ms at the 95th percentile, a hover under 16 ms, the
playground open under 500 ms cold, a 3×3 kernel over a 640×427 colour photograph under 100 ms.
"""

import json
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tests.chromium import CHROMIUM, FLAGS

from benchmarks.app import served
from benchmarks.timing import percentile
from cutaway.playground.link import link_of
from cutaway.playground.state import DEFAULT, LayerState, PlayState

SCRIPT = Path(__file__).with_name("playground.js").read_text()
FILTERS = Path(__file__).with_name("photo.mjs")
WEB = Path(__file__).parents[1] / "web"
ROUNDS = 40
LARGE = PlayState("8x16x16", layers=(LayerState(kernel="64x3x3", padding="1"),))


@dataclass(frozen=True)
class Figure:
    """One measured thing: what, how long (ms, one per round), and what was asked for."""

    what: str
    times: list[float]
    asked: str = ""

    def __str__(self) -> str:
        middle, late = statistics.median(self.times), percentile(self.times, 0.95)
        asked = f"   asked for: {self.asked}" if self.asked else ""
        return f"{self.what:<52} {middle:7.1f} ms  95 %: {late:7.1f} ms{asked}"


def main() -> None:
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for figure in figures(browser, address):
            print(figure, flush=True)
        browser.close()
    print(Figure("3×3 over 640×427, three channels", photograph(), "under 100 ms"), flush=True)


def figures(browser: Browser, address: str) -> Iterator[Figure]:
    """Every action on the page."""
    small, large = (f"{address}&play={link_of(state)}" for state in (DEFAULT, LARGE))
    yield Figure("navigation → the lecture's exercise, cold", cold(browser, small), "under 500 ms")
    with page_at(browser, small) as page:
        yield Figure("slider (padding) → sizes and matrices", drags(page, "padding"), "33 ms, 95 %")
        yield Figure("slider (stride) → sizes and matrices", drags(page, "stride"), "33 ms, 95 %")
    with page_at(browser, small) as page:
        yield Figure("hover → window and sum", hovers(page, 4), "under 16 ms")
    with page_at(browser, large) as page:
        yield Figure("8 channels of 16×16: slider → matrices", drags(page, "padding"), "smooth")
        yield Figure("8 channels of 16×16: hover → window and sum", hovers(page, 16), "smooth")


def cold(browser: Browser, address: str) -> list[float]:
    """Milliseconds from navigation to the drawn matrices, each time in a context of its own."""
    times = []
    for _ in range(ROUNDS // 4):
        with page_at(browser, address) as page:
            times.append(float(page.evaluate("drawn")))
    return times


def drags(page: Page, name: str) -> list[float]:
    values = [2, 1, 3, 1, 2, 3]
    script = "([name, value]) => play.drag(name, value)"
    return [
        float(page.evaluate(script, [name, values[turn % len(values)]])) for turn in range(ROUNDS)
    ]


def hovers(page: Page, side: int) -> list[float]:
    """Over the output, from cell to cell; frames are 16.7 ms apart, and the wait is for one."""
    cell = page.evaluate("parseFloat(play.board(2).style.getPropertyValue('--cell'))")
    page.evaluate("([cell]) => play.hover(2, 0, 0, cell)", [cell])
    script = "([row, column, cell]) => play.hover(2, row, column, cell)"
    return [
        float(page.evaluate(script, [turn // side % side, (turn + 1) % side, cell]))
        for turn in range(1, ROUNDS)
    ]


def photograph() -> list[float]:
    """The page's own filter in Node, bundled as it is for the page."""
    bundle = ["npx", "esbuild", str(FILTERS), "--bundle", "--format=esm", "--platform=node"]
    script = subprocess.run(bundle, cwd=WEB, check=True, capture_output=True, text=True).stdout
    command = ["node", "--input-type=module", "-"]
    done = subprocess.run(command, input=script, check=True, capture_output=True, text=True)
    return [float(time) for time in json.loads(done.stdout)]


@contextmanager
def page_at(browser: Browser, address: str) -> Iterator[Page]:
    """A page of its own, with its matrices drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(SCRIPT)
    page.add_init_script(DRAWN)
    page.goto(address)
    page.evaluate("drawn")  # a selector to wait for would be 0.3 MB of script for the page to read
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


DRAWN = """
window.drawn = new Promise((done) =>
  new MutationObserver((_, watch) => {
    if (!document.querySelector("[data-testid=sum]")) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now()));
  }).observe(document, { childList: true, subtree: true }),
);
"""

if __name__ == "__main__":
    main()
