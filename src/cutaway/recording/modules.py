"""Which module, and which line of the author's, made each call."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import FrameType

import torch
from torch import nn

OURS = str(Path(__file__).parents[1])
TORCHS = str(Path(torch.__file__).parent)


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

    def __init__(self, module: nn.Module) -> None:
        self._module = module
        self._turns = count()
        self._stack = [Visit("", type(module).__name__, not any(module.children()), -1)]

    @property
    def visit(self) -> Visit:
        return self._stack[-1]

    @contextmanager
    def followed(self) -> Iterator[None]:
        """Watches every module while the body runs; leaves no hook behind."""
        handles = []
        try:
            for path, module in self._module.named_modules():
                if path:
                    handles.append(module.register_forward_pre_hook(self._entering(path)))
                    handles.append(module.register_forward_hook(self._leaving, always_call=True))
            yield
        finally:
            for handle in handles:
                handle.remove()

    def _entering(self, path: str):  # type: ignore[no-untyped-def]  # torch's hook type is loose
        def enter(module: nn.Module, inputs: object) -> None:
            leaf = not any(True for _ in module.children())
            self._stack.append(Visit(path, type(module).__name__, leaf, next(self._turns)))

        return enter

    def _leaving(self, module: nn.Module, inputs: object, output: object) -> None:
        self._stack.pop()


def author_line() -> str:
    """`file.py:12` of the innermost frame that is neither torch's nor ours; "" if there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(OURS) and frame.f_code.co_name == "run_module":
            return ""
        if not path.startswith((OURS, TORCHS, "<")):
            return f"{Path(path).name}:{frame.f_lineno}"
        frame = frame.f_back
    return ""
