"""Gemm and MatMul."""

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.networks.onnx.node import Node, operator


@operator("Gemm", names=("", "weight", "bias"))
def gemm(node: Node, a: Tensor, b: Tensor, c: Tensor | None = None) -> Tensor:
    """alpha · A · B + beta · C; a fully connected layer where it is one."""
    alpha, beta = node.number("alpha", 1.0), node.number("beta", 1.0)
    a = a.t() if node.whole("transA", 0) else a
    if node.whole("transB", 0) and alpha == beta == 1 and (c is None or c.dim() == 1):
        return functional.linear(a, b, c)
    made = torch.matmul(a, b.t() if node.whole("transB", 0) else b)
    made = made if alpha == 1 else made * alpha
    if c is None or not beta:
        return made
    return made + (c if beta == 1 else c * beta)


@operator("MatMul", names=("", "weight"))
def matmul(node: Node, a: Tensor, b: Tensor) -> Tensor:
    return torch.matmul(a, b)
