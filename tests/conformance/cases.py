"""ONNX's own operator cases: one node each, with its inputs and the outputs it must give."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

OPERATORS = (
    "AveragePool",
    "BatchNormalization",
    "Concat",
    "Conv",
    "ConvTranspose",
    "Flatten",
    "Gemm",
    "GlobalAveragePool",
    "GlobalMaxPool",
    "LRN",
    "LogSoftmax",
    "LpPool",
    "MaxPool",
    "Pad",
    "Softmax",
)


@dataclass(frozen=True)
class Case:
    """One case of the ONNX project.

    name      "averagepool_2d_ceil"
    operator  ONNX's word: "AveragePool"
    options   the node's attributes
    inputs    by position; None where an optional one is left out
    expected  what the node must give
    """

    name: str
    operator: str
    options: Mapping[str, Any]
    inputs: tuple[Tensor | None, ...]
    expected: tuple[Tensor, ...]


@lru_cache(maxsize=1)
def cases() -> dict[str, Case]:
    """Every case of our operators by name, in the order of their names; takes several seconds."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the cases overflow on purpose
        from onnx.backend.test.case.node import collect_testcases

        found = [_case(each) for each in collect_testcases("") if _concerns_us(each)]
    return {case.name: case for case in sorted(found, key=lambda case: case.name)}


def _concerns_us(testcase: Any) -> bool:
    """Whether a case is one node of ours: the others spell operators out in smaller ones."""
    nodes = testcase.model.graph.node
    return len(nodes) == 1 and nodes[0].op_type in OPERATORS


def _case(testcase: Any) -> Case:
    from onnx.helper import get_attribute_value

    (node,) = testcase.model.graph.node
    ((inputs, outputs),) = testcase.data_sets
    left = iter(inputs)
    return Case(
        testcase.name.removeprefix("test_"),
        node.op_type,
        {each.name: _plain(get_attribute_value(each)) for each in node.attribute},
        tuple(torch.tensor(next(left)) if name else None for name in node.input),
        tuple(map(torch.tensor, outputs)),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode()
    return tuple(value) if isinstance(value, list) else value
