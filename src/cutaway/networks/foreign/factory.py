"""`net.py:Net(num_classes=7)` read as text: where the code is, what to call, with what."""

import ast
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from cutaway.errors import NetworkError


@dataclass(frozen=True)
class Factory:
    """Who makes a network.

    where    a Python file, or the dotted name of a module
    name     of a class, function or module object there, dotted where it lies inside another
    args     literals, by position
    options  literals, by name
    called   whether brackets were written
    """

    where: str
    name: str
    args: tuple[object, ...] = ()
    options: dict[str, object] = field(default_factory=dict)
    called: bool = False

    @property
    def is_file(self) -> bool:
        return self.where.endswith(".py")


def is_code(name: str) -> bool:
    """Whether a network's name asks for code to be run: it has a colon, or is a Python file."""
    return ":" in name or name.endswith(".py")


def read_factory(text: str) -> Factory:
    """The parts of `file.py:factory` or `package.module:factory`, with literal arguments or none.

    Nothing is evaluated: an argument is a number, a string, True, False, None, or a tuple, list
    or dict of them. Raises NetworkError where it is anything else.

    >>> read_factory("net.py:Net(10, size=(3, 3))")
    Factory(where='net.py', name='Net', args=(10,), options={'size': (3, 3)}, called=True)
    """
    file, is_file, rest = text.partition(".py:")
    where, what = (file + ".py", rest) if is_file else text.partition(":")[::2]
    if not where or not what:
        raise NetworkError(_unsaid(text))
    try:
        tree = ast.parse(what.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        raise _unreadable(what) from None
    if not isinstance(tree, ast.Call):
        return Factory(where, _dotted(tree, what))
    if any(keyword.arg is None for keyword in tree.keywords):
        raise _unreadable(what)
    args = tuple(_literal(arg) for arg in tree.args)
    options = {str(keyword.arg): _literal(keyword.value) for keyword in tree.keywords}
    return Factory(where, _dotted(tree.func, what), args, options, called=True)


def _dotted(tree: ast.expr, what: str) -> str:
    if isinstance(tree, ast.Name):
        return tree.id
    if isinstance(tree, ast.Attribute):
        return f"{_dotted(tree.value, what)}.{tree.attr}"
    raise _unreadable(what)


def _literal(tree: ast.expr) -> object:
    try:
        return ast.literal_eval(tree)
    except (ValueError, TypeError, MemoryError, RecursionError):
        raise NetworkError(
            f"the argument {ast.unparse(tree)!r} is no literal; give a number, a string, True, "
            "False, None, or a tuple, list or dict of them, or write a function without arguments"
        ) from None


def _unreadable(what: str) -> NetworkError:
    return NetworkError(
        f"{what!r} is no name and no call with plain arguments; expected such as Net, "
        "models.Net or Net(num_classes=7)"
    )


def _unsaid(text: str) -> str:
    file = text.strip(":") or "file.py"
    found = definitions(Path(file)) if file.endswith(".py") else ()
    hint = f"; it defines {', '.join(found[:6])}" if found else ""
    example = found[0] if found else "make"
    return (
        f"{text!r} does not say what makes the network; name a class or function of it, "
        f"such as {file}:{example}{hint}"
    )


def definitions(path: Path) -> tuple[str, ...]:
    """Classes and functions that a Python file defines; read, not run."""
    try:
        tree = ast.parse(path.read_text("utf-8"))
    except (OSError, SyntaxError, ValueError):
        return ()
    kinds = (ast.ClassDef, ast.FunctionDef)
    classes_first = sorted(
        (node for node in tree.body if isinstance(node, kinds)),
        key=lambda node: not isinstance(node, ast.ClassDef),
    )
    return tuple(node.name for node in classes_first if not node.name.startswith("_"))


def nearest(name: str, names: list[str]) -> str:
    """A hint at the name that was meant; "" where none is near."""
    near = get_close_matches(name, names, 1, 0.6)
    return f"did you mean {near[0]}? " if near else ""
