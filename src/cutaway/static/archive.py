"""One zip of everything that the page's own Python runs: modules, chapters, licences."""

import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, files
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path

from cutaway.static.pure import needed

CHAPTERS = "chapters"
DISTRIBUTIONS = ("cutaway", "markdown-it-py", "mdurl")
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def archive(chapters: Path | None) -> bytes:
    """The zip; the same bytes for the same files.

    chapters   a teacher's own folder, which comes along as `chapters/`
    """
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, data in _entries(chapters):
            packed.writestr(zipfile.ZipInfo(place, LONG_AGO), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _entries(chapters: Path | None) -> Iterator[tuple[str, bytes]]:
    for source in needed():
        yield source.place, source.file.read_bytes()
    yield from _texts(resources("cutaway") / "lesson" / "chapters", "cutaway/lesson/chapters")
    if chapters is not None:
        yield from _texts(chapters, CHAPTERS)
    yield from _licences()


def _texts(folder: Traversable, place: str) -> Iterator[tuple[str, bytes]]:
    """The Markdown files of a folder and of those in it, by name."""
    for found in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if found.is_dir() and not found.name.startswith("."):
            yield from _texts(found, f"{place}/{found.name}")
        elif found.name.endswith(".md"):
            yield f"{place}/{found.name}", found.read_bytes()


def _licences() -> Iterator[tuple[str, bytes]]:
    """What the packages ask to be kept beside every copy of them."""
    for name in DISTRIBUTIONS:
        try:
            known = files(name) or []
        except PackageNotFoundError:  # run from a checkout that was never installed
            known = []
        for file in known:
            if file.name.startswith("LICENSE"):
                yield f"licences/{name}/{file.name}", file.read_binary()
