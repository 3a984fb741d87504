"""Python's search for unreachable cycles, put off for a moment."""

import atexit
import gc

USUAL = gc.get_threshold()


class no_search:  # noqa: N801  # read as what the body does: `with no_search():`
    """Puts the search off while the body runs, which makes much and drops next to nothing.

    Each of its thousands of small things would otherwise be looked at several times. Nothing is
    made once the search is on again, so that what the body made may go before one begins.
    """

    def __enter__(self) -> None:
        self._searching = gc.isenabled()
        gc.disable()

    def __exit__(self, *error: object) -> None:
        if self._searching:
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
