"""What the page's Python has imported in its snapshot, against what our modules import."""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

from cutaway.static.pure import imports, needed

IMPORTED = Path(__file__).parents[2] / "web" / "static" / "imported.json"


def test_the_snapshot_holds_what_the_modules_import_of_the_standard_library() -> None:
    named = {name for source in needed() for name in imports(source)}
    standard = {name for name in named if name.partition(".")[0] in sys.stdlib_module_names}
    found = {name for name in standard - {"__future__"} if _is_module(name)}
    kept = json.loads(IMPORTED.read_text("utf-8"))
    held = {part for name in kept for part in _with_parents(name)}
    assert len(found) > 20 and found <= held, sorted(found - held)
    assert all(_is_module(name) for name in kept)


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):  # a name inside a module
        return False


def _with_parents(name: str) -> list[str]:
    """
    >>> _with_parents("collections.abc")
    ['collections', 'collections.abc']
    """
    parts = name.split(".")
    return [".".join(parts[: i + 1]) for i in range(len(parts))]
