"""The floor plan holds: every file imports only from rows below its own."""

import ast
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "cutaway"
ROWS = {
    "arithmetic": 0,
    "ops": 1,
    "recording": 2,
    "networks": 3,
    "explain": 4,
    "playground": 4,
    "exercises": 5,
    "lesson": 5,
    "protocol": 6,
    "server": 7,
    "notebook": 7,
    "static": 7,
    "cli": 8,
    "commands": 8,
    "terminal": 8,
    "show": 8,
    "__main__": 8,
}
NETWORKS = {
    "phrases": 0,
    "shortage": 0,
    "notation": 1,
    "inputs": 1,
    "recipe": 1,
    "network": 2,
    "adopt": 3,
    "variant": 3,
    "files": 3,
    "architectures": 3,
    "embedded": 4,
    "foreign": 4,
    "onnx": 4,
    "structures": 4,
    "zoo": 5,
    "listing": 6,
    "saved": 6,
    "find": 7,
}
"""The rows inside `networks`, its packages and the files beside them."""
JUDGED = ("lesson", "exercises")
BELOW_ALL = {"errors"}
HEAVY = {"torch", "numpy", "PIL", "safetensors"}
PURE_PACKAGES = {"arithmetic", "ops", "playground", "exercises", "lesson", "networks/notation"}
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


def row_in_networks(path: Path, root: Path = SOURCE) -> int | None:
    """The row of a file inside `networks`; None for a file elsewhere."""
    package, inside, *_ = (*path.relative_to(root).parts, "")
    return NETWORKS.get(inside.removesuffix(".py")) if package == "networks" else None


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
    where = path.relative_to(root)
    pure = {own, where.parent.as_posix()} & PURE_PACKAGES or where.as_posix() in PURE_FILES
    wrong = []
    for name in sorted(imported(ast.parse(text))):
        top, _, rest = name.partition(".")
        if top in HEAVY and pure:
            wrong.append(name)
        package, _, inside = rest.partition(".")
        if package == own == "networks" and not _downwards(path, inside, root):
            wrong.append(name)
        if top != "cutaway" or not rest or package in BELOW_ALL or package == own:
            continue
        if package in ROWS and not _may_import(own, package):
            wrong.append(name)
    return wrong


def _downwards(path: Path, inside: str, root: Path) -> bool:
    """Whether a file of `networks` may import what lies inside `networks` under a name."""
    other = inside.partition(".")[0]
    if other not in NETWORKS or other == path.relative_to(root).parts[1].removesuffix(".py"):
        return True
    row = row_in_networks(path, root)
    return row is not None and NETWORKS[other] < row


def _may_import(own: str, other: str) -> bool:
    if ROWS[own] == ROWS[other]:
        return _same_row(own, other)
    return ROWS[own] > ROWS[other]


def _same_row(own: str, other: str) -> bool:
    """The files of the command line are one row and may meet.

    `lesson` asks `exercises` to judge answers, never the other way round.
    """
    return ROWS[own] == ROWS["cli"] or (own, other) == JUDGED


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
        ("recording/door.py", "from cutaway.networks.network import Network", True),
        ("networks/notation/plan.py", "import torch", True),
        ("networks/notation/plan.py", "from cutaway.networks.inputs.preprocess import Kind", True),
        ("networks/network.py", "from cutaway.networks import zoo", True),
        ("networks/files/kinds.py", "from cutaway.networks.zoo import NAMES", True),
        ("networks/find.py", "from cutaway.networks import zoo", False),
        ("networks/zoo.py", "from cutaway.networks.notation.text import parse", False),
        ("networks/notation/plan.py", "from cutaway.networks.notation.layers import Conv", False),
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


def test_every_part_of_networks_has_a_row() -> None:
    inside = [path for path in files() if package_of(path) == "networks"]
    rowless = [p for p in inside if row_in_networks(p) is None]
    assert rowless == [SOURCE / "networks" / "__init__.py"]
    assert {p.relative_to(SOURCE).parts[1].removesuffix(".py") for p in inside} > set(NETWORKS)


def drawn(first: str) -> dict[str, int]:
    """The rows of one of the drawings in docs/architecture.md, by the names in it."""
    page = (SOURCE.parents[1] / "docs" / "architecture.md").read_text("utf-8")
    drawing = page.partition(f"```\n{first} ")[2].partition("```")[0]
    rows: dict[str, int] = {}
    row = int(first)
    for line in drawing.splitlines():
        row = int(line[0]) if line[:1].isdecimal() else row
        rows.update(dict.fromkeys(re.findall(r"([a-z_]+)(?:/|\.py)", line), row))
    return rows


def test_the_page_draws_the_same_rows() -> None:
    assert drawn("8") | {"__main__": 8} == ROWS
    inside = drawn("7")
    assert {name: inside.get(name) for name in NETWORKS} == NETWORKS


def test_files_are_small() -> None:
    long = {p.name: n for p in files() if (n := len(p.read_text("utf-8").splitlines())) > 400}
    assert long == {}
