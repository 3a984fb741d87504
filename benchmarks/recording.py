"""What recording costs beside a plain forward pass: time, and memory beside the kept outputs.

python -m benchmarks.recording
"""

from cutaway.recording.allocator import keep_freed_memory

keep_freed_memory()  # before torch allocates, as the command line and the server do

import statistics  # noqa: E402
import threading  # noqa: E402
from pathlib import Path  # noqa: E402

import torch  # noqa: E402
from torch import nn  # noqa: E402

from benchmarks.timing import interleaved, ratio  # noqa: E402
from cutaway.networks.zoo import NAMES, available, network  # noqa: E402
from cutaway.recording.recorder import record  # noqa: E402


def main() -> None:
    torch.manual_seed(0)
    names = [n for n in ("squeezenet", "vgg16") if n in NAMES and not available(n)]
    for name in names:
        found = network(name)
        x = torch.randn(found.input_shape)
        compare(name, found.module, x)


def compare(name: str, module: nn.Module, x: torch.Tensor) -> None:
    """Prints the ratios for one network."""

    def plain() -> object:
        with torch.no_grad():
            return module(x)

    times = interleaved({"forward": plain, "record": lambda: record(module, x)}, rounds=15)
    grown, kept = memory(module, x)
    print(
        f"{name}: record ÷ forward = {ratio(times, 'record', 'forward'):.3f} "
        f"(forward {statistics.median(times['forward']) * 1e3:.0f} ms); "
        f"memory ÷ kept outputs = {grown / kept:.3f} ({kept / 2**20:.0f} MiB kept)"
    )


def memory(module: nn.Module, x: torch.Tensor) -> tuple[int, int]:
    """(growth of resident memory at its peak beyond a plain pass's, bytes of kept outputs)."""
    with torch.no_grad():
        module(x)
    before = resident()
    peak = Peak()
    with peak:
        recording = record(module, x)
    return peak.highest - before, sum(recording.sizes.values())


class Peak:
    """The highest resident memory while the body runs, sampled every millisecond."""

    def __init__(self) -> None:
        self.highest = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self.highest = max(self.highest, resident())
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.001):
            self.highest = max(self.highest, resident())


def resident() -> int:
    """Bytes of this process in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()
