"""The package as it is published: a real build from the tracked files, and what is in it."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYODIDE = {
    *("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"),
    *("pyodide-lock.json", "snapshot.gz", "LICENCE.txt"),
}
WEB = {
    *("page.js", "widget.js", "static.js", "worker.js", "cutaway.css", "icon.svg"),
    *("index.html", "static.html", ".stamp"),
    *(f"pyodide/{name}" for name in PYODIDE),
}


def tracked() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("this is no checkout")
    return [line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def needs_node() -> None:
    """npm, and the packages of the front end: so that the build fetches nothing."""
    installed = (ROOT / "web" / "node_modules" / "esbuild").is_dir()
    if shutil.which("npm") and installed:
        return
    if os.environ.get("CI") == "true":
        pytest.fail("the build needs npm and web/node_modules")
    pytest.skip("the build needs npm and web/node_modules: make test installs them")


def build(folder: Path, out: Path, kind: str, path: str | None = None) -> Path:
    """Builds one archive of a source folder, and gives it."""
    done = subprocess.run(
        [sys.executable, "-m", "build", f"--{kind}", "--no-isolation", "--outdir", str(out), "."],
        cwd=folder,
        env=os.environ | ({} if path is None else {"PATH": path}),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (archive,) = out.iterdir()
    return archive


def test_the_wheel_is_whole_and_its_source_builds_without_node(tmp_path: Path) -> None:
    needs_node()
    copy = tmp_path / "copy"
    for name in tracked():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, copy / name)
    (copy / "web" / "node_modules").symlink_to(ROOT / "web" / "node_modules", True)

    source = build(copy, tmp_path / "source", "sdist")
    with tarfile.open(source) as archive:
        # Python 3.11.4 brought filters, and 3.12 warns where there is none.
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path / "unpacked", **safely)
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert not (unpacked / "web" / "node_modules").exists()
    assert (unpacked / "web" / "src" / "hosts" / "page.tsx").is_file()

    (tmp_path / "nothing").mkdir()
    wheel = build(unpacked, tmp_path / "wheel", "wheel", path=str(tmp_path / "nothing"))
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry = archive.read(next(n for n in names if n.endswith("entry_points.txt"))).decode()
        page = archive.read("cutaway/web/page.js")
    assert "cutaway = cutaway.cli:main" in entry.splitlines()
    assert len(page) > 50_000

    ours = {name for name in names if not name.startswith("cutaway/")}
    assert all(name.startswith("cutaway-") and ".dist-info/" in name for name in ours)
    assert {Path(n).name for n in ours if "/licenses/" in n} == {"LICENSE", "THIRD_PARTY.md"}

    expected = {n.removeprefix("src/") for n in tracked() if n.startswith("src/cutaway/")}
    assert {n for n in expected if "/data/" in n} and "cutaway/cli.py" in expected
    assert names - ours == expected | {f"cutaway/web/{name}" for name in WEB}
