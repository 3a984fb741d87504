"""What `cutaway summary NETWORK` takes as a whole process, beside importing torch alone.

python -m benchmarks.command            some of the networks
python -m benchmarks.command NAME …     others
"""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable

from benchmarks.markdown import head, row
from benchmarks.timing import interleaved

TORCH = "import torch"
NETWORKS = ("tiny-vgg", "vgg-d", "resnet-50", "densenet-121")
ROUNDS = 9
# Compiled files are kept, as pip keeps them: the round that does not count leaves them.
COMPILED = {name: kept for name, kept in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main() -> None:
    names = sys.argv[1:] or NETWORKS
    commands = {TORCH: ["-c", TORCH]} | {name: ["-m", "cutaway", "summary", name] for name in names}
    busy: dict[str, list[float]] = {name: [] for name in commands}
    times = interleaved(
        {name: run(words, busy[name]) for name, words in commands.items()}, ROUNDS, warm=1
    )
    head("process", "median", "beyond importing torch", "of it computing")
    for name, taken in times.items():
        more = (
            statistics.median(a - b for a, b in zip(values, base, strict=True))
            for values, base in ((taken, times[TORCH]), (busy[name][1:], busy[TORCH][1:]))
        )
        row(name, f"{statistics.median(taken):.2f} s", *(f"{seconds:+.2f} s" for seconds in more))


def run(words: list[str], busy: list[float]) -> Callable[[], None]:
    """Runs Python with these words; the processor seconds it used go into `busy`."""

    def once() -> None:
        before = _used()
        command = [sys.executable, *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=COMPILED)
        busy.append(_used() - before)

    return once


def _used() -> float:
    """Processor seconds of this process's children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
