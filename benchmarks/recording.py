"""What recording costs beside a plain forward pass: time, and memory beside the kept outputs.

Beside torchlens too, where it is installed: it keeps every output as well.

python -m benchmarks.recording            SqueezeNet, VGG-16 and ResNet-50
python -m benchmarks.recording NAME …     others, embedded or of the benchmarks
"""

import sys

from cutaway.recording.allocator import keep_freed_memory

if sys.argv[1:2] != ["library"]:
    keep_freed_memory()  # before torch allocates, as the command line and the server do

import subprocess
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import torch
from torch import nn

from benchmarks.markdown import head, row
from benchmarks.nets import BUILDERS, INPUT
from benchmarks.nets import network as benchmarked
from benchmarks.resident import forget_highest, give_back, highest, now
from benchmarks.timing import ROUNDS, cheapest
from cutaway.networks.zoo import network
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording

PEER = "torchlens"


def main() -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    if sys.argv[1:2] == ["peak"]:
        print(*peak(sys.argv[2], sys.argv[3] == "record"))
        return
    if sys.argv[1:2] == [PEER]:
        print(traced(sys.argv[2]))
        return
    if sys.argv[1:2] == ["library"]:
        print(*ratios(*opened(sys.argv[2]))[1:])
        return
    head(
        *("network", "forward", "record ÷ forward", "and read", "in a library", "and read", PEER),
        *("outputs kept", "held ÷ kept", "at the peak ÷ kept", "a plain pass's peak"),
    )
    for name in sys.argv[1:] or ("squeezenet", "vgg16", "ResNet-50"):
        compare(name)


def compare(name: str) -> None:
    """Prints the row of one network."""
    forward, *times = ratios(*opened(name))
    risen, held, kept = measured(name, "record")
    bare, *_ = measured(name, "forward")
    row(
        name,
        f"{forward * 1e3:.0f} ms",
        *(f"{ratio:.2f}" for ratio in (*times, *map(float, told("library", name).split()))),
        torchlens(name),
        f"{kept / 2**20:.0f} MiB",
        f"{held / kept:.2f}",
        f"{risen / kept:.2f}",
        f"{bare / 2**20:.0f} MiB",
    )


def ratios(module: nn.Module, x: torch.Tensor) -> tuple[float, float, float]:
    """Seconds of a forward pass; how many times that recording takes, and reading its steps too."""
    once = cheapest({"forward": plain(module, x)}, rounds=2)["forward"]
    least = cheapest(
        {
            "forward": plain(module, x),
            "record": lambda: record(module, x),
            "between": plain(module, x),  # what record has freed would serve the next one
            "read": lambda: record(module, x).steps,
        },
        rounds=max(ROUNDS, min(40, round(1 / once))),
    )
    forward = min(least["forward"], least["between"])
    return forward, least["record"] / forward, least["read"] / forward


def plain(module: nn.Module, x: torch.Tensor) -> Callable[[], torch.Tensor]:
    """A forward pass that keeps nothing."""

    def forward() -> torch.Tensor:
        with torch.no_grad():
            return module(x)

    return forward


def torchlens(name: str) -> str:
    """A cell: its ratio, in a process of its own, for it leaves torch's functions wrapped."""
    if find_spec(PEER) is None:
        return "not installed"
    try:
        return f"{float(told(PEER, name)):.2f}"
    except subprocess.CalledProcessError:
        return "fails"


def traced(name: str) -> float:
    """How many times a forward pass torchlens takes; the passes are measured before it wraps."""
    module, x = opened(name)
    least = cheapest({"forward": plain(module, x)})
    trace = import_module(PEER).trace

    def every_output() -> object:
        with torch.no_grad():
            return trace(module, x)

    return cheapest({PEER: every_output}, rounds=5)[PEER] / least["forward"]


def opened(name: str) -> tuple[nn.Module, torch.Tensor]:
    """A network of the benchmarks, or an embedded one, and an input for it."""
    if name in BUILDERS:
        return benchmarked(name), torch.randn(INPUT)
    found = network(name)
    return found.module, torch.randn(found.input_shape)


def measured(name: str, what: str) -> tuple[int, int, int]:
    """`peak` in a process of its own: memory that was freed before hides what is needed now."""
    risen, held, kept = map(int, told("peak", name, what).split())
    return risen, held, kept


def told(*words: str) -> str:
    """The last line that this file prints when it is run with these words."""
    command = [sys.executable, "-m", "benchmarks.recording", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[-1]


def peak(name: str, recorded: bool) -> tuple[int, int, int]:
    """Bytes by which memory rises during one pass and stays risen after it, and of outputs kept.

    The network has run once before: what torch sets up in the first pass is not of this one.
    """
    module, x = opened(name)
    plain(module, x)()
    give_back()
    before = forget_highest()
    recording = record(module, x) if recorded else plain(module, x)()
    risen = highest() - before
    give_back()
    held = now() - before
    kept = sum(recording.sizes.values()) if isinstance(recording, Recording) else 0
    return risen, held, kept


if __name__ == "__main__":
    main()
