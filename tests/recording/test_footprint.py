"""What a forward changes of its model is taken back; copies it makes of it are whole."""

import gc
import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from inspect import signature
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from cutaway.explain.summary import summary
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording
from cutaway.recording.shapes import record_shapes
from tests.recording.traces import fingerprint

SHAPE = (1, 3, 6, 6)
Run = Callable[..., Recording]
both = pytest.mark.parametrize("run", [record, record_shapes])


class Late(nn.Module):
    """Makes its last layer when it first runs, replaces another, and freezes its weights."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        x = self.layers(x).flatten(1)
        self.layers[1] = nn.Tanh()
        self.layers[0].weight.requires_grad = False
        if not hasattr(self, "last"):
            self.last = nn.Linear(x.shape[1], 2)
        return torch.tanh(self.last(x))


@both
def test_layers_made_and_weights_frozen_while_it_runs(run: Run) -> None:
    network = Late()
    before = fingerprint(network)
    run(network, torch.ones(SHAPE))
    assert fingerprint(network) == before
    assert [name for name, _ in network.named_modules()] == ["", "layers", "layers.0", "layers.1"]


def doubled(layer: nn.Conv2d) -> None:
    layer.double()


def by_data(layer: nn.Conv2d) -> None:
    for tensor in layer.parameters():
        tensor.data = tensor.data.double()


@pytest.mark.parametrize("change", [doubled, by_data])
def test_parameters_are_told_as_they_were(change: Callable[[nn.Conv2d], None]) -> None:
    class Cast(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Conv2d(3, 4, 3)

        def forward(self, x: Tensor) -> Any:
            change(self.layer)
            return self.layer(x.double())

    values, shapes = record(Cast(), torch.ones(SHAPE)), record_shapes(Cast(), SHAPE)
    assert values.parameters == shapes.parameters
    assert [parameter.bytes for parameter in shapes.parameters] == [4 * 108, 4 * 4]
    assert [step.ref for step in values.steps] == [step.ref for step in shapes.steps]
    assert values.steps[-1].operation == shapes.steps[-1].operation
    assert values.steps[-1].dtype == "float64"


class Handed(nn.Module):
    """Gives a tensor made before the numbers of a step."""

    def forward(self, x: Tensor) -> Tensor:
        y = torch.zeros(1)
        y.data = x * 2
        return y + 1


@both
def test_a_tensor_given_the_numbers_of_a_step_is_that_step(run: Run) -> None:
    steps = run(Handed(), torch.ones(SHAPE)).steps
    assert [step.sources for step in steps] == [(), ("input",), ("mul",)]


COPIES: dict[str, Callable[[nn.Module], Any]] = {
    "deepcopy": deepcopy,
    "pickle": lambda module: pickle.loads(pickle.dumps(module)),
}
TAKEN: list[tuple[Callable[[nn.Module], Any], list[nn.Module]]] = []


def copied(module: nn.Module, args: object) -> None:
    for how, copies in TAKEN:
        copies.append(how(module))


@both
@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("inside", [False, True])
def test_a_copy_made_while_it_runs_works_afterwards(run: Run, name: str, inside: bool) -> None:
    copies: list[nn.Module] = []
    TAKEN[:] = [(COPIES[name], copies)]
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(inplace=True))
    hook = (network[0] if inside else network).register_forward_pre_hook(copied)
    x = torch.randn(SHAPE)
    run(network, x)
    hook.remove()
    TAKEN.clear()
    (copy,), original = copies, network[0] if inside else network
    found, expected = copy(x), original(x)
    assert found.shape == expected.shape
    assert run is record_shapes or torch.equal(found, expected)  # shapes alone have no numbers
    assert [*copy.state_dict()] == [*original.state_dict()]


class Curious(nn.Module):
    """Asks a layer's forward what it is."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Conv2d(3, 4, 3)
        self.answers: list[object] = []

    def forward(self, x: Tensor) -> Any:
        own: Any = self.layer.forward
        named = own.__name__, own.__code__.co_argcount, [*signature(own).parameters]
        self.answers += [own.__self__ is self.layer, own.__func__ is nn.Conv2d.forward, *named]
        return self.layer(x)


