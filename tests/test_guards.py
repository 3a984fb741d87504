"""Calls that exist on POSIX alone stand behind a guard: the product runs on Windows too."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "cutaway"
ONLY_POSIX = {
    "os": {"fork", "getuid", "geteuid", "setsid", "killpg", "uname", "sysconf", "mkfifo", "chown"},
    "signal": {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "alarm", "pause"},
    "socket": {"AF_UNIX"},
}
MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "readline"}


def faults(text: str) -> list[str]:
    """POSIX-only names used outside an `if` that asks for the platform."""
    tree = ast.parse(text)
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If | ast.IfExp) and _asks(node.test)
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in guarded:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name in MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            found.append(node.module)
        elif isinstance(node, ast.Attribute) and _only_posix(node):
            found.append(ast.unparse(node))
    return found


def _only_posix(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.attr in ONLY_POSIX.get(node.value.id, ())


def _asks(test: ast.expr) -> bool:
    text = ast.unparse(test)
    return "sys.platform" in text or "os.name" in text or "hasattr(" in text


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: p.name)
def test_no_unguarded_posix(path: Path) -> None:
    assert faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import os\nos.fork()", ["os.fork"]),
        ("import fcntl", ["fcntl"]),
        ("import os, sys\nif sys.platform != 'win32':\n    os.getuid()", []),
        ("import os\nos.getpid()", []),
    ],
)
def test_the_test_sees(text: str, found: list[str]) -> None:
    assert faults(text) == found
