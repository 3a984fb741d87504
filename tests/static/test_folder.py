"""The folder: written whole or not at all, and never over what is somebody's own."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from cutaway.errors import ExportError, LessonError
from cutaway.lesson.library import Library
from cutaway.protocol import asks, photographs
from cutaway.protocol.encode import decode, encode, frame
from cutaway.static import folder as folders
from cutaway.static.answers import answers, key_of
from cutaway.static.folder import MARK, export
from tests.static.asked import served


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stand-in for the built web bundle: the real one need not have been built."""
    web = tmp_path_factory.mktemp("package") / "web"
    (web / "pyodide").mkdir(parents=True)
    for name in (*folders.PAGE, "static.html"):
        (web / name).write_text(name)
    for name in folders.PYTHON:
        (web / "pyodide" / name).write_text(name)
    return web


@pytest.fixture(autouse=True)
def built(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "files", lambda package: bundle.parent)
    monkeypatch.setattr(folders, "archive", lambda chapters: b"the archive")
    monkeypatch.setattr(folders, "answers", lambda library: {"size {}": b"frame", "x {}": b"frame"})


def held(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_what_lies_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "site"
    size = export(folder)
    assert (folder / "index.html").read_text() == "static.html"
    assert (folder / "cutaway.zip").read_bytes() == b"the archive"
    index = json.loads((folder / "answers" / "index.json").read_text("utf-8"))
    assert index.keys() == {"size {}", "x {}"} and len(set(index.values())) == 1
    assert (folder / "answers" / index["x {}"]).read_bytes() == b"frame"
    found = held(folder)
    assert {"static.js", "worker.js", "pyodide/pyodide.asm.wasm", MARK} <= found
    assert size == sum((folder / name).stat().st_size for name in found)
    assert [entry.name for entry in folder.parent.iterdir()] == ["site"], "nothing lies beside it"


def test_an_export_is_replaced_whole_and_an_empty_folder_filled(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    export(folder)
    (folder / "old.js").write_text("of an earlier version")
    export(folder)
    assert "old.js" not in held(folder) and [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_what_is_somebodys_own_stays(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(ExportError, match=r"holds files that are no export of Cutaway; expected"):
        export(tmp_path)
    with pytest.raises(ExportError, match=r"thesis\.tex is no folder; expected"):
        export(tmp_path / "thesis.tex")
    assert held(tmp_path) == {"thesis.tex"}
    with pytest.raises(ExportError, match=r"cannot be written: .*; choose another folder"):
        export(tmp_path / "thesis.tex" / "site")


def test_a_failure_half_way_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    export(folder)
    before = held(folder)

    def broken(library: Library) -> dict[str, bytes]:
        raise LessonError("chapter.md, line 3: no such block")

    monkeypatch.setattr(folders, "answers", broken)
    with pytest.raises(LessonError):
        export(folder)
    assert held(folder) == before and [entry.name for entry in tmp_path.iterdir()] == ["site"]


def test_a_package_without_a_bundle_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "files", lambda package: tmp_path / "nothing")
    with pytest.raises(ExportError, match=r"lacks static\.js; build it with `make setup`"):
        export(tmp_path / "site")


def test_kept_answers_are_a_servers_own() -> None:
    kept = answers(Library())
    ask = asks.LessonAsk("pooling", "zh-Hans")
    assert kept[key_of("lesson", ask)] == served("lesson", frame(asdict(ask)))
    assert {"lessons {}", "examples {}", 'play_example {"name":"by-hand"}'} <= kept.keys()
    coffee = kept['photograph {"name":"coffee"}']
    photograph = photographs.handlers()["photograph"](asks.PhotographAsk("coffee"))
    assert coffee == encode(photograph) == kept['photograph {"name":""}']
    assert len(decode(coffee)[1][0]) > 500_000
