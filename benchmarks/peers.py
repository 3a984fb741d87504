"""Other counters of multiply-adds, where they are installed, each in a process of its own.

python -m benchmarks.peers              every one on every network
python -m benchmarks.peers thop VGG-16  one on one

Of its own, because some leave torch's functions wrapped behind them, and would slow the rest.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.util import find_spec

import torch
from torch import Tensor, nn

from benchmarks.nets import BUILDERS, INPUT, network
from benchmarks.timing import cheapest


@dataclass(frozen=True)
class Peer:
    """One counter.

    package  the module it is imported from
    macs     of a module and its input, in the tool's own reckoning
    """

    package: str
    macs: Callable[[nn.Module, Tensor], float]


@dataclass(frozen=True)
class Answer:
    """What a peer did with one network.

    device   where the module was: on meta nothing is computed, on the CPU a whole forward pass
    seconds  of the processor, the least of several warm runs
    macs     what it counted
    failure  why there is no answer, "" where there is
    """

    device: str
    seconds: float = 0.0
    macs: float = 0.0
    failure: str = ""


def fvcore(module: nn.Module, x: Tensor) -> float:
    """Prints "flops", one for each multiply-add."""
    found = import_module("fvcore.nn").FlopCountAnalysis(module, x)
    found.unsupported_ops_warnings(False).uncalled_modules_warnings(False)
    return float(found.tracer_warnings("none").total())


def ptflops(module: nn.Module, x: Tensor) -> float:
    """Counts what torch.nn's layers and functions are given."""
    return _ptflops(module, x, "pytorch")


def ptflops_aten(module: nn.Module, x: Tensor) -> float:
    """Counts torch's own operators."""
    return _ptflops(module, x, "aten")


def _ptflops(module: nn.Module, x: Tensor, backend: str) -> float:
    count = import_module("ptflops").get_model_complexity_info
    shape, quiet = tuple(x.shape[1:]), {"print_per_layer_stat": False, "as_strings": False}
    return float(count(module, shape, backend=backend, verbose=False, **quiet)[0])


def thop(module: nn.Module, x: Tensor) -> float:
    """Its buffers stay behind in the state dict."""
    return float(import_module("thop").profile(module, inputs=(x,), verbose=False)[0])


def calflops(module: nn.Module, x: Tensor) -> float:
    """Gives FLOPs, MACs and parameters."""
    count = import_module("calflops").calculate_flops
    return float(count(module, args=[x], print_results=False, output_as_string=False)[1])


def torchprofile(module: nn.Module, x: Tensor) -> float:
    """Counts in a trace of the graph."""
    return float(import_module("torchprofile").profile_macs(module, x))


PEERS = {
    "fvcore": Peer("fvcore", fvcore),
    "ptflops": Peer("ptflops", ptflops),
    "ptflops aten": Peer("ptflops", ptflops_aten),
    "thop": Peer("thop", thop),
    "calflops": Peer("calflops", calflops),
    "torchprofile": Peer("torchprofile", torchprofile),
}


def answer(peer: str, name: str) -> Answer:
    """On the meta device if it can; else on the CPU, where it takes a whole forward pass."""
    if find_spec(PEERS[peer].package) is None:
        return Answer("", failure="not installed")
    found = _apart(peer, name, "meta")
    return found if not found.failure else _apart(peer, name, "cpu")


def _apart(peer: str, name: str, device: str) -> Answer:
    command = [sys.executable, "-m", "benchmarks.peers", peer, name, device]
    done = subprocess.run(command, capture_output=True, text=True)
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        return Answer(device, failure=f"ended with {done.returncode}")
    return Answer(**json.loads(lines[-1]))  # some print before it, unasked


def here(peer: str, name: str, device: str) -> Answer:
    """In this process."""
    # Torch's meta kernels import it, which fails once a peer has wrapped torch's functions.
    import_module("torch._dynamo")
    with torch.device(device):
        module, x = network(name), torch.ones(INPUT)
    try:
        macs = PEERS[peer].macs(module, x)
        seconds = cheapest({peer: lambda: PEERS[peer].macs(module, x)})[peer]
    except Exception as error:  # whatever another's code may raise is told in its cell
        return Answer(device, failure=f"fails: {type(error).__name__}")
    return Answer(device, seconds, macs)


def main() -> None:
    torch.set_num_threads(1)
    if len(sys.argv) == 4:
        print(json.dumps(asdict(here(*sys.argv[1:]))))
        return
    peers = sys.argv[1:2] or PEERS
    for name in sys.argv[2:3] or BUILDERS:
        for peer in peers:
            print(name, peer, answer(peer, name), flush=True)


if __name__ == "__main__":
    main()
