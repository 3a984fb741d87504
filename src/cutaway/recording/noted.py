"""What stands in the place of every module's forward while a run lasts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Protocol

from torch import nn

from cutaway.recording.author import author_line
from cutaway.recording.calls import Args, Kwargs
from cutaway.recording.leaves import Leaf, plain_kinds
from cutaway.recording.modules import Forward, Visit, Whereabouts, inherits, is_leaf, is_simple
from cutaway.recording.tree import Table, Tree

RUN = object()  # what is given for a module whose forward must run


class Runs(Protocol):
    """What lets modules run: a recorder."""

    @property
    def where(self) -> Whereabouts: ...

    def shortcut(self, noted: "Noted", leaf: Leaf, args: Args, kwargs: Kwargs) -> Any:
        """What a plain layer's one call gives, which is noted; or RUN."""
        ...

    def chained(self, chain: nn.Module, args: Args, kwargs: Kwargs) -> Any:
        """What a plain Sequential gives, whose layers are read without it; or RUN."""
        ...


@contextmanager
def followed(tree: Tree, run: Runs) -> Iterator[None]:
    """Watches every module while the body runs; leaves no trace behind."""
    kinds = plain_kinds()
    outermost, *watched = [
        (Noted if path else Outermost)(module, table, path, run, kinds)
        for module, path, table in zip(tree.modules, tree.paths, tree.tables, strict=True)
    ]
    if outermost.leaf is not None or outermost.is_chain:  # any other is left as it is
        watched.append(outermost)
    try:
        for noted in watched:
            noted.table["forward"] = noted
        yield
    finally:
        for noted in watched:
            noted.run = None  # which holds what the run made, and this in it
            if noted.given is None:
                noted.table.pop("forward", None)
            else:
                noted.table["forward"] = noted.given


class Noted:
    """A module's forward that says when it begins and when it ends.

    It stands in the place of the module's own while a run lasts: torch calls it without the
    detour that it takes for hooks. Who inspects it sees the module's own, and a copy of the
    module gets its own back.

    kind    the module's class when the run began
    leaf    tells the one call of a plain layer's forward
    table   the module's attributes
    given   the forward that the module was given by hand, in the place of its class's
    run     what lets the module run, while it does
    """

    __slots__ = ("_path", "_where", "given", "kind", "leaf", "module", "run", "table")

    def __init__(
        self, module: nn.Module, table: Table, path: str, run: Runs, kinds: Mapping[type, Leaf]
    ) -> None:
        self.given: Forward | None = table.get("forward")
        self.kind = kind = type(module)
        self.leaf = kinds.get(kind) if self.given is None else None
        self.module = module
        self.table = table
        self.run: Runs | None = run
        self._path = path
        self._where = run.where

    @property
    def __wrapped__(self) -> Forward:
        module = self.module
        if self.given is not None:
            return self.given
        forward: Forward = type(module).forward.__get__(module)
        return forward

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        run, leaf = self.run, self.leaf
        if run is None:  # somebody kept it
            return self.__wrapped__(*args, **kwargs)
        if leaf is not None and type(self.module) is self.kind:
            result = run.shortcut(self, leaf, args, kwargs)
            if result is not RUN:
                return result
        stack = self._where.stack
        stack.append(self.visit(self.line()))
        try:
            return self.inside(run, args, kwargs)
        finally:
            stack.pop()

    def inside(self, run: Runs, args: Args, kwargs: Kwargs) -> Any:
        """What the forward gives, which runs unless it is a chain's."""
        result = run.chained(self.module, args, kwargs) if self.is_chain else RUN
        return self.__wrapped__(*args, **kwargs) if result is RUN else result

    def line(self) -> str | None:
        """The author's line that all calls of the forward come from; None where they differ."""
        if self.leaf is None and not is_simple(self.module, self.__wrapped__):
            return None
        around = self._where.stack[-1].line
        return author_line() if around is None else around

    def visit(self, line: str | None) -> Visit:
        """One more entry into the forward."""
        leaf = self.leaf is not None or is_leaf(self.module)
        return Visit(self._path, self.kind.__name__, leaf, next(self._where.turns), line)

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
        run, leaf = self.run, self.leaf
        if run is None:
            return self.__wrapped__(*args, **kwargs)
        known = leaf is not None and type(self.module) is self.kind
        result = run.shortcut(self, leaf, args, kwargs) if leaf and known else RUN
        return self.inside(run, args, kwargs) if result is RUN else result


Place = tuple[Visit | Noted, str]  # where a call was made: the module, and the author's line


def _itself(forward: Forward) -> Forward:
    return forward
