"""What recording costs beside a plain forward pass: time, and memory beside the kept outputs.

python -m benchmarks.recording            SqueezeNet, VGG-16 and ResNet-50
python -m benchmarks.recording NAME …     others, embedded or of the benchmarks
"""

from cutaway.recording.allocator import keep_freed_memory

keep_freed_memory()  # before torch allocates, as the command line and the server do

import subprocess  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import torch  # noqa: E402
from torch import nn  # noqa: E402

from benchmarks.nets import BUILDERS, INPUT  # noqa: E402
from benchmarks.nets import network as benchmarked  # noqa: E402
from benchmarks.summary import cheapest  # noqa: E402
from cutaway.networks.zoo import network  # noqa: E402
from cutaway.recording.recorder import record  # noqa: E402


def main() -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    if sys.argv[1:2] == ["peak"]:
        print(*peak(sys.argv[2], sys.argv[3] == "record"))
        return
    for name in sys.argv[1:] or ("squeezenet", "vgg16", "ResNet-50"):
        compare(name)


def compare(name: str) -> None:
    """Prints the ratios for one network."""
    module, x = opened(name)

    def plain() -> object:
        with torch.no_grad():
            return module(x)

    least = cheapest({"forward": plain, "record": lambda: record(module, x)})
    risen, kept = measured(name, "record")
    bare, _ = measured(name, "forward")
    print(
        f"{name}: record ÷ forward = {least['record'] / least['forward']:.3f} "
        f"(forward {least['forward'] * 1e3:.0f} ms); memory rises by "
        f"{risen / 2**20:.0f} MiB, in a plain pass by {bare / 2**20:.0f}; "
        f"{kept / 2**20:.0f} MiB are kept",
        flush=True,
    )


def opened(name: str) -> tuple[nn.Module, torch.Tensor]:
    """A network of the benchmarks, or an embedded one, and an input for it."""
    if name in BUILDERS:
        return benchmarked(name), torch.randn(INPUT)
    found = network(name)
    return found.module, torch.randn(found.input_shape)


def measured(name: str, what: str) -> tuple[int, int]:
    """`peak` in a process of its own: memory that was freed before hides what is needed now."""
    command = [sys.executable, "-m", "benchmarks.recording", "peak", name, what]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    risen, kept = map(int, told.split())
    return risen, kept


def peak(name: str, recorded: bool) -> tuple[int, int]:
    """(bytes by which memory rises during one pass, bytes of outputs kept), on Linux."""
    module, x = opened(name)
    Path("/proc/self/clear_refs").write_text("5")  # the highest so far is forgotten
    before = highest()
    if recorded:
        kept = sum(record(module, x).sizes.values())
    else:
        with torch.no_grad():
            module(x)
        kept = 0
    return highest() - before, kept


def highest() -> int:
    """The most bytes that this process has had in memory."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024


if __name__ == "__main__":
    main()
