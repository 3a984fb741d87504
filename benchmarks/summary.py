"""What a summary costs beside torch's own counter and the peers that are installed.

python -m benchmarks.summary
"""

import sys
from collections.abc import Callable
from time import perf_counter, thread_time

import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.nets import BUILDERS, INPUT, network
from cutaway.explain.summary import summary

ROUNDS = 7


def main() -> None:
    torch.set_num_threads(1)
    for name in sys.argv[1:] or BUILDERS:
        with torch.device("meta"):
            module = network(name)
        start = perf_counter()
        summary(module, INPUT)
        first = perf_counter() - start
        least = cheapest(contenders(name, module))
        told = ", ".join(
            f"{tool} {took * 1e3:.2f} ms (x {took / least['totals']:.1f})"
            for tool, took in least.items()
        )
        print(f"{name}: first call {first * 1e3:.0f} ms; {told}", flush=True)


def cheapest(actions: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The least processor seconds of each, over rounds that run each once.

    Of the processor, not of the clock: so a machine that others use too tells the same.
    """
    least = dict.fromkeys(actions, float("inf"))
    for _ in range(ROUNDS):
        for tool, action in actions.items():
            start = thread_time()
            action()
            least[tool] = min(least[tool], thread_time() - start)
    return least


def contenders(name: str, module: nn.Module) -> dict[str, Callable[[], object]]:
    """Ours (totals alone, and with every row made), torch's counter, installed peers."""
    fake = FakeTensorMode()
    with fake:
        twin, x = network(name), torch.empty(INPUT)

    def counter() -> object:
        with fake, torch.no_grad(), FlopCounterMode(display=False) as found:
            twin(x)
        return found.get_total_flops()

    return {
        "totals": lambda: summary(module, INPUT).totals,
        "totals and rows": lambda: summary(module, INPUT).steps,
        "FlopCounterMode": counter,
        **_torchinfo(module),
    }


def _torchinfo(module: nn.Module) -> dict[str, Callable[[], object]]:
    try:
        import torchinfo
    except ImportError:
        return {}
    x = torch.empty(INPUT, device="meta")
    return {"torchinfo": lambda: torchinfo.summary(module, input_data=x, device="meta", verbose=0)}


if __name__ == "__main__":
    main()
