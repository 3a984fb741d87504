"""cutaway export: what it prints, and its refusals as one line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Cutaway


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Path | None]]:
    """What would have been written, without writing it."""
    calls: list[tuple[Path, Path | None]] = []

    def export(folder: Path, chapters: Path | None) -> int:
        calls.append((folder, chapters))
        return 16 * 2**20

    monkeypatch.setattr("cutaway.static.folder.export", export)
    return calls


def test_it_says_what_it_wrote_and_how_to_serve_it(
    cutaway: Cutaway, written: list[tuple[Path, Path | None]], tmp_path: Path
) -> None:
    folder = tmp_path / "my site"
    done = cutaway("export", "playground", folder, "--lesson", tmp_path)
    assert done.code == 0 and written == [(folder, tmp_path)]
    assert "16.0 MiB" in done.out
    assert f"python -m http.server -d '{folder}' --bind 127.0.0.1" in done.out


def test_refusals_are_one_line(refused: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    said = refused("export", "playground", tmp_path)
    assert said.startswith(f"{tmp_path} holds files that are no export of Cutaway")
    said = refused("export", "playground", tmp_path / "new", "--lesson", tmp_path / "missing")
    assert "is no folder; expected one with chapters" in said
    assert not (tmp_path / "new").exists()
