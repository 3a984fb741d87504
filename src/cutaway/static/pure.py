"""The modules that the playground and the lesson need, found by following imports."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ENTRY = "cutaway.protocol.inside"
BROUGHT = ("cutaway", "markdown_it", "mdurl")


@dataclass(frozen=True)
class Source:
    """One Python file.

    module   its dotted name
    file     where it is installed
    """

    module: str
    file: Path

    @property
    def place(self) -> str:
        """Its path in an archive of packages."""
        parts = self.module.split(".")
        if self.file.name == "__init__.py":
            return "/".join((*parts, "__init__.py"))
        return "/".join(parts) + ".py"

    @property
    def package(self) -> str:
        """What its relative imports start from."""
        return self.module if self.file.name == "__init__.py" else self.module.rpartition(".")[0]


def needed(entry: str = ENTRY) -> tuple[Source, ...]:
    """Every file of ours, and of the packages that travel with us, which `entry` imports.

    What is imported for typing alone, or inside a function, is not followed.
    """
    found: dict[str, Source] = {}
    waiting = [entry]
    while waiting:
        name = waiting.pop()
        if name in found or (source := source_of(name)) is None:
            continue
        found[name] = source
        waiting += [name.rpartition(".")[0], *imports(source)]
    return tuple(found[name] for name in sorted(found))


def source_of(name: str) -> Source | None:
    """The file of a module; None for what does not travel, or is a name inside a module."""
    top, *rest = name.split(".")
    if top not in BROUGHT:
        return None
    spec = find_spec(top)
    assert spec is not None and spec.origin is not None, f"{top} is installed with us"
    folder = Path(spec.origin).parent.joinpath(*rest)
    package, module = folder / "__init__.py", folder.with_name(f"{folder.name}.py")
    file = package if package.is_file() else module
    return Source(name, file) if file.is_file() else None


def imports(source: Source) -> Iterator[str]:
    """Names that a file imports when it is imported, modules and what is taken from them."""
    for node in _outer(ast.parse(source.file.read_text("utf-8")).body):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(source, node)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = source.package.split(".")
    kept = parts[: len(parts) - node.level + 1]
    return ".".join((*kept, node.module) if node.module else kept)


def _outer(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run on import, those of `if` and `try` included."""
    for node in body:
        yield node
        if isinstance(node, ast.If) and not _for_typing(node.test):
            yield from _outer(node.body + node.orelse)
        elif isinstance(node, ast.Try):
            yield from _outer(node.body + node.orelse + node.finalbody)


def _for_typing(test: ast.expr) -> bool:
    name = test.attr if isinstance(test, ast.Attribute) else getattr(test, "id", "")
    return name == "TYPE_CHECKING"
