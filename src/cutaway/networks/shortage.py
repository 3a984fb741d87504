"""Memory too small for a network's weights: what they need, what there is, and what to do."""

import re

from cutaway.errors import BudgetError
from cutaway.recording.budget import budget, free_memory

TORCH = re.compile(r"tried to allocate (\d+) bytes")
NUMPY = re.compile(r"Unable to allocate .* for an array with shape \((.*?),?\)")
UNCOUNTABLE = re.compile(r"Storage size calculation overflowed with sizes=\[(.*?)\]")
ON_META = "for its table alone, make it under torch.device('meta'), where no weight takes memory"


def check_weights(wanted: int) -> None:
    """Raises BudgetError where weights of so many bytes need over half of the free memory."""
    allowed = budget()
    if wanted > allowed:
        raise BudgetError(
            f"the weights need {_gib(wanted)}; at most {_gib(allowed)} (half of the free memory) "
            "are allowed: choose a smaller network; its table needs no weights: cutaway summary",
            wanted=wanted,
            allowed=allowed,
        )


def ran_out(error: BaseException) -> BudgetError | None:
    """The error of somebody's own code as one line, where it is that memory ran out.

    torch and numpy say how large the tensor was that did not fit, not how large all of them are.

    >>> print(ran_out(RuntimeError("Storage size calculation overflowed with sizes=[9, 9]")))
    a tensor of 9×9 is larger than any memory; make the network smaller
    """
    told = str(error)
    if found := UNCOUNTABLE.search(told):
        return BudgetError(
            f"a tensor of {_shape(found[1])} is larger than any memory; make the network smaller"
        )
    asked, shape = TORCH.search(told), NUMPY.search(told)
    if not (asked or shape or isinstance(error, MemoryError)):
        return None
    what = f"an array of {_shape(shape[1])}" if shape else "what it asks for"
    if asked:
        what = f"a tensor of {_gib(int(asked[1]))}"
    return BudgetError(
        f"{what} does not fit into the {_gib(free_memory())} of memory that are free; make the "
        f"network smaller{f'; {ON_META}' if asked else ''}"
    )


def _shape(sizes: str) -> str:
    """ "3, 4" → "3×4"."""
    return sizes.replace(", ", "×")


def _gib(size: int) -> str:
    return f"{size / 2**30:,.1f} GiB"
