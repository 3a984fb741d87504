"""What stands in the place of every module's forward while a run lasts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from torch import nn

from cutaway.recording.author import author_line
from cutaway.recording.leaves import leaf_of
from cutaway.recording.modules import Forward, Visit, Whereabouts, inherits, is_leaf, is_simple
from cutaway.recording.tree import Tree

RUN = object()  # what a shortcut gives where the module's forward must run
Shortcut = Callable[["Noted", tuple[Any, ...], dict[str, Any]], Any]


@contextmanager
def followed(tree: Tree, where: Whereabouts, shortcut: Shortcut) -> Iterator[None]:
    """Watches every module while the body runs; leaves no trace behind.

    shortcut   what a module gives, found without its forward; RUN where that must run
    """
    before = []
    try:
        for path, module in tree.modules:
            own = module.__dict__
            noted = (Noted if path else Outermost)(module, path, where, shortcut)
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
        where: Whereabouts,
        shortcut: Shortcut,
    ) -> None:
        self.leaf = leaf_of(module)
        self.module = module
        self.__wrapped__: Forward = module.forward
        self._path = path
        self._stack = where.stack
        self._turns = where.turns
        self._shortcut = shortcut

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        stack = self._stack
        line = None
        if self.leaf is not None or is_simple(self.module, self.__wrapped__):
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
        leaf = self.leaf is not None or is_leaf(module)
        return Visit(self._path, type(module).__name__, leaf, next(self._turns), line)

    @property
    def is_chain(self) -> bool:
        """Whether the module does nothing but call its children one after another."""
        return type(self.module) is nn.Sequential and inherits(self.module, self.__wrapped__)

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
