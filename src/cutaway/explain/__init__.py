"""Why this number: explanations, fields, counts and the parts of a channel.

`cutaway.explain` is both this package and the function that everyone calls: importing any
module of the package binds its name in `cutaway`, so the package itself can be called.
"""

import sys
from types import ModuleType

from cutaway.explain.value import Explanation, explain


class _Package(ModuleType):
    """A package that is called as `cutaway.explain.value.explain` is."""

    def __call__(self, *given: object, **named: object) -> Explanation:
        return explain(*given, **named)  # type: ignore[arg-type]  # explain checks what it is given


sys.modules[__name__].__class__ = _Package
