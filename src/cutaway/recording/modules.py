"""Which module, and which line of the author's, made each call."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import torch
from torch import nn

from cutaway.recording.tree import Tree

OURS = str(Path(__file__).parents[1]) + os.sep
TORCHS = str(Path(torch.__file__).parent) + os.sep


@dataclass(frozen=True, slots=True)
class Visit:
    """One entry into a module's forward.

    path   its name in the model, "" for the outermost
    kind   its class name
    leaf   it has no modules inside
    turn   tells visits of the same module apart
    """

    path: str
    kind: str
    leaf: bool
    turn: int


class Whereabouts:
    """Keeps the stack of modules whose forward is running."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._turns = count()
        self._stack = [Visit("", type(tree.root).__name__, _is_leaf(tree.root), -1)]

    @property
    def visit(self) -> Visit:
        return self._stack[-1]

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Watches every module while the body runs; leaves no trace behind."""
        before = []
        try:
            for path, module in self._tree.modules:
                if path:
                    attributes = module.__dict__
                    before.append((attributes, attributes.get("forward")))
                    attributes["forward"] = self._noted(path, module)
            yield
        finally:
            for attributes, own in before:
                if own is None:
                    attributes.pop("forward", None)
                else:
                    attributes["forward"] = own

    def _noted(self, path: str, module: nn.Module) -> "Noted":
        kind, leaf, turns = type(module).__name__, _is_leaf(module), self._turns
        return Noted(module.forward, self._stack, lambda: Visit(path, kind, leaf, next(turns)))


class Noted:
    """A module's forward that says when it begins and when it ends.

    It stands in the place of the module's own while a run lasts: torch calls it without the
    detour that it takes for hooks. Who inspects it sees the module's own, and a copy of the
    module gets its own back.
    """

    __slots__ = ("__wrapped__", "_enter", "_stack")

    def __init__(
        self, forward: Callable[..., Any], stack: list[Visit], enter: Callable[[], Visit]
    ) -> None:
        self.__wrapped__ = forward
        self._stack = stack
        self._enter = enter

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._stack.append(self._enter())
        try:
            return self.__wrapped__(*args, **kwargs)
        finally:
            self._stack.pop()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return deepcopy(self.__wrapped__, memo)


def _is_leaf(module: nn.Module) -> bool:
    return not any(child is not None for child in module._modules.values())


def author_line() -> str:
    """`file.py:12` of the innermost frame that is neither torch's nor ours; "" if there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        name = _author_file(code.co_filename)
        if name:
            return f"{name}:{frame.f_lineno}"
        if name is None and code.co_name == "run_module":
            return ""
        frame = frame.f_back
    return ""


@lru_cache(maxsize=4096)
def _author_file(path: str) -> str | None:
    """A file's short name; "" where it is torch's, None where it is ours."""
    if path.startswith(OURS):
        return None
    return "" if path.startswith((TORCHS, "<")) else Path(path).name
