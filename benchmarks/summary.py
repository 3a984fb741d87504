"""What a summary costs and counts beside torch's own counter and the peers that are installed.

python -m benchmarks.summary            every network
python -m benchmarks.summary NAME …     some
"""

import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from time import perf_counter

import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.markdown import head, row
from benchmarks.nets import BUILDERS, INPUT, network
from benchmarks.peers import PEERS, Answer, answer
from benchmarks.timing import Least, first_and_warm
from cutaway.explain.summary import summary

TORCH, TORCHINFO = "FlopCounterMode", "torchinfo"
OURS = ("totals", "totals and rows")
RATIOS = (f"{TORCH} ÷ totals", "÷ totals and rows", "÷ totals, right after the others")


def main() -> None:
    torch.set_num_threads(1)
    if sys.argv[1:2] == ["first"]:
        print(first(sys.argv[2]))
        return
    counted = {}
    head("network", "first call", *OURS, *RATIOS, TORCH, TORCHINFO, *PEERS)
    for name in sys.argv[1:] or BUILDERS:
        with torch.device("meta"):
            module = network(name)
        least, others = beside(name, module)
        torchs, (totals, rows) = least[TORCH], (least[ours] for ours in OURS)
        own = [f"{ours.warm * 1e3:.2f} ms" for ours in (totals, rows)]
        ratios = torchs.warm / totals.warm, torchs.warm / rows.warm, torchs.first / totals.first
        row(
            name,
            f"{alone(name):.0f} ms",
            *own,
            *(f"{ratio:.1f}" for ratio in ratios),
            *map(took, others.values()),
        )
        counted[name] = others
    print()
    head("network", "our MACs", TORCH, TORCHINFO, *PEERS)
    agreeing = set(next(iter(counted.values())))
    for name, others in counted.items():
        macs = our_macs(name)
        row(name, f"{macs:,}", *(against(found, macs) for found in others.values()))
        agreeing -= {tool for tool, found in others.items() if found.failure or found.macs != macs}
    print(f"\nThe same number as ours on all of them: {', '.join(sorted(agreeing)) or 'none'}.")


def our_macs(name: str) -> int:
    """Our own count."""
    with torch.device("meta"):
        return summary(network(name), INPUT).totals.macs


def beside(name: str, module: nn.Module) -> tuple[dict[str, Least], dict[str, Answer]]:
    """Our seconds, interleaved with those of the two that leave no trace; what others answer."""
    twin, macs = torch_counter(name), torchinfo_counter(module)
    least = first_and_warm(
        {
            "totals": lambda: summary(module, INPUT).totals,
            "totals and rows": lambda: summary(module, INPUT).steps,
            TORCH: twin,
            TORCHINFO: macs,
        }
    )
    missing = find_spec(TORCHINFO) is None
    others = {
        TORCH: Answer("fake", least[TORCH].warm, twin()),
        TORCHINFO: Answer(
            "meta", least[TORCHINFO].warm, macs(), "not installed" if missing else ""
        ),
    }
    return least, others | {peer: answer(peer, name) for peer in PEERS}


def torch_counter(name: str) -> Callable[[], float]:
    """Torch's count, 2 FLOPs a MAC, on a twin of fake tensors."""
    fake = FakeTensorMode()
    with fake:
        twin, x = network(name), torch.empty(INPUT)

    def count() -> float:
        with fake, torch.no_grad(), FlopCounterMode(display=False) as found:
            twin(x)
        return found.get_total_flops() / 2

    return count


def torchinfo_counter(module: nn.Module) -> Callable[[], float]:
    """Torchinfo's count of "mult-adds"; 0 at once where it is not installed."""
    if find_spec(TORCHINFO) is None:
        return lambda: 0
    told, x = import_module(TORCHINFO).summary, torch.empty(INPUT, device="meta")
    return lambda: told(module, input_data=x, device="meta", verbose=0).total_mult_adds


def took(found: Answer) -> str:
    """A cell: the time, and that numbers were computed where the peer could not do without."""
    if found.failure:
        return found.failure
    return f"{found.seconds * 1e3:.2f} ms" + (" (CPU)" if found.device == "cpu" else "")


def against(found: Answer, macs: int) -> str:
    """A cell: what it counted beside our MACs."""
    if found.failure:
        return found.failure
    more = found.macs - macs
    if not more:
        return "the same"
    sign = "+" if more > 0 else "−"
    if abs(more) < macs / 1000:
        return f"{sign}{abs(more):,.0f}"
    return f"{sign}{abs(more) / macs:.1%}".replace("%", " %")


def alone(name: str) -> float:
    """Milliseconds of the first call in a process of its own, whose imports are done."""
    command = [sys.executable, "-m", "benchmarks.summary", "first", name]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def first(name: str) -> float:
    """Milliseconds of the first call in this process."""
    with torch.device("meta"):
        module = network(name)
    start = perf_counter()
    _ = summary(module, INPUT).totals
    return (perf_counter() - start) * 1e3


if __name__ == "__main__":
    main()
