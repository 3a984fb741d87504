"""Asks the C library to keep freed memory: most of what recording costs is fresh pages.

Called by the command line and the server before torch allocates; a library cannot know whether
its host wants this. glibc alone has these switches; elsewhere nothing happens.
"""

import ctypes
import sys

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
LARGE = 2**30


def keep_freed_memory() -> bool:
    """Raises the allocator's thresholds; tells whether that was possible."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        library = ctypes.CDLL(None)
        return bool(library.mallopt(MMAP_THRESHOLD, LARGE)) and bool(
            library.mallopt(TRIM_THRESHOLD, LARGE)
        )
    except (OSError, AttributeError):
        return False
