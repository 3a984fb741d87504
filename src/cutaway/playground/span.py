"""From where to where a setting may go, with the reasons."""

from dataclasses import dataclass

from cutaway.playground.reason import Reason


@dataclass(frozen=True, slots=True)
class Limits:
    """Lowest and highest valid value, where a slider had better end, and why.

    high   None where there is no end
    """

    low: int
    high: int | None
    useful: int
    why_low: Reason
    why_high: Reason | None = None
    note: Reason | None = None
