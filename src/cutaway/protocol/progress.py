"""How far the work on an ask has come, told to whoever listens in this context."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int, str], None]

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tells `listener(done, total, what)` of the work done in the body.

    What the listener raises ends that work: so is an ask cancelled.
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def report(done: int, total: int, what: str) -> None:
    """Says that `done` of `total` parts are done."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total, what)
