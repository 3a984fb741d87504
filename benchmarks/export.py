"""How fast a course site opens and answers: the exported folder, Python and all, in Chromium.

python -m benchmarks.export

Beside the time on the clock of an answer stands the processor time of all of Chromium, which a
busy machine hardly lengthens.
"""

import json
import os
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from tests.chromium import CHROMIUM, FLAGS

from benchmarks.processor import children_seconds
from benchmarks.timing import percentile
from cutaway.playground.examples import EXAMPLES
from cutaway.playground.link import link_of
from cutaway.playground.state import LayerState, PlayState
from cutaway.protocol.encode import frame
from cutaway.static.folder import export

SCRIPT = Path(__file__).with_name("export.js").read_text()
OPENINGS = 3
STEPS = 40
FRAMES = 120
READY = 180_000
KEEP_THE_WORKER = """
globalThis.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    globalThis.madeWorker = this;
  }
};
"""
LECTURE = EXAMPLES[0].state
LARGE = PlayState("8x16x16", layers=(LayerState("conv2d", kernel="3x3", outputs="8", padding="1"),))


class Quiet(SimpleHTTPRequestHandler):
    """A file server that keeps no log."""

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    with folder() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        drawn, ready = zip(*(opened(browser, address) for _ in range(OPENINGS)), strict=True)
        print(told("opening → the example drawn", drawn))
        print(told("opening → Python answers", ready))
        for name, state in (("4×4", LECTURE), ("16×16, 8 → 8", LARGE)):
            sent = [*frame({}, [json.dumps(asdict(state)).encode()])]
            with page_at(browser, f"{address}#play={link_of(state)}") as page:
                asks = page.evaluate("f => drag.asks('play', f, 40)", sent)
                before = children_seconds()
                steps = page.evaluate(
                    "v => drag.steps('padding', v)", [i % 3 for i in range(STEPS)]
                )
                each = (children_seconds() - before) / STEPS * 1000
                gaps = page.evaluate("n => drag.frames('padding', 0, 2, n)", FRAMES)
            print(told(f"{name}: Python's answer alone", asks))
            print(told(f"{name}: slider → the answer drawn", steps))
            print(f"{name}: processor time of one answer".ljust(42), f"{each:8.1f} ms")
            print(told(f"{name}: from frame to frame", gaps), flush=True)
        browser.close()


def told(what: str, times: object) -> str:
    found = [float(time) for time in times]  # type: ignore[attr-defined]
    middle, most = statistics.median(found), percentile(found, 0.95)
    return f"{what:<42} {middle:8.1f} ms, 95th percentile {most:8.1f} ms"


def opened(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds from navigation, in a fresh browser context: the example drawn; Python ready."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}#play=", wait_until="commit")
    page.locator(".sum").wait_for()
    drawn = float(page.evaluate("performance.now()"))
    page.locator(".starting").wait_for(state="detached", timeout=READY)
    ready = float(page.evaluate("performance.now()"))
    context.close()
    return drawn, ready


@contextmanager
def page_at(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(KEEP_THE_WORKER)
    page.goto(address)
    page.locator(".starting").wait_for(state="detached", timeout=READY)
    page.locator("section.code").wait_for()
    page.evaluate(SCRIPT)
    yield page
    context.close()


@contextmanager
def folder() -> Iterator[str]:
    """An export behind a file server."""
    with tempfile.TemporaryDirectory() as made:
        export(Path(made) / "site")
        handler = partial(Quiet, directory=str(Path(made) / "site"))
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        server.server_close()
        thread.join()


if __name__ == "__main__":
    main()
