"""The folder itself: what lies in it, and how it comes to be there all at once or not at all."""

import json
import os
import shutil
import tempfile
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cutaway.errors import ExportError
from cutaway.lesson.library import Library
from cutaway.static.answers import answers
from cutaway.static.archive import archive

MARK = "cutaway-export.json"
PAGE = ("static.js", "worker.js", "cutaway.css", "icon.svg")
PYTHON = (
    *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"),
    *("pyodide-lock.json", "snapshot.gz", "LICENCE.txt"),
)


def export(folder: Path, chapters: Path | None = None) -> int:
    """Writes the folder, in the place of an earlier export, and gives the bytes in it.

    chapters   a folder with chapters of one's own

    Raises ExportError for a folder that holds anything else, or that cannot be written;
    LessonError for a chapter that cannot be read.
    """
    refuse(folder)
    Library(chapters).chapters()  # what is wrong with them is said before anything is written
    place = folder.absolute()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".cutaway-", dir=place.parent) as beside:
            made = Path(beside) / "made"
            _fill(made, chapters)
            size = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
            _exchange(made, place, Path(beside) / "old")
    except OSError as error:
        raise ExportError(
            f"{folder} cannot be written: {error.strerror or error}; choose another folder"
        ) from None
    return size


def refuse(folder: Path) -> None:
    """Raises ExportError where a folder holds what no export put there."""
    if not os.path.lexists(folder):
        return
    if not folder.is_dir() or folder.is_symlink():
        raise ExportError(f"{folder} is no folder; expected a new one, an empty one or an export")
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        raise ExportError(
            f"{folder} holds files that are no export of Cutaway; expected a new folder, an empty "
            "one, or an earlier export to replace"
        )


def _exchange(made: Path, place: Path, old: Path) -> None:
    """Puts the new folder in its place; the old one stays where that fails."""
    if place.exists():
        place.rename(old)
    try:
        made.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise


def _fill(made: Path, chapters: Path | None) -> None:
    (made / "pyodide").mkdir(parents=True)
    web = files("cutaway") / "web"
    for name in PAGE:
        _copy(web / name, made / name)
    for name in PYTHON:
        _copy(web / "pyodide" / name, made / "pyodide" / name)
    _copy(web / "static.html", made / "index.html")
    (made / "cutaway.zip").write_bytes(archive(chapters))
    _keep(made / "answers", answers(Library(chapters)))
    (made / MARK).write_text(json.dumps({"cutaway": _version()}) + "\n", "utf-8")


def _keep(folder: Path, frames: dict[str, bytes]) -> None:
    """Frames by their content, and where each is found."""
    folder.mkdir()
    names = {key: f"{sha256(frame).hexdigest()[:16]}.frame" for key, frame in frames.items()}
    for key, frame in frames.items():
        (folder / names[key]).write_bytes(frame)
    (folder / "index.json").write_text(json.dumps(names, ensure_ascii=False), "utf-8")


def _copy(source: Traversable, target: Path) -> None:
    if not source.is_file():
        raise ExportError(
            f"this copy of Cutaway lacks {source.name}; build it with `make setup`, or install a "
            "release: pip install cutaway"
        )
    with source.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written)


def _version() -> str:
    try:
        return version("cutaway")
    except PackageNotFoundError:
        return ""
