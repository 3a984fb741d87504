"""Python's search for unreachable cycles, put off for a moment."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = gc.get_threshold()


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


def search_seldom() -> None:
    """For a process that is starting: imports make much, and drop nothing.

    Nor is there a last search when it ends, through all of torch: its memory goes at once.
    """
    gc.set_threshold(100_000, *USUAL[1:])
    atexit.register(gc.freeze)


def search_as_usual() -> None:
    """For a process that goes on: what it has imported is not searched again."""
    gc.freeze()
    gc.set_threshold(*USUAL)
