"""Asks the C library to keep freed memory: most of what recording costs is fresh pages.

Called by the command line and the server before torch allocates; a library cannot know whether
its host wants this, so there it is asked for. glibc alone has these switches; elsewhere nothing
happens.
"""

import ctypes
import sys

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
LARGE = 2**30


def keep_freed_memory() -> bool:
    """Has this process keep the memory that it frees, up to 1 GiB, for what it makes next.

    A recording takes fresh memory for every output. Where the C library has given the last
    one's back to the system, that costs half a forward pass of a ResNet; with this, a tenth.
    Tells whether that was possible: on Linux with glibc.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        library = ctypes.CDLL(None)
        return bool(library.mallopt(MMAP_THRESHOLD, LARGE)) and bool(
            library.mallopt(TRIM_THRESHOLD, LARGE)
        )
    except (OSError, AttributeError):
        return False
