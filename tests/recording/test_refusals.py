"""What cannot be opened is refused in words that help; what is half known says so."""

import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.errors import AddressError, CutawayError, RunError, ShapeError
from cutaway.explain.summary import summary
from cutaway.explain.value import explain
from cutaway.recording.recorder import record
from cutaway.recording.shapes import record_shapes

SHAPE = (2, 3, 8, 8)


def scripted() -> nn.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns that scripting is old
        return nn.Sequential(nn.ReLU(), torch.jit.script(nn.Conv2d(3, 4, 3)))


def compiled() -> nn.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of torch's own, about its own
        return torch.compile(nn.Conv2d(3, 4, 3))  # type: ignore[return-value]


def compiled_in_place() -> nn.Module:
    network = nn.Conv2d(3, 4, 3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of torch's own, about its own
        network.compile()
    return network


@pytest.mark.parametrize("run", [record, record_shapes])
@pytest.mark.parametrize(
    ("build", "words"),
    [
        (scripted, "the module '1' is scripted or traced.* give the module it was made from"),
        (compiled, "the model is compiled.*_orig_mod"),
        (compiled_in_place, "compiled in place"),
    ],
)
def test_modules_that_hide_their_calls(
    build: Callable[[], nn.Module], words: str, run: Callable[..., Any]
) -> None:
    with pytest.raises(CutawayError, match=words):
        run(build(), torch.zeros(SHAPE))


def test_another_device_than_the_inputs() -> None:
    network = nn.Conv2d(3, 4, 3)
    with pytest.raises(CutawayError, match="the model is on meta, the input on cpu"):
        record(nn.Conv2d(3, 4, 3, device="meta"), torch.zeros(SHAPE))
    with pytest.raises(CutawayError, match="the model is on cpu, the input on meta"):
        record(network, torch.zeros(SHAPE, device="meta"))
    assert summary(nn.Conv2d(3, 4, 3, device="meta"), SHAPE).totals.macs == 2 * 4 * 36 * 27


def test_complex_numbers_are_recorded_but_not_explained() -> None:
    network = nn.Conv2d(3, 4, 3, dtype=torch.complex64)
    x = torch.randn(SHAPE, dtype=torch.complex64)
    recording = record(network, x)
    with torch.no_grad():
        assert torch.equal(recording.values["conv2d"], network(x))
    with pytest.raises(AddressError, match="holds complex64 numbers; Cutaway explains real ones"):
        explain(recording, "conv2d", (0, 0, 0, 0))
    totals = summary(network, x).totals
    assert not totals.complete and totals.macs == 0


class ComplexInside(nn.Module):
    """Real numbers in, complex ones between, real ones out."""

    def __init__(self) -> None:
        super().__init__()
        self.real, self.imaginary = nn.Conv2d(3, 4, 3), nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        return torch.complex(self.real(x), self.imaginary(x)).abs() + 1


def test_what_is_made_of_complex_numbers_is_not_guessed() -> None:
    recording = record(ComplexInside(), torch.randn(SHAPE))
    kinds = {step.name: type(step.operation).__name__ for step in recording.steps}
    assert kinds["complex"] == kinds["abs"] == "Opaque"
    assert explain(recording, "abs", (0, 0, 0, 0)).term.rule == "opaque"
    assert explain(recording, "add", (0, 0, 0, 0), strict=True).term.rule == "sum"


class Quantised(nn.Module):
    """Through quantised numbers and back."""

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(torch.quantize_per_tensor(x, 0.1, 0, torch.qint8)).dequantize() * 2


@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor:UserWarning")
def test_quantised_numbers_are_recorded_but_not_explained() -> None:
    x = torch.randn(SHAPE)
    recording = record(Quantised(), x)
    assert torch.equal(recording.values["mul"], Quantised()(x))
    with pytest.raises(AddressError, match="holds qint8 numbers"):
        explain(recording, "relu", (0, 0, 0, 0))
    assert explain(recording, "dequantize", (0, 0, 0, 0)).term.rule == "opaque"
    with pytest.raises(RunError, match=r"quantised numbers.*give a real input to `record`"):
        record_shapes(Quantised(), SHAPE)


@pytest.mark.parametrize("run", [record, record_shapes])
def test_a_run_without_a_tensor_is_refused(run: Callable[..., Any]) -> None:
    with pytest.raises(CutawayError, match="a module needs an input"):
        run(nn.ReLU())
    with pytest.raises(CutawayError, match="a module runs on tensors; got int"):
        run(nn.ReLU(), 3)


@pytest.mark.parametrize("run", [record, record_shapes])
def test_a_module_that_is_a_part_of_itself_is_refused(run: Callable[..., Any]) -> None:
    network = nn.Sequential(nn.ReLU())
    network[0].owner = network
    with pytest.raises(CutawayError, match="this Sequential has itself among its own modules"):
        run(network, torch.zeros(SHAPE))


class Hidden(nn.Module):
    """Works where no watcher sees it."""

    def forward(self, x: Tensor) -> Tensor:
        with torch._C.DisableTorchFunction():
            return x * 2


def test_work_that_is_hidden_is_told() -> None:
    with pytest.raises(RunError, match="from no call that could be seen"):
        record(Hidden(), torch.ones(2))


def test_a_failing_copy_of_a_lazy_module_leaves_it_lazy() -> None:
    network = nn.Sequential(nn.LazyConv2d(4, 3), nn.LazyLinear(5))
    state = torch.random.get_rng_state()
    assert record(network, torch.randn(SHAPE)).steps[-1].shape == (2, 4, 6, 5)
    assert summary(network, SHAPE).steps[-1].shape == (2, 4, 6, 5)
    assert isinstance(network[0].weight, nn.parameter.UninitializedParameter)
    torch.random.set_rng_state(state)


@pytest.mark.parametrize("size", [10**9, 10**20])
def test_a_shape_beyond_what_torch_counts_is_refused(size: int) -> None:
    with pytest.raises(ShapeError, match="more than torch can count"):
        record_shapes(nn.Sequential(nn.Conv2d(3, 4, 3)), (1, 3, size, size))


class Unfinished(nn.Module):
    """Forgets to call nn.Module's own `__init__`."""

    def __init__(self) -> None:
        pass

    def forward(self, x: Tensor) -> Tensor:
        return x * 2


@pytest.mark.parametrize("run", [record, record_shapes])
def test_a_module_without_its_inside_is_told(run: Callable[..., object]) -> None:
    with pytest.raises(CutawayError, match=r"the module '1' was made without .*super"):
        run(nn.Sequential(nn.ReLU(), Unfinished()), torch.ones(SHAPE))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns that tracing is old
        traced = torch.jit.trace(nn.ReLU(), torch.ones(SHAPE))
    with pytest.raises(CutawayError, match="the module '0' is scripted or traced"):
        run(nn.Sequential(traced, nn.ReLU()), torch.ones(SHAPE))


@pytest.mark.parametrize(("size", "shape"), [(2, (5,)), (7.0, (1, 3, 40, 40))])
def test_a_pool_that_torch_refuses(size: Any, shape: tuple[int, ...]) -> None:
    assert summary(nn.MaxPool2d(7), (1, 3, 40, 40)).steps[-1].shape == (1, 3, 5, 5)
    for network in (nn.MaxPool2d(size), nn.Sequential(nn.Identity(), nn.MaxPool2d(size))):
        with pytest.raises(RunError, match=r"max_pool2d.* failed"):
            summary(network, shape)
