"""Which modules cannot be looked into, by their class."""

import torch
from torch import nn


def why_hidden(kind: type[nn.Module]) -> str:
    """Why the calls of a module of this class cannot be seen; "" where they can."""
    if issubclass(kind, torch.jit.ScriptModule):
        return (
            "is scripted or traced: torch runs it as one piece, and its calls cannot "
            "be seen; give the module it was made from"
        )
    if kind.__module__.startswith("torch._dynamo"):
        return (
            "is compiled: torch runs it as one piece, and its calls cannot be seen; "
            "give the module it was made from, which it keeps as `._orig_mod`"
        )
    return ""


def place_of(path: str) -> str:
    """A module in a message."""
    return f"the module {path!r}" if path else "the model"
