"""The floor plan holds: every file imports only from rows below its own."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "cutaway"
ROWS = {
    "arithmetic": 0,
    "ops": 1,
    "recording": 2,
    "networks": 2,
    "explain": 3,
    "playground": 3,
    "exercises": 4,
    "lesson": 4,
    "protocol": 5,
    "server": 6,
    "notebook": 6,
    "static": 6,
    "cli": 7,
    "commands": 7,
    "terminal": 7,
    "show": 7,
    "__main__": 7,
}
JUDGED = ("lesson", "exercises")
BELOW_ALL = {"errors"}
HEAVY = {"torch", "numpy", "PIL", "safetensors"}
PURE_PACKAGES = {"arithmetic", "ops", "playground", "exercises", "lesson"}
PURE_FILES = {
    f"protocol/{name}.py"
    for name in (
        *(
            "answer",
            "asks",
            "explanations",
            "lessons",
            "inside",
            "messages",
            "played",
            "playing",
            "teaching",
        ),
        *("reckoning", "room", "small", "states", "terms", "versus"),
    )
}


def files() -> list[Path]:
    return sorted(p for p in SOURCE.rglob("*.py") if p.name != "__init__.py" or p.parent != SOURCE)


def package_of(path: Path, root: Path = SOURCE) -> str:
    return path.relative_to(root).parts[0].removesuffix(".py")


def imported(tree: ast.AST) -> set[str]:
    """Modules that a file imports when it is imported, or inside functions; not for typing."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def faults(path: Path, text: str, root: Path = SOURCE) -> list[str]:
    """What a file imports that it may not."""
    own = package_of(path, root)
    pure = own in PURE_PACKAGES or path.relative_to(root).as_posix() in PURE_FILES
    wrong = []
    for name in sorted(imported(ast.parse(text))):
        top, _, rest = name.partition(".")
        if top in HEAVY and pure:
            wrong.append(name)
        package = rest.partition(".")[0]
        if top != "cutaway" or not rest or package in BELOW_ALL or package == own:
            continue
        if package in ROWS and not _may_import(own, package):
            wrong.append(name)
    return wrong


def _may_import(own: str, other: str) -> bool:
    if ROWS[own] == ROWS[other]:
        return _same_row(own, other)
    return ROWS[own] > ROWS[other]


def _same_row(own: str, other: str) -> bool:
    """`networks` and `recording` are one row and may meet; so may the files of the command line.

    `lesson` asks `exercises` to judge answers, never the other way round.
    """
    files = ROWS[own] == 7
    return files or {own, other} <= {"networks", "recording"} or (own, other) == JUDGED


@pytest.mark.parametrize("path", files(), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_imports_go_down(path: Path) -> None:
    assert faults(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("where", "line", "expected"),
    [
        ("arithmetic/window.py", "from cutaway.ops.conv import Conv", True),
        ("arithmetic/window.py", "import torch", True),
        ("ops/conv.py", "from numpy import array", True),
        ("explain/value.py", "from cutaway.playground import size", True),
        ("protocol/messages.py", "import torch", True),
        ("networks/zoo.py", "from cutaway.server.app import application", True),
        ("server/app.py", "from cutaway.notebook.widget import CutawayWidget", True),
        ("recording/recorder.py", "def f():\n    from cutaway.explain import value", True),
        ("ops/conv.py", "from cutaway.arithmetic.window import Window", False),
        ("protocol/whole.py", "import torch", False),
        ("arithmetic/window.py", "from cutaway.errors import ShapeError", False),
    ],
)
def test_the_test_sees(where: str, line: str, expected: bool) -> None:
    assert bool(faults(SOURCE / where, line)) is expected


def test_every_package_has_a_row() -> None:
    assert {package_of(path) for path in files()} - BELOW_ALL == set(ROWS)


def test_files_are_small() -> None:
    long = {p.name: n for p in files() if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}
