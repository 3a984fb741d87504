"""Which line of the author's made a call."""

import os
import sys
from functools import lru_cache
from pathlib import Path
from types import FrameType

import torch
from torch import nn

OURS = str(Path(__file__).parents[1]) + os.sep
TORCHS = str(Path(torch.__file__).parent) + os.sep
CALL = nn.Module._call_impl.__code__
AROUND_CALL = nn.Module._wrapped_call_impl.__code__


def author_line() -> str:
    """`file.py:12` of the innermost frame that is neither torch's nor ours; "" if there is none."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code is not CALL and code is not AROUND_CALL:  # on every way to a module's forward
            whose = _whose(code.co_filename)
            if whose == OURS:
                if code.co_name == "run_module":
                    return ""
            elif whose != TORCHS:
                return f"{whose}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def raised_at(error: BaseException) -> str:
    """`file.py:12` of the author's innermost line that an error came through; "" if none did."""
    found, trace = "", error.__traceback__
    while trace is not None:
        whose = _whose(trace.tb_frame.f_code.co_filename)
        if whose not in (OURS, TORCHS):
            found = f"{whose}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


@lru_cache(maxsize=4096)
def _whose(path: str) -> str:
    """The name of the author's file; OURS or TORCHS for what is not theirs."""
    if path.startswith((TORCHS, "<")):
        return TORCHS
    return OURS if path.startswith(OURS) else os.path.basename(path)
