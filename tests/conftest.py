"""What several tests need: the app being served, and a real browser."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import settings

from tests.chromium import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("searching", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def seeded() -> None:
    """Random numbers are the same in every run, whatever ran before."""
    random.seed(7)
    for name, seed in (("numpy.random", "seed"), ("torch", "manual_seed")):
        if name in sys.modules:
            getattr(sys.modules[name], seed)(7)


@dataclass(frozen=True)
class Served:
    """The app as `cutaway open` serves it, in a process of its own."""

    process: "subprocess.Popen[str]"
    address: str
    log: Path

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def token(self) -> str:
        return urlsplit(self.address).fragment.removeprefix("token=")

    def at(self, place: str) -> str:
        """The address of a view, with the key."""
        return f"{self.address}&{place}"


@contextmanager
def serving(log: Path, *words: str, command: str = "open") -> Iterator[Served]:
    """`cutaway open`, or another command, on a free port; it ends with the block."""
    called = [sys.executable, "-m", "cutaway", command, *words, "--no-browser", "--port", "0"]
    with log.open("w") as errors:
        process = subprocess.Popen(
            called, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT
        )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), log.read_text()
        yield Served(process, address, log)
    finally:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app on the embedded network."""
    with serving(tmp_path_factory.mktemp("served") / "log.txt") as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """Debian's Chromium. Without it the test skips, saying so; in CI it fails."""
    missing = ""
    if not Path(CHROMIUM).is_file():
        missing = f"{CHROMIUM} is missing: install Debian's chromium"
    elif not (Path(ROOT) / "src/cutaway/web/page.js").is_file():
        missing = "the web bundle was never built: make setup"
    if missing:
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()
