"""Every network that ONNX itself ships from PyTorch: the numbers, recorded step by step."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from torch import Tensor

from cutaway.ops.opaque import Opaque
from cutaway.recording.recorder import record

onnx = pytest.importorskip("onnx")

from cutaway.networks.onnx import FAMILIES  # noqa: E402
from cutaway.networks.onnx.graph import Imported  # noqa: E402
from cutaway.networks.onnx.node import known_operators  # noqa: E402
from cutaway.networks.onnx.reading import read_graph, tensor_of  # noqa: E402

DATA = Path(onnx.__file__).parent / "backend" / "test" / "data"
FOLDERS = sorted(
    path for kind in ("pytorch-operator", "pytorch-converted") for path in (DATA / kind).iterdir()
)
UNKNOWN_TO_US = {"test_Embedding", "test_Embedding_sparse"}  # a table looked up, not computed


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def tensors(folder: Path, kind: str) -> list[Tensor]:
    count = len(list(folder.glob(f"{kind}_*.pb")))
    protos = [onnx.load_tensor(folder / f"{kind}_{i}.pb") for i in range(count)]
    return [tensor_of(proto, kind, folder) for proto in protos]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name.removeprefix("test_"))
def test_a_network_of_onnx(folder: Path) -> None:
    module = Imported(read_graph(folder / "model.onnx"))
    for case in folder.glob("test_data_set_*"):
        inputs, expected = tensors(case, "input"), tensors(case, "output")
        recording = record(module, *inputs)
        given = module(*inputs)
        for found, wanted in zip(given if isinstance(given, tuple) else (given,), expected,
                                 strict=True):  # fmt: skip
            torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5, equal_nan=True)
        if folder.name not in UNKNOWN_TO_US:
            assert not any(isinstance(step.operation, Opaque) for step in recording.steps)


def test_there_are_enough_of_them() -> None:
    assert len(FOLDERS) > 110 and len(FAMILIES) == 12
    assert len(known_operators()) > 80


@pytest.mark.parametrize("opset", [9, 11, 13, 18, 20])
def test_the_same_operator_as_each_opset_writes_it(opset: int, tmp_path: Path) -> None:
    """Axes, sizes and bounds moved from attributes to inputs over the years."""
    net = torch.nn.Sequential(
        torch.nn.ZeroPad2d((1, 0, 2, 1)), torch.nn.ReLU6(), 
        torch.nn.MaxPool2d(3, 2, ceil_mode=True),
        torch.nn.Upsample(scale_factor=2), torch.nn.Flatten(), torch.nn.Softmax(1),
    )  # fmt: skip
    x = torch.randn(1, 2, 9, 8)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter calls itself old
        torch.onnx.export(net, (x,), tmp_path / "net.onnx", dynamo=False, opset_version=opset)
    module = Imported(read_graph(tmp_path / "net.onnx"))
    torch.testing.assert_close(module(x), net(x))
    torch.testing.assert_close(module(x * 9), net(x * 9))
