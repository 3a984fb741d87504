"""Freed memory is kept where that is asked for, and only there."""

import subprocess
import sys

import pytest

FREED = """
import sys, torch
if sys.argv[1] == "kept":
    import cutaway
    assert cutaway.keep_freed_memory()

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096

torch.ones(1000)
before = resident()
torch.ones(2**24)  # 64 MiB
print(resident() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc alone has the switches")
@pytest.mark.parametrize("how", ["kept", "given back"])
def test_freed_memory_is_kept_where_that_is_asked_for(how: str) -> None:
    command = [sys.executable, "-c", FREED, how]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (int(done.stdout) > 60 * 2**20) == (how == "kept")
