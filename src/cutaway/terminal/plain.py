"""Numbers, failures and JSON as plain text."""

import json
import sys
from math import isfinite, isnan

from rich.console import Console

from cutaway.arithmetic.printed import rounded
from cutaway.errors import RunError


def json_text(found: dict[str, object]) -> str:
    """Strict JSON: NaN and ±∞ are strings in it already."""
    return json.dumps(found, allow_nan=False)


def failure_json(failure: RunError | None) -> dict[str, object]:
    """What a run that failed half way adds to its JSON."""
    return {} if failure is None else {"failure": {"message": str(failure), **failure.facts}}


def plain(value: float) -> float | str:
    """A number as strict JSON has it: NaN and ±∞ are strings."""
    if isfinite(value):
        return value
    return "NaN" if isnan(value) else "Infinity" if value > 0 else "-Infinity"


def told(value: float) -> str:
    """Six digits, with a true minus."""
    return f"{value:.6g}".replace("-", "−")


def fixed(value: float, digits: int) -> str:
    """A signed number with so many decimals."""
    if not isfinite(value):
        return told(value)
    return f"{rounded(value, digits):+f}".replace("-", "−")


def byte_size(count: int) -> str:
    """Bytes in MiB or KiB; as they are where they are few.

    >>> byte_size(40), byte_size(4000)
    ('40 B', '3.9 KiB')
    """
    if count < 2**10:
        return f"{count} B"
    return f"{count / 2**20:,.1f} MiB" if count >= 2**20 else f"{count / 2**10:,.1f} KiB"


def console() -> Console:
    """A console; 160 columns wide where nobody looks."""
    wide = None if sys.stdout.isatty() else 160
    return Console(width=wide, highlight=False, soft_wrap=False)
