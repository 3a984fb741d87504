"""Names for the nodes of a graph, as the author's modules were called where the file tells."""

import re
from collections import Counter
from collections.abc import Mapping

from torch import Tensor, nn

from cutaway.networks.onnx.node import Node

WEIGHT = re.compile(r"(.+)\.weight")
SIMPLE = {"Conv": "conv", "Gemm": "fc", "MaxPool": "pool", "AveragePool": "pool"}


def names_of(nodes: tuple[Node, ...], constants: Mapping[str, Tensor]) -> tuple[str, ...]:
    """A path for each node: none twice, and none that leads through another."""
    wanted = [_wanted(node, constants) for node in nodes]
    inner = {path[:i] for path in wanted for i in range(1, len(path))}
    times = Counter(wanted)
    taken: set[tuple[str, ...]] = set(inner)
    found = []
    for node, path in zip(nodes, wanted, strict=True):
        more = path in inner or times[path] > 1 or not path
        path = (*path, _short(node)) if more else path
        found.append(_free(path, taken, numbered=more and len(path) == 1))
    return tuple(".".join(path) for path in found)


def _wanted(node: Node, constants: Mapping[str, Tensor]) -> tuple[str, ...]:
    """The path of the weight's module; else the node's own name without its operator."""
    for name in node.inputs[1:2]:
        found = WEIGHT.fullmatch(name)
        if found and name in constants:
            return _parts(found[1])
    parts = _parts(node.name.strip("/"))
    if parts and parts[-1].partition("_")[0] == node.operator:
        parts = parts[:-1]
    return parts


def _parts(name: str) -> tuple[str, ...]:
    """ "/features/features.3/squeeze" → ("features", "3", "squeeze")."""
    parts: list[str] = []
    for word in filter(None, name.split("/")):
        inner = [part for part in word.split(".") if part]
        most = min(len(parts), len(inner) - 1)  # a word of one part is a name of its own
        same = next((n for n in range(most, 0, -1) if parts[-n:] == inner[:n]), 0)
        parts += inner[same:]
    return tuple(part + "_" if hasattr(nn.Module, part) else part for part in parts)


def _short(node: Node) -> str:
    return SIMPLE.get(node.operator, node.operator.lower())


def _free(path: tuple[str, ...], taken: set[tuple[str, ...]], numbered: bool) -> tuple[str, ...]:
    *scope, leaf = path
    number = 1 if numbered else 0
    while True:
        made = (*scope, f"{leaf}{number}" if numbered else leaf + (f"_{number}" if number else ""))
        if made not in taken:
            taken.add(made)
            return made
        number += 1
