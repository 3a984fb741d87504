"""SqueezeNet through ONNX: the numbers of onnxruntime, the names and costs of torch."""

import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from cutaway.explain.summary import summary
from cutaway.explain.value import explain
from cutaway.networks.embedded.squeezenet import architecture
from cutaway.networks.find import network
from cutaway.recording.recorder import record

pytest.importorskip("onnx")
SHAPE = (1, 3, 95, 95)


@pytest.fixture(scope="module")
def module() -> nn.Sequential:
    torch.manual_seed(3)
    return architecture()


@pytest.fixture(scope="module")
def file(module: nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("onnx") / "squeezenet.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter calls itself old
        torch.onnx.export(module, (torch.randn(SHAPE),), path, dynamo=False)
    return path


def test_the_numbers_are_onnxruntimes(file: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    found = network(str(file))
    x = torch.randn(SHAPE, generator=torch.Generator().manual_seed(1))
    session = onnxruntime.InferenceSession(str(file))
    (expected,) = session.run(None, {session.get_inputs()[0].name: x.numpy()})
    recording = record(found.module, x)
    scores = recording.values[recording.outputs[0]]
    assert np.count_nonzero(expected) > 400
    np.testing.assert_allclose(scores.numpy(), expected, rtol=1e-4, atol=1e-6)


def test_every_step_is_that_of_torch(file: Path, module: nn.Module) -> None:
    found = network(str(file))
    assert found.input_shape == SHAPE and found.source.startswith("squeezenet.onnx, ONNX opset ")
    ours, theirs = summary(found.module, SHAPE), summary(module, SHAPE)
    assert [step.shape for step in ours.steps] == [step.shape for step in theirs.steps]
    assert ours.totals == theirs.totals and ours.totals.params == 1_235_496
    names = [step.name for step in theirs.steps if not step.name.endswith((".cat", "flatten"))]
    assert set(names) <= {step.name for step in ours.steps}
    x = torch.randn(SHAPE)
    one, other = record(found.module, x), record(module, x)
    for name in names:
        torch.testing.assert_close(one.values[name], other.values[name])


def test_a_number_is_explained(file: Path) -> None:
    recording = record(network(str(file)).module, torch.randn(SHAPE))
    for name, place in (("conv1", (0, 5, 7, 8)), ("fire2.expand3x3", (0, 3, 4, 5))):
        found = explain(recording, name, place)
        assert found.adds_up and found.value != 0


def test_a_node_without_a_name_has_one(tmp_path: Path) -> None:
    from onnx import helper, save

    kind = 1
    nodes = [helper.make_node(op, [a], [b]) for op, a, b in
             (("Relu", "x", "a"), ("Neg", "a", "b"), ("Relu", "b", "c"))]  # fmt: skip
    ends = [helper.make_tensor_value_info(name, kind, [1, 3, 4, 4]) for name in ("x", "c")]
    graph = helper.make_graph(nodes, "g", ends[:1], ends[1:])
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]), tmp_path / "n.onnx")
    recording = record(network(str(tmp_path / "n.onnx")).module, torch.randn(1, 3, 4, 4))
    assert [step.name for step in recording.steps] == ["input", "relu1", "neg1", "relu2"]
