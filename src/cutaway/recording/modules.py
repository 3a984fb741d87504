"""Which module made each call."""

from collections.abc import Callable
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from torch import nn
from torch.nn.modules import module as torchs

from cutaway.recording.author import author_line
from cutaway.recording.tree import Tree

Forward = Callable[..., Any]


class Visit(NamedTuple):
    """One entry into a module's forward.

    path   its name in the model, "" for the outermost
    kind   its class name
    leaf   it has no modules inside
    turn   tells visits of the same module apart
    line   of the author's, that all of its calls come from: "net.py:12", "" where there is none;
           None where they differ
    """

    path: str
    kind: str
    leaf: bool
    turn: int
    line: str | None = None


class Whereabouts:
    """Keeps the stack of modules whose forward is running."""

    def __init__(self, tree: Tree) -> None:
        self.turns = count()
        root = tree.root
        line = "" if is_simple(root, root.forward) else None
        self.stack = [Visit("", type(root).__name__, is_leaf(root), -1, line)]

    @property
    def visit(self) -> Visit:
        return self.stack[-1]

    @property
    def entrance(self) -> Visit:
        """The visit of the outermost module, where the inputs come in."""
        return self.stack[0]

    def line(self) -> str:
        """The author's line of the call that is being made."""
        return self.place()[1]

    def place(self) -> tuple[Visit, str]:
        """The module and the author's line of the call that is being made."""
        visit = self.stack[-1]
        line = visit.line
        return visit, author_line() if line is None else line


def is_leaf(module: nn.Module) -> bool:
    inside = module._modules
    return not inside or all(child is None for child in inside.values())


def inherits(module: nn.Module, forward: Forward) -> bool:
    """Whether a module's forward is that of its class, not one that it was given by hand."""
    return getattr(forward, "__func__", None) is type(module).forward


def is_simple(module: nn.Module, forward: Forward) -> bool:
    """Whether a module's forward is torch's own, or ours, and calls nothing of the author's."""
    if not inherits(module, forward):
        return False
    home = _home(_module_of(type(module).forward))
    bare = not module._modules or type(module) is nn.Sequential
    return home == "cutaway" or (bare and home == "torch")


def is_ours(kind: type[nn.Module]) -> bool:
    """Whether a class of modules is Cutaway's, and its forward too."""
    return _home(kind.__module__) == _home(_module_of(kind.forward)) == "cutaway"


def all_watched() -> bool:
    """Whether somebody hooked themselves into the call of every module."""
    return bool(
        torchs._global_forward_hooks
        or torchs._global_forward_pre_hooks
        or torchs._global_backward_hooks
        or torchs._global_backward_pre_hooks
    )


def _module_of(forward: Forward) -> str:
    return str(getattr(forward, "__module__", ""))


@lru_cache(maxsize=1024)
def _home(module: str) -> str:
    """Whose a Python module is: "torch", "cutaway", or somebody else's: ""."""
    if module.startswith("torch.nn.modules."):
        return "torch"
    return "cutaway" if module.startswith("cutaway.") else ""
