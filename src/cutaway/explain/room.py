"""Whether the memory has room for a run, asked on shapes alone before anything is made."""

from cutaway.arithmetic.box import Shape
from cutaway.errors import RunError
from cutaway.explain.summary import Summary, summary
from cutaway.networks.network import Network
from cutaway.recording.budget import check_budget


def steps_with_room(network: Network, shape: Shape) -> int:
    """Steps that a run on an input of this shape will have; 0 where it will fail half way.

    Raises BudgetError where it would keep too much; of a batch, it says how much of it would fit.
    """
    batch = shape[0] if len(shape) > 1 else 1
    try:
        table = summary(network.skeleton, shape)
    except RunError as error:  # the run itself will say it better, with the values up to there
        if not isinstance(error.partial, Summary):
            raise
        check_budget(error.partial.totals.bytes, batch=batch)
        return 0
    check_budget(table.totals.bytes, batch=batch)
    return len(table.recording.steps)
