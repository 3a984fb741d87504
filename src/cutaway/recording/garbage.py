"""Python's search for unreachable cycles, put off for a moment."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search() -> Iterator[None]:
    """Puts the search off while the body runs, which makes much and drops next to nothing.

    Each of its thousands of small things would otherwise be looked at several times.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
