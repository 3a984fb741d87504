"""How much memory a run may take, asked before anything is allocated."""

import ctypes
import sys
from pathlib import Path

from cutaway.errors import BudgetError

UNKNOWN = 4 * 2**30


def check_budget(wanted: int, limit: int | None = None, batch: int = 1) -> None:
    """Raises BudgetError where a run would keep more than `limit` bytes.

    limit   half of the free memory, where it is None
    batch   elements that run together: the error says how many of them would fit
    """
    allowed = budget() if limit is None else limit
    fitting = allowed * batch // max(1, wanted)
    if wanted > allowed and batch > 1 and fitting:
        raise BudgetError(
            f"a batch of {batch} would keep {wanted / 2**30:,.1f} GiB; at most "
            f"{allowed / 2**30:,.1f} GiB (half of the free memory) are allowed: {fitting} of the "
            f"{batch} would fit",
            wanted=wanted,
            allowed=allowed,
            batch=batch,
            fitting=fitting,
        )
    if wanted > allowed:
        raise BudgetError(
            f"this run would keep {wanted / 2**30:,.1f} GiB; at most {allowed / 2**30:,.1f} GiB "
            "(half of the free memory) are allowed: choose a smaller picture or network",
            wanted=wanted,
            allowed=allowed,
        )


def budget() -> int:
    """Bytes that a run may keep: half of the free memory."""
    return free_memory() // 2


def spent(kept: int, allowed: int, steps: int) -> BudgetError:
    """What to say of a run that keeps more than it may."""
    return BudgetError(
        f"after {steps:,} steps this run keeps {kept / 2**30:,.2f} GiB; at most "
        f"{allowed / 2**30:,.2f} GiB are allowed: choose a smaller input or network, or allow "
        "more with record(…, most_bytes=…)",
        wanted=kept,
        allowed=allowed,
    )


def free_memory() -> int:
    """Bytes of memory that can be had without swapping; 4 GiB where that is not known."""
    if sys.platform == "win32":
        return _windows()
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        found = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(found.split()[1]) * 1024
    except (OSError, StopIteration, ValueError):
        return UNKNOWN


def _windows() -> int:
    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "a", "b", "c", "d", "e")),
        )

    status = Status()
    status.length = ctypes.sizeof(Status)
    library = getattr(ctypes, "windll", None)
    if library is None or not library.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
        return UNKNOWN
    return int(status.free)
