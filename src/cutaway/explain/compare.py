"""What other counters would say of the same network, computed by running them, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from math import prod

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from cutaway.explain.summary import Row, Summary
from cutaway.recording.twin import twin_of


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a counter and Cutaway part.

    what    the modules or calls meant
    ours, theirs   in the counter's own unit
    """

    what: str
    ours: int
    theirs: int
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One counter.

    tool     its name and version
    unit     of the counts: "FLOPs", 2 per MAC, or "mult-adds"
    theirs   None where it could not be run; then `trouble` says why
    """

    tool: str
    unit: str
    ours: int
    theirs: int | None
    differences: tuple[Difference, ...] = ()
    trouble: str = ""


def compare(
    module: nn.Module, shapes: Sequence[Sequence[int]], found: Summary
) -> tuple[Comparison, Comparison]:
    """torch's own counter and torchinfo beside a summary of the module on inputs of these shapes.

    Both run on a copy without numbers, on the meta device; torchinfo where it is installed.
    """
    inputs = [torch.empty(*shape, device="meta") for shape in shapes]
    return _torch(module, inputs, found), _torchinfo(module, inputs, found)


def _torch(module: nn.Module, inputs: Sequence[Tensor], found: Summary) -> Comparison:
    tool = f"torch {torch.__version__} FlopCounterMode"
    twin, counter = twin_of(module).eval(), FlopCounterMode(display=False)
    try:
        with counter, torch.no_grad():
            twin(*inputs)
    except Exception as error:  # the user's own forward, on a device it may not expect
        return Comparison(tool, "FLOPs", found.totals.flops, None, trouble=_first_line(error))
    root = type(twin).__name__
    counts = {name: sum(by_call.values()) for name, by_call in counter.get_flop_counts().items()}
    theirs = {_path(name, root): _own(name, counts) for name in counts if name != "Global"}
    total = counter.get_total_flops()
    differences = []
    for path, rows in _by_module(found.steps, theirs).items():
        mine, other = sum(row.flops for row in rows), theirs.get(path, 0)
        if mine != other and total != found.totals.flops:
            differences.append(Difference(path or root, mine, other, _why_torch(rows)))
    return Comparison(tool, "FLOPs", found.totals.flops, total, tuple(differences))


def _by_module(rows: Sequence[Row], more: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of each module, and none for those that only the other counter names."""
    found: dict[str, list[Row]] = {path: [] for path in more}
    for row in rows:
        found.setdefault(row.module, []).append(row)
    return found


def _path(name: str, root: str) -> str:
    """ "Net.features.3" → "features.3"."""
    return name.removeprefix(root).removeprefix(".")


def _own(name: str, counts: dict[str, int]) -> int:
    """What was counted in a module and in none that it holds."""
    inner = [n for n in counts if n.startswith(f"{name}.") and "." not in n[len(name) + 1 :]]
    return counts[name] - sum(counts[n] for n in inner)


def _why_torch(rows: Sequence[Row]) -> str:
    unknown = sorted({row.op for row in rows if not row.known})
    if unknown:
        return f"Cutaway does not know {', '.join(unknown)} and counts nothing there"
    calls = sorted({row.op for row in rows if row.macs})
    return f"torch's counter has no formula for all of {', '.join(calls) or 'these calls'}"


def _torchinfo(module: nn.Module, inputs: Sequence[Tensor], found: Summary) -> Comparison:
    if find_spec("torchinfo") is None:
        return Comparison(
            "torchinfo", "mult-adds", found.totals.macs, None, trouble="it is not installed"
        )
    torchinfo = import_module("torchinfo")
    tool, twin = f"torchinfo {torchinfo.__version__}", twin_of(module)
    try:
        told = torchinfo.summary(twin, input_data=[*inputs], device="meta", verbose=0)
    except Exception as error:  # torchinfo's or the user's own, on a device it may not expect
        return Comparison(tool, "mult-adds", found.totals.macs, None, trouble=_first_line(error))
    paths = {id(inner): path for path, inner in twin.named_modules()}
    leaves = {
        path: type(inner).__name__
        for path, inner in twin.named_modules()
        if not any(inner.children())
    }
    theirs: dict[str, int] = {}
    for layer in told.summary_list:
        if layer.is_leaf_layer:
            path = paths.get(layer.layer_id, "")
            theirs[path] = theirs.get(path, 0) + int(layer.macs)
    groups: dict[tuple[str, str], list[int]] = {}
    for path, rows in _by_module(found.steps, theirs).items():
        mine, other = sum(row.macs for row in rows), theirs.get(path, 0)
        if mine != other:
            kind = leaves.get(path, "calls outside of layers")
            group = groups.setdefault((kind, _why_torchinfo(kind, rows, mine, other)), [0, 0])
            group[0], group[1] = group[0] + mine, group[1] + other
    differences = tuple(Difference(kind, a, b, why) for (kind, why), (a, b) in groups.items())
    return Comparison(tool, "mult-adds", found.totals.macs, int(told.total_mult_adds), differences)


def _why_torchinfo(kind: str, rows: Sequence[Row], ours: int, theirs: int) -> str:
    if any(not row.known for row in rows):
        return "Cutaway does not know these calls and counts nothing there"
    if not theirs:
        return "torchinfo counts only the parameters named weight and bias of layers"
    if not ours:
        return "torchinfo counts the weights of layers that multiply no windows or rows"
    if theirs - ours == sum(map(_bias_adds, rows)):
        return "torchinfo counts each addition of a bias as a multiply-add"
    if "ConvTranspose" in kind:
        return "torchinfo multiplies the kernel at every output, where each input meets it once"
    if any(len(row.shape) > 2 for row in rows) and "Conv" not in kind:
        return "torchinfo counts a layer at one position of each item, not at all of them"
    return "torchinfo multiplies the parameters by an output's size, whatever the layer does"


def _bias_adds(row: Row) -> int:
    """A dot of k products has k − 1 additions, and with a bias k: flops_exact knows which."""
    return row.flops_exact - 2 * row.macs + prod(row.shape) if row.macs else 0


def _first_line(error: Exception) -> str:
    told = str(error).split("\n", 1)[0] or type(error).__name__
    return f"it could not run on shapes alone: {told}"
