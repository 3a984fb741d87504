"""Takes the screenshots of the READMEs in a real Chromium.

python -m tools.take_pictures
"""

import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.chromium import CHROMIUM, FLAGS

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SHOTS = (
    (
        "overview.png",
        "en-US",
        "network=tiny-vgg&picture=10&view=number&step=conv1_2&channel=8&at=8,9,19",
    ),
    ("overview-zh.png", "zh-CN", "network=squeezenet&view=wall&step=fire4.cat"),
    (
        "layer.png",
        "en-US",
        "network=tiny-vgg&picture=10&view=layer&step=conv1_2&channel=8&at=8,9,19",
    ),
)


def main() -> None:
    command = [sys.executable, "-m", "cutaway", "open", "--no-browser", "--port", "0"]
    environment = os.environ | {"OMP_NUM_THREADS": "2"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    PICTURES.mkdir(parents=True, exist_ok=True)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            for name, locale, view in SHOTS:
                take(browser, f"{address}&{view}", locale, PICTURES / name)
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def take(browser: Browser, address: str, locale: str, path: Path) -> None:
    """One picture of one view."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale=locale)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".mapgrid, .layer .one-map")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)  # the panel has come to rest
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main()