@both
def test_a_forward_tells_of_itself_what_it_is(run: Run) -> None:
    network = Curious()
    run(network, torch.ones(SHAPE))
    assert network.answers == [True, True, "forward", 2, ["input"]]


class Shrinking(nn.Module):
    """Writes into several of its weights by one call."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Any:
        torch._foreach_mul_([self.layer.weight, self.layer.bias], 0.5)
        return self.layer(x)


def test_shapes_of_what_writes_into_a_list_of_weights() -> None:
    network = Shrinking()
    before = fingerprint(network)
    assert record_shapes(network, SHAPE).steps[-1].shape == (1, 4, 4, 4)
    assert fingerprint(network) == before


@both
def test_a_forward_that_was_kept_is_the_modules_own_afterwards(run: Run) -> None:
    kept: list[Callable[[Tensor], Tensor]] = []

    class Keeping(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.ReLU()

        def forward(self, x: Tensor) -> Tensor:
            kept.append(self.layer.forward)
            doubled: Tensor = self.layer(x) * 2
            return doubled

    network = Keeping()
    recording = run(network, torch.randn(SHAPE))
    assert [step.call for step in recording.steps] == ["input", "relu", "mul"]
    assert kept[0](torch.tensor([-1.0, 2.0])).tolist() == [0, 2]
    assert len(recording.steps) == 3


@pytest.mark.parametrize("run", [record, record_shapes, summary])
def test_what_a_run_made_goes_with_it(run: Callable[..., object]) -> None:
    network, x = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU()), torch.randn(1, 3, 8, 8)
    run(network, x)
    gc.collect()
    gc.disable()
    try:
        run(network, x)
        assert gc.collect() == 0, "something refers to itself in a circle"
    finally:
        gc.enable()


@both
@pytest.mark.parametrize("everywhere", [False, True])
def test_what_a_hook_on_torchs_own_modules_rebinds_is_taken_back(
    run: Run, everywhere: bool
) -> None:
    network = nn.Sequential(nn.Conv2d(3, 4, 1), nn.ReLU())

    def change(module: nn.Module, *given: object) -> None:
        network[0].stride = (1, 1)
        network[1].inplace = True
        network[1].mark = 3

    before = fingerprint(network)
    register: Any = nn.modules.module.register_module_forward_pre_hook
    hook = register(change) if everywhere else network[0].register_forward_pre_hook(change)
    try:
        run(network, torch.randn(SHAPE))
    finally:
        hook.remove()
    assert fingerprint(network) == before
    assert network[1].inplace is False


class Twinned(nn.Module):
    """Runs a copy of itself that has another layer."""

    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Conv2d(3, 4, 1)

    def forward(self, x: Tensor, again: bool = True) -> Tensor:
        if again:
            twin = copy(self)
            twin._modules = {"layer": nn.Conv2d(3, 7, 1)}
            x = twin(x, False)
            return x
        found: Tensor = self.layer(x)
        return found


@both
def test_a_copy_of_the_network_in_its_own_forward_is_what_runs(run: Run) -> None:
    assert run(Twinned(), torch.randn(SHAPE)).steps[-1].shape[1] == 7


@both
def test_what_an_activation_of_the_authors_rebinds_is_taken_back(run: Run) -> None:
    def activation(x: Tensor) -> Tensor:
        network.linear1.weight.requires_grad_(False)
        network.linear2.bias = None
        return torch.relu(x)

    network = nn.TransformerEncoderLayer(8, 2, 8, dropout=0.0, activation=activation)
    before = fingerprint(network)
    run(network, torch.randn(2, 5, 8))
    assert fingerprint(network) == before
