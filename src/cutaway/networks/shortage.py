"""Memory too small for a network's weights: what they need, what there is, and what to do."""

from cutaway.errors import BudgetError
from cutaway.recording.budget import budget
from cutaway.recording.shortage import ORDINARY, shortage_of, size

ON_META = "for its table alone, make it under torch.device('meta'), where no weight takes memory"


def check_weights(wanted: int) -> None:
    """Raises BudgetError where weights of so many bytes need over half of the free memory."""
    allowed = budget()
    if wanted > allowed:
        raise BudgetError(
            f"the weights need {size(wanted)}; at most {size(allowed)} (half of the free memory) "
            "are allowed: choose a smaller network; its table needs no weights: cutaway summary",
            wanted=wanted,
            allowed=allowed,
        )


def ran_out(error: BaseException) -> BudgetError | None:
    """The error of somebody's own code as one line, where it is that memory ran out.

    >>> print(ran_out(RuntimeError("Storage size calculation overflowed with sizes=[9, 9]")))
    an array of 9×9 is larger than any memory; make the network smaller
    """
    found = shortage_of(error)
    if found is None:
        return None
    meta = f"; {ON_META}" if found.wanted and found.memory == ORDINARY else ""
    return BudgetError(f"{found.told}; make the network smaller{meta}")
