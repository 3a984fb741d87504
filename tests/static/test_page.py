"""docs/course-sites.md and docs/architecture.md: what an export weighs, as they say."""

import gzip
import re
from importlib.resources import files
from pathlib import Path

import pytest

from cutaway.static.archive import archive
from cutaway.static.folder import PYTHON

DOCS = Path(__file__).parents[2] / "docs"
SITES = (DOCS / "course-sites.md").read_text("utf-8")
ARCHITECTURE = (DOCS / "architecture.md").read_text("utf-8")


def said(page: str, pattern: str) -> float:
    (found,) = re.findall(pattern, page)
    return float(found)


@pytest.fixture
def sizes() -> dict[str, float]:
    """Megabytes of Pyodide's files, by their names."""
    folder = Path(str(files("cutaway"))) / "web" / "pyodide"
    if not folder.is_dir():
        pytest.skip("the web bundle was never built: make setup")
    return {name: (folder / name).stat().st_size / 1e6 for name in PYTHON}


def test_python_weighs_what_the_pages_say(sizes: dict[str, float]) -> None:
    snapshot = sizes.pop("snapshot.gz")
    for page, core, memory in (
        (SITES, r"([\d.]+) MB of Pyodide", r"([\d.]+) MB of its memory"),
        (ARCHITECTURE, r"five files are ([\d.]+) MB", r"`snapshot.gz`, ([\d.]+) MB"),
    ):
        assert sum(sizes.values()) == pytest.approx(said(page, core), abs=0.05)
        assert snapshot == pytest.approx(said(page, memory), abs=0.2)
    assert sizes["pyodide.asm.wasm"] == pytest.approx(said(SITES, r"MB instead of (\d+\.\d)"), 0.01)


def test_the_wasm_is_compressed_as_servers_do(sizes: dict[str, float]) -> None:
    whole = Path(str(files("cutaway"))) / "web" / "pyodide" / "pyodide.asm.wasm"
    small = len(gzip.compress(whole.read_bytes(), 6)) / 1e6
    assert small == pytest.approx(said(SITES, r"is then ([\d.]+) MB instead"), abs=0.1)


def test_our_own_modules_weigh_what_the_page_says() -> None:
    stated = said(ARCHITECTURE, r"`cutaway.zip` \(([\d.]+) MB\)")
    assert len(archive(None)) / 1e6 == pytest.approx(stated, abs=0.04)
