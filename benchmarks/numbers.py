"""How long one explanation takes, and one summary.

python -m benchmarks.numbers
"""

import statistics
import time
from random import Random

import torch

from benchmarks.timing import percentile
from cutaway.explain.summary import summary
from cutaway.explain.value import explain
from cutaway.networks.structures.suggest import Limits, suggest
from cutaway.networks.zoo import network
from cutaway.recording.recorder import record


def main() -> None:
    torch.manual_seed(0)
    vgg = network("vgg16")
    recording = record(vgg.module, torch.randn(vgg.input_shape))
    rng = Random(0)
    for step in ("conv4_2", "conv5_3", "fc6"):
        shape = recording.step(step).shape
        times, products = [], 0
        for _ in range(300):
            index = tuple(rng.randrange(n) for n in shape)
            start = time.perf_counter()
            found = explain(recording, step, index)
            times.append(time.perf_counter() - start)
            products = found.term.parts[0].blocks[0].size
        print(
            f"explain {step} ({products:,} products): median "
            f"{statistics.median(times) * 1e3:.2f} ms, p99 {percentile(times, 0.99) * 1e3:.2f} ms"
        )
    deep = network("vgg19")
    first = once(lambda: summary(deep.skeleton, deep.input_shape))
    warm = [once(lambda: summary(deep.skeleton, deep.input_shape)) for _ in range(50)]
    print(f"summary vgg19: first {first * 1e3:.1f} ms, warm {statistics.median(warm) * 1e3:.2f} ms")
    limits = Limits((1, 3, 64, 64), 10, 500_000, 50_000_000, 40)
    start = time.perf_counter()
    weighed = suggest(limits).weighed
    took = time.perf_counter() - start
    print(
        f"suggest: {weighed:,} structures in {took:.2f} s, {took / weighed * 1e4:.2f} s for 10,000"
    )


def once(action: object) -> float:
    """Seconds of one call."""
    assert callable(action)
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
