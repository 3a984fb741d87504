"""ONNX files that may be anything: refused in one line, and nothing outside their folder read."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from cutaway.commands.finding import find_for_shapes
from cutaway.errors import BudgetError, NetworkError
from cutaway.networks.find import network

onnx = pytest.importorskip("onnx")
helper = onnx.helper


def graph(
    *nodes: Any, tensors: tuple[Any, ...] = (), shape: tuple[Any, ...] = (1, 2), opset: int = 17
) -> Any:
    given = helper.make_tensor_value_info("x", 1, list(shape))
    made = helper.make_tensor_value_info("y", 1, None)
    whole = helper.make_graph(list(nodes), "g", [given], [made], list(tensors))
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", opset)])


def refused(path: Path, **words: Any) -> str:
    with pytest.raises((NetworkError, BudgetError)) as caught:
        network(str(path), **words)
    assert "\n" not in str(caught.value) and str(path.parent) not in str(caught.value)
    return str(caught.value)


ADD = helper.make_node("Add", ["x", "w"], ["y"])


def test_unknown_operators_are_named_all_at_once(tmp_path: Path) -> None:
    nodes = [
        helper.make_node("TopK", ["x", "k"], ["a", "b"]),
        helper.make_node("Relu", ["x"], ["r"]),
        helper.make_node("TopK", ["a", "k"], ["c", "d"]),
        helper.make_node("Fast", ["x"], ["y"], domain="my.shop"),
    ]
    onnx.save(graph(*nodes), tmp_path / "net.onnx")
    assert refused(tmp_path / "net.onnx") == (
        "net.onnx (opset 17) uses operators that are not imported: TopK ×2, my.shop.Fast ×1. Open "
        "the PyTorch class it was exported from instead, with --weights and --trust"
    )


@pytest.mark.parametrize("opset", [5, 99])
def test_opsets_that_are_too_old_or_too_new(tmp_path: Path, opset: int) -> None:
    onnx.save(graph(helper.make_node("Relu", ["x"], ["y"]), opset=opset), tmp_path / "net.onnx")
    assert f"was written for opset {opset}; 6 … " in refused(tmp_path / "net.onnx")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"hello", "is no whole ONNX file: it is text"),
        (b"<html>", "is no whole ONNX file: it is a web page"),
        (b"", "is empty"),
        (b"\x08\x07\x3a\xff", "is no whole ONNX file: it is cut off or damaged"),
    ],
)
def test_what_is_no_onnx(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "net.onnx").write_bytes(data)
    assert message in refused(tmp_path / "net.onnx")


def test_a_tensor_that_claims_more_than_it_holds(tmp_path: Path) -> None:
    tensor = onnx.TensorProto(name="w", data_type=1, dims=[10**6, 10**6], raw_data=bytes(4))
    onnx.save(graph(ADD, tensors=(tensor,)), tmp_path / "net.onnx")
    assert "w of net.onnx has the shape [1000000, 1000000] and not so many numbers" in refused(
        tmp_path / "net.onnx"
    )


@pytest.mark.parametrize("operator", ["ConstantOfShape", "Expand", "Tile"])
def test_constants_that_would_fill_the_memory(tmp_path: Path, operator: str) -> None:
    sizes = onnx.numpy_helper.from_array(np.array([10**6, 10**6]), "n")
    one = onnx.numpy_helper.from_array(np.ones((1, 1), np.float32), "one")
    inputs = ["n"] if operator == "ConstantOfShape" else ["one", "n"]
    made = helper.make_node(operator, inputs, ["w"], name="big")
    onnx.save(graph(made, ADD, tensors=(sizes, one)), tmp_path / "net.onnx")
    said = refused(tmp_path / "net.onnx")
    assert said.startswith(f"{operator} 'big' makes 1,000,000,000,000 numbers; at most")


def beside(path: Path, location: str, **more: str) -> None:
    """A network whose weight lies in another file."""
    tensor = onnx.TensorProto(name="w", data_type=1, dims=[2], data_location=1)
    for key, value in {"location": location, **more}.items():
        tensor.external_data.add(key=key, value=value)
    path.write_bytes(graph(ADD, tensors=(tensor,)).SerializeToString())


def test_numbers_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "part").mkdir()
    np.array([9, 9, 3, 4], np.float32).tofile(tmp_path / "part" / "w.bin")
    beside(tmp_path / "net.onnx", "part/w.bin", offset="8", length="8")
    found = network(str(tmp_path / "net.onnx"))
    assert found.module(torch.tensor([[1.0, 2.0]])).tolist() == [[4, 6]]


@pytest.mark.parametrize("location", ["../w.bin", "part/../../w.bin", "{whole}/w.bin", "..\\w.bin"])
def test_numbers_outside_the_folder_are_not_read(tmp_path: Path, location: str) -> None:
    np.zeros(2, np.float32).tofile(tmp_path / "w.bin")
    (tmp_path / "net" / "part").mkdir(parents=True)
    path = tmp_path / "net" / "net.onnx"
    beside(path, location.format(whole=tmp_path))
    with pytest.raises(NetworkError, match="numbers are read from its own folder only"):
        network(str(path))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
@pytest.mark.parametrize("linked", ["file", "folder"])
def test_links_are_not_followed(tmp_path: Path, linked: str) -> None:
    np.zeros(2, np.float32).tofile(tmp_path / "w.bin")
    (tmp_path / "net").mkdir()
    path = tmp_path / "net" / "net.onnx"
    if linked == "folder":
        (tmp_path / "net" / "up").symlink_to(tmp_path, target_is_directory=True)
        beside(path, "up/w.bin")
    else:
        (tmp_path / "net" / "w.bin").symlink_to(tmp_path / "w.bin")
        beside(path, "w.bin")
    assert "and not through links" in refused(path)


def test_numbers_beyond_the_end(tmp_path: Path) -> None:
    np.zeros(1, np.float32).tofile(tmp_path / "w.bin")
    beside(tmp_path / "net.onnx", "w.bin")
    assert "claims 8 bytes of w.bin, which has 4" in refused(tmp_path / "net.onnx")
    beside(tmp_path / "net.onnx", "gone.bin")
    assert "in 'gone.bin', which is not beside it" in refused(tmp_path / "net.onnx")


def test_sizes_that_are_left_open(tmp_path: Path) -> None:
    relu = helper.make_node("Relu", ["x"], ["y"])
    onnx.save(graph(relu, shape=("n", 3, "h", "w")), tmp_path / "net.onnx")
    path = str(tmp_path / "net.onnx")
    assert "leaves the size of its input open (3x?x?); say it with --input" in refused(Path(path))
    assert network(path, input_shape=(1, 3, 8, 9)).input_shape == (1, 3, 8, 9)
    assert "reads an input of 3xanyxany; --input asks for 1x8x9" in refused(
        Path(path), input_shape=(1, 1, 8, 9)
    )
    found, shape = find_for_shapes(path, trust=False, input="3x8x9")
    assert shape == found.input_shape == (1, 3, 8, 9)


def test_two_inputs(tmp_path: Path) -> None:
    model = graph(helper.make_node("Add", ["x", "z"], ["y"]))
    model.graph.input.append(helper.make_tensor_value_info("z", 1, [1, 2]))
    onnx.save(model, tmp_path / "net.onnx")
    assert "net.onnx has 2 inputs (x, z); networks of one input" in refused(tmp_path / "net.onnx")


def test_without_the_package_it_says_what_brings_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    onnx.save(graph(helper.make_node("Relu", ["x"], ["y"])), tmp_path / "net.onnx")
    monkeypatch.setitem(sys.modules, "onnx", None)
    assert "pip install 'cutaway[onnx]' brings it" in refused(tmp_path / "net.onnx")
