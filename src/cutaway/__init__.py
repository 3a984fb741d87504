"""See inside any convolutional network: every number opened, with arithmetic that adds up.

Everything public is here, and imported when it is first used, so that `import cutaway` is instant.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cutaway.errors import CutawayError
    from cutaway.explain.field import receptive_field
    from cutaway.explain.parts import parts
    from cutaway.explain.summary import Summary, summary
    from cutaway.explain.value import Explanation, explain
    from cutaway.networks.find import network
    from cutaway.networks.network import Network
    from cutaway.networks.structures.typical import typical
    from cutaway.ops.operation import calls
    from cutaway.recording.allocator import keep_freed_memory
    from cutaway.recording.door import record
    from cutaway.recording.recording import Recording
    from cutaway.show import show

_HOMES = {
    "CutawayError": "cutaway.errors",
    "Explanation": "cutaway.explain.value",
    "Network": "cutaway.networks.network",
    "Recording": "cutaway.recording.recording",
    "Summary": "cutaway.explain.summary",
    "calls": "cutaway.ops.operation",
    "explain": "cutaway.explain.value",
    "keep_freed_memory": "cutaway.recording.allocator",
    "network": "cutaway.networks.find",
    "parts": "cutaway.explain.parts",
    "receptive_field": "cutaway.explain.field",
    "record": "cutaway.recording.door",
    "show": "cutaway.show",
    "summary": "cutaway.explain.summary",
    "typical": "cutaway.networks.structures.typical",
}

__all__ = [
    "CutawayError",
    "Explanation",
    "Network",
    "Recording",
    "Summary",
    "calls",
    "explain",
    "keep_freed_memory",
    "network",
    "parts",
    "receptive_field",
    "record",
    "show",
    "summary",
    "typical",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'cutaway' has no attribute {name!r}")
    found = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)


class _Public(ModuleType):
    """Python hangs a submodule on its package; here `explain` and `show` stay the functions."""

    def __setattr__(self, name: str, value: object) -> None:
        if name not in _HOMES or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Public
