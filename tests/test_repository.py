"""The repository speaks of the product alone, finishes what it begins, in both languages."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = {".py", ".md", ".ts", ".tsx", ".css", ".toml", ".html", ".mjs", ".yaml", ".json", ".sh", ""}
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|not impl" + r"emented)\b")
READMES = ("README.md", "README.zh-CN.md")


def tracked() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("this is no checkout")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def test_nothing_is_left_unfinished() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix in TEXT and UNFINISHED.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_the_bundle_is_not_committed() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert not any(name.startswith(("src/cutaway/web/", "web/node_modules")) for name in names)
    assert "web/package-lock.json" in names


def test_the_lock_names_no_registry() -> None:
    assert "resolved" not in (ROOT / "web" / "package-lock.json").read_text()
    assert "://" not in (ROOT / "constraints.txt").read_text()


@pytest.mark.parametrize("name", READMES)
def test_readmes_lead_with_pip(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert text.index("pip install cutaway") < text.index("make run")
    assert "cutaway open" in text
    assert "download.pytorch.org/whl/cpu" in text
    assert len(text.splitlines()) <= 150


@pytest.mark.parametrize("path", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")))
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8"))
    missing = [target for target in targets if not (path.parent / target).exists()]
    assert missing == []


def test_the_two_readmes_show_the_same_commands() -> None:
    blocks = [
        re.findall(r"^(?:pip|cutaway) .*$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in READMES
    ]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) > 5


def test_every_data_file_is_named_with_its_source() -> None:
    notices = (ROOT / "THIRD_PARTY.md").read_text("utf-8")
    data = ROOT / "src" / "cutaway" / "networks" / "data"
    for path in data.iterdir():
        assert f"networks/data/{path.stem}." in notices, path.name
