"""Which module, and which line of the author's, made each call."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import lru_cache
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import torch
from torch import nn

from cutaway.recording.leaves import leaf_of
from cutaway.recording.tree import Tree

OURS = str(Path(__file__).parents[1]) + os.sep
TORCHS = str(Path(torch.__file__).parent) + os.sep
CALL = nn.Module._call_impl.__code__
AROUND_CALL = nn.Module._wrapped_call_impl.__code__
RUN = object()  # what a shortcut gives where the module's forward must run

Forward = Callable[..., Any]
Shortcut = Callable[["Noted", tuple[Any, ...], dict[str, Any]], Any]


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


Place = tuple[Visit, str]


class Whereabouts:
    """Keeps the stack of modules whose forward is running."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._turns = count()
        root = tree.root
        line = "" if _is_simple(root, root.forward) else None
        self._stack = [Visit("", type(root).__name__, _is_leaf(root), -1, line)]

    @property
    def visit(self) -> Visit:
        return self._stack[-1]

    @property
    def entrance(self) -> Visit:
        """The visit of the outermost module, where the inputs come in."""
        return self._stack[0]

    def line(self) -> str:
        """The author's line of the call that is being made."""
        return self.place()[1]

    def place(self) -> Place:
        """The module and the author's line of the call that is being made."""
        visit = self._stack[-1]
        line = visit.line
        return visit, author_line() if line is None else line

    @contextmanager
    def followed(self, shortcut: Shortcut) -> Iterator[None]:
        """Watches every module while the body runs; leaves no trace behind.

        shortcut   what a module gives, found without its forward; RUN where that must run
        """
        before = []
        try:
            for path, module in self._tree.modules:
                own = module.__dict__
                kind = Noted if path else Outermost
                noted = kind(module, path, self._stack, self._turns, shortcut)
                if path or noted.leaf is not None or noted.is_chain:
                    before.append((own, own.get("forward")))
                    own["forward"] = noted
            yield
        finally:
            for own, forward in before:
                if forward is None:
                    own.pop("forward", None)
                else:
                    own["forward"] = forward


class Noted:
    """A module's forward that says when it begins and when it ends.

    It stands in the place of the module's own while a run lasts: torch calls it without the
    detour that it takes for hooks. Who inspects it sees the module's own, and a copy of the
    module gets its own back.

    leaf   tells the one call of a plain layer's forward
    """

    __slots__ = ("__wrapped__", "_path", "_shortcut", "_stack", "_turns", "leaf", "module")

    def __init__(
        self,
        module: nn.Module,
        path: str,
        stack: list[Visit],
        turns: Iterator[int],
        shortcut: Shortcut,
    ) -> None:
        self.leaf = leaf_of(module)
        self.module = module
        self.__wrapped__: Forward = module.forward
        self._path = path
        self._stack = stack
        self._turns = turns
        self._shortcut = shortcut

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        stack = self._stack
        line = None
        if self.leaf is not None or _is_simple(self.module, self.__wrapped__):
            around = stack[-1].line
            line = author_line() if around is None else around
        stack.append(self._visit(line))
        try:
            return self.shortened(*args, **kwargs)
        finally:
            stack.pop()

    def shortened(self, *args: Any, **kwargs: Any) -> Any:
        """What the forward gives."""
        result = self._shortcut(self, args, kwargs)
        return self.__wrapped__(*args, **kwargs) if result is RUN else result

    def entered(self) -> Visit:
        """The visit that a call from the module now running would be."""
        return self._visit(self._stack[-1].line)

    def _visit(self, line: str | None) -> Visit:
        module = self.module
        leaf = self.leaf is not None or _is_leaf(module)
        return Visit(self._path, type(module).__name__, leaf, next(self._turns), line)

    @property
    def is_chain(self) -> bool:
        """Whether the module does nothing but call its children one after another."""
        return type(self.module) is nn.Sequential and _inherits(self.module, self.__wrapped__)

    @property
    def __self__(self) -> Any:
        return self.__wrapped__.__self__  # type: ignore[attr-defined]  # as any method has it

    @property
    def __func__(self) -> Any:
        return self.__wrapped__.__func__  # type: ignore[attr-defined]  # as any method has it

    @property
    def __name__(self) -> str:
        return self.__wrapped__.__name__

    @property
    def __code__(self) -> Any:
        return self.__wrapped__.__code__

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return deepcopy(self.__wrapped__, memo)

    def __reduce__(self) -> tuple[Callable[[Forward], Forward], tuple[Forward]]:
        return _itself, (self.__wrapped__,)


class Outermost(Noted):
    """The outermost module's forward: its visit has begun when the run does."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.shortened(*args, **kwargs)


def _itself(forward: Forward) -> Forward:
    return forward


def _is_leaf(module: nn.Module) -> bool:
    inside = module._modules
    return not inside or all(child is None for child in inside.values())


def _inherits(module: nn.Module, forward: Forward) -> bool:
    """Whether a module's forward is that of its class, not one that it was given by hand."""
    return getattr(forward, "__func__", None) is type(module).forward


def _is_simple(module: nn.Module, forward: Forward) -> bool:
    """Whether a module's forward is torch's own, or ours, and calls nothing of the author's."""
    if not _inherits(module, forward):
        return False
    home = _home(type(module).forward)
    bare = not module._modules or type(module) is nn.Sequential
    return home == "cutaway" or (bare and home == "torch")


@lru_cache(maxsize=1024)
def _home(forward: Forward) -> str:
    """Where a forward is defined: in "torch", in "cutaway", or elsewhere: ""."""
    module = str(getattr(forward, "__module__", ""))
    if module.startswith("torch.nn.modules."):
        return "torch"
    return "cutaway" if module.startswith("cutaway.") else ""


def author_line() -> str:
    """`file.py:12` of the innermost frame that is neither torch's nor ours; "" if there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code is not CALL and code is not AROUND_CALL:  # on every way to a module's forward
            whose = _whose(code.co_filename)
            if whose == OURS:
                if code.co_name == "run_module":
                    return ""
            elif whose != TORCHS:
                return f"{whose}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def raised_at(error: BaseException) -> str:
    """`file.py:12` of the author's innermost line that an error came through; "" if none did."""
    found, trace = "", error.__traceback__
    while trace is not None:
        whose = _whose(trace.tb_frame.f_code.co_filename)
        if whose not in (OURS, TORCHS):
            found = f"{whose}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


@lru_cache(maxsize=4096)
def _whose(path: str) -> str:
    """The name of the author's file; OURS or TORCHS for what is not theirs."""
    if path.startswith((TORCHS, "<")):
        return TORCHS
    return OURS if path.startswith(OURS) else os.path.basename(path)
