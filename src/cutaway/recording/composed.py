"""torch's functions that are made of several layers: the recorder looks into them."""

from functools import lru_cache
from types import FunctionType
from typing import Any

from cutaway.recording.calls import Function

# To the outside one call; inside, plain calls that a person wants to see one by one.
COMPOSED = frozenset(("multi_head_attention_forward",))


@lru_cache(maxsize=16)
def laid_open(function: Function) -> Function:
    """The same function, which does not hand itself over to whoever watches, but runs.

    Its code runs with a copy of its module's names in which nothing overrides torch; torch's own
    function is not changed.
    """
    assert isinstance(function, FunctionType), "composed functions are Python's"
    names = dict(function.__globals__, has_torch_function=_nobody)
    opened = FunctionType(
        function.__code__, names, function.__name__, function.__defaults__, function.__closure__
    )
    opened.__kwdefaults__ = function.__kwdefaults__
    return opened


def _nobody(tensors: Any) -> bool:
    return False
