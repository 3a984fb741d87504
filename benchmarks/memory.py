"""How much memory one summary needs beside a network that has its numbers.

python -m benchmarks.memory            every network
python -m benchmarks.memory NAME …     some

Each figure is of a process of its own, which has summarised a small network before (so that
imports are done) and has given freed memory back (so that nothing fits into what is left over).
Beside it what tracemalloc counts: Python's objects, also those that find room in what Python has.
"""

import gc
import subprocess
import sys
import tracemalloc

from torch import nn

from benchmarks.markdown import head, row
from benchmarks.nets import BUILDERS, INPUT, network
from benchmarks.resident import forget_highest, give_back, highest
from cutaway.explain.summary import Summary, summary

WAYS = ("process", "python", "rows", "rows-python")


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in WAYS:
        print(rise(*sys.argv[1:]))
        return
    head("network", "weights", "totals", "by tracemalloc", "totals and rows", "by tracemalloc")
    for name in sys.argv[1:] or BUILDERS:
        weights = sum(tensor.nbytes for tensor in network(name).parameters())
        row(name, megabytes(weights, 0), *(megabytes(alone(way, name), 2) for way in WAYS))


def megabytes(size: int, digits: int) -> str:
    """Of a million bytes."""
    return f"{size / 1e6:.{digits}f} MB"


def alone(way: str, name: str) -> int:
    """`rise` in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.memory", way, name]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def rise(way: str, name: str) -> int:
    """The most bytes that one summary needs at once, what it gives included."""
    module = network(name)
    everything(summary(nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten()), (1, 3, 8, 8)))
    gc.collect()
    give_back()
    counted = way.endswith("python")
    if counted:
        tracemalloc.start()
    before = forget_highest()
    found = summary(module, INPUT)
    _ = everything(found) if way.startswith("rows") else found.totals
    return tracemalloc.get_traced_memory()[1] if counted else highest() - before


def everything(found: Summary) -> tuple[object, object]:
    """The totals and every row, which are made when they are first looked at."""
    return found.totals, found.steps


if __name__ == "__main__":
    main()
