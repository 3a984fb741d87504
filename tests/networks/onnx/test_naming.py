"""Names of nodes: those of the author's modules, where the file tells them."""

import pytest
import torch

from cutaway.networks.onnx.naming import names_of
from cutaway.networks.onnx.node import Node


def node(operator: str, name: str = "", *inputs: str) -> Node:
    return Node(name, operator, ("x", *inputs), ("y",), {}, 17)


@pytest.mark.parametrize(
    ("nodes", "names"),
    [
        ([node("Relu"), node("Relu"), node("Conv")], ["relu1", "relu2", "conv1"]),
        ([node("Conv", "/a/Conv"), node("Relu", "/a/Relu")], ["a.conv", "a.relu"]),
        ([node("Conv", "/fire2/squeeze/Conv"), node("Concat", "/fire2/Concat")],
         ["fire2.squeeze", "fire2.concat"]),
        ([node("Conv", "/f/f.1/conv/conv.0/conv.0.0/Conv")], ["f.1.conv.0.0"]),
        ([node("Conv", "anything", "features.0.weight")], ["features.0"]),
        ([node("Add", "/Add"), node("Add", "/Add_1")], ["add1", "add2"]),
        ([node("Conv", "/a/Conv"), node("Conv", "/a/Conv")], ["a.conv", "a.conv_1"]),
        ([node("Relu", "/forward/train/Relu")], ["forward_.train_"]),
        ([node("Relu", "<img onerror=x>")], ["<img onerror=x>"]),
    ],
)  # fmt: skip
def test_names(nodes: list[Node], names: list[str]) -> None:
    found = names_of(tuple(nodes), {"features.0.weight": torch.ones(1)})
    assert list(found) == names
