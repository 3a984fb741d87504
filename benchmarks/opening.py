"""What opening files costs: a VGG-16 state dict of 528 MiB, and SqueezeNet as ONNX.

python -m benchmarks.opening
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.markdown import head, row

WRITE = """
import sys, torch
from safetensors.torch import save_file
from cutaway.networks.zoo import network
state = network("vgg16").module.state_dict()
torch.save({"epoch": 1, "state_dict": state}, sys.argv[1] + "/vgg16.pt")
save_file(state, sys.argv[1] + "/vgg16.safetensors")
"""
MEASURE = """
import resource, sys, time
import torch
from cutaway.networks.find import network
from cutaway.recording.recorder import record
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before, start = peak(), time.perf_counter()
found = network(sys.argv[1], arch="vgg16")
opened, took = peak(), time.perf_counter() - start
with torch.no_grad():
    found.module(torch.zeros(found.input_shape))
print(took, before, opened, peak())
"""

EXPORT = """
import sys, torch, warnings
warnings.simplefilter("ignore")
from cutaway.networks.embedded.squeezenet import architecture
net, x = architecture(), torch.zeros(1, 3, 227, 227)
torch.onnx.export(net, (x,), sys.argv[1] + "/squeezenet.onnx", dynamo=False)
"""
IMPORT = """
import sys, time
import torch
start, busy = time.perf_counter(), time.process_time()
from cutaway.networks.find import network
network(sys.argv[1])
print(time.perf_counter() - start, time.process_time() - busy)
"""


def main() -> None:
    graphs()
    weights()


def graphs() -> None:
    """Prints how long SqueezeNet takes, the packages cutaway and onnx included, not torch."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", EXPORT, folder], check=True)
        command = [sys.executable, "-c", IMPORT, f"{folder}/squeezenet.onnx"]
        runs = [
            subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            for _ in range(5)
        ]
    took, busy = (sorted(map(float, times)) for times in zip(*runs, strict=True))
    print(
        f"squeezenet.onnx: opened in {took[0]:.2f} … {took[-1]:.2f} s beyond torch, "
        f"{busy[0]:.2f} … {busy[-1]:.2f} s of them computing (5 runs)"
    )


def weights() -> None:
    """Prints one row for each kind of file; the files are gone afterwards."""
    head(
        *("file", "size", "opened in", "whole process", "÷ file"),
        *("beyond importing torch", "÷ file", "after one pass", "÷ file"),
    )
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-c", WRITE, folder], check=True)
        for path in sorted(Path(folder).iterdir()):
            tell(path)


def tell(path: Path) -> None:
    """Prints one file's figures: peaks of memory, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], check=True, capture_output=True, text=True
    )
    took, before, opened, run = map(float, done.stdout.split())
    size = path.stat().st_size
    peaks = (opened, opened - before, run - before)
    told = [told for peak in peaks for told in (f"{peak / 2**20:.0f} MiB", f"{peak / size:.2f}")]
    row(path.name, f"{size / 2**20:.0f} MiB", f"{took:.2f} s", *told)


if __name__ == "__main__":
    main()
