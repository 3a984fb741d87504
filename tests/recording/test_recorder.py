"""The recorder keeps every value, names every call, and leaves no trace."""

import sys

import pytest
import torch
from torch import nn
from torch.nn import functional

from cutaway.errors import AddressError, CutawayError, RunError
from cutaway.explain.value import explain
from cutaway.ops.opaque import Opaque
from cutaway.recording.recorder import record
from cutaway.recording.recording import check_index


class InPlace(nn.Module):
    """Every way of overwriting a tensor in one forward."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.relu(self.conv(x))
        flat = y.view(y.shape[0], -1)
        flat.mul_(2)
        y += 1
        y[:, 0] = 0.25
        functional.leaky_relu(y, 0.5, True)
        return self.relu(y) + x


def test_in_place_calls_lose_nothing() -> None:
    torch.manual_seed(0)
    net, x = InPlace(), torch.randn(2, 3, 4, 4)
    given = x.clone()
    recording = record(net, x)
    assert torch.equal(x, given)
    conv = net.conv(x)
    assert torch.equal(recording.values["conv"], conv)
    assert (conv < 0).any(), "the values before the ReLU must be told from those after it"
    assert torch.equal(recording.values["relu"], conv.clamp(min=0))
    assert torch.equal(recording.values[recording.outputs[0]], net(x))


def test_a_write_through_a_view_is_seen_by_its_base() -> None:
    net, x = InPlace(), torch.randn(1, 3, 4, 4)
    recording = record(net, x)
    added = recording.step("add")
    before = recording.values[added.sources[0]]
    assert torch.equal(recording.values["add"], before + 1)
    assert torch.equal(before, net.conv(x).clamp(min=0) * 2)


def test_names_follow_the_modules() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.stem = nn.Conv2d(1, 2, 3, padding=1, padding_mode="reflect")
            self.body = nn.Sequential(nn.ReLU(), nn.Conv2d(2, 2, 1))
            self.act = nn.Tanh()

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            x = self.act(self.body(self.stem(x)))
            x = self.act(x + x)
            return torch.flatten(torch.flatten(x, 2), 1)

    recording = record(Net(), torch.randn(1, 1, 5, 5))
    assert [step.name for step in recording.steps] == [
        "input", "stem.pad", "stem.conv2d", "body.0", "body.1", "act", "add", "act#2",
        "flatten", "flatten#2",
    ]  # fmt: skip
    assert recording.step("body.1").module_kind == "Conv2d"
    assert recording.step("add").source.startswith("test_recorder.py:")
    assert recording.outputs == ("flatten#2",)


def test_training_leaves_statistics_modes_and_hooks_as_they_were() -> None:
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(inplace=True)).train()
    before = {name: value.clone() for name, value in net.state_dict().items()}
    record(net, torch.randn(4, 1, 6, 6))
    assert net.training
    for name, value in net.state_dict().items():
        assert torch.equal(value, before[name]), name
    hooks = [len(m._forward_hooks) + len(m._forward_pre_hooks) for m in net.modules()]
    assert hooks == [0, 0, 0, 0]


def test_unknown_calls_are_opaque_and_have_values() -> None:
    class Odd(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            first, _ = torch.sort(x, dim=-1)
            return torch.cumsum(first, -1) * 2

    x = torch.randn(1, 4)
    recording = record(Odd(), x)
    kinds = {step.name: type(step.operation).__name__ for step in recording.steps}
    assert isinstance(recording.step("cumsum").operation, Opaque)
    assert kinds["sort"] == kinds["sort#2"] == "Opaque"
    assert torch.equal(recording.values["sort"], x.sort(-1).values)


def test_a_failure_carries_the_steps_before_it_and_says_why() -> None:
    net = nn.Sequential(nn.Conv2d(3, 16, 4), nn.Flatten(), nn.Linear(576, 10))
    with pytest.raises(RunError, match=r"16·5·5 = 400 numbers, Linear expects 576") as caught:
        record(net, torch.randn(1, 3, 8, 8))
    partial = caught.value.partial
    assert [step.name for step in partial.steps] == ["input", "0", "1"]  # type: ignore[attr-defined]
    assert all(not m._forward_hooks for m in net.modules())
    with pytest.raises(RunError, match="the input has 3 channels"):
        record(nn.Conv2d(4, 2, 3), torch.randn(1, 3, 8, 8))


def test_a_failure_outside_any_call_is_told_too() -> None:
    class Fails(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            raise ValueError("no such head")

    said = r"failed after input \(test_recorder\.py:\d+\): no such head"
    with pytest.raises(RunError, match=said):
        record(Fails(), torch.zeros(1, 2))


def test_gradients_asked_for_inside_forward_are_the_networks_own() -> None:
    class Saliency(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = nn.Sequential(nn.Linear(6, 8), nn.ReLU(inplace=True), nn.Linear(8, 2))

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            with torch.enable_grad():
                seen = x.detach().requires_grad_(True)
                (gradient,) = torch.autograd.grad(self.body(seen).sum(), seen)
            return gradient * x

    torch.manual_seed(2)
    net, x = Saliency(), torch.randn(3, 6)
    recording = record(net, x)
    assert torch.equal(recording.values[recording.outputs[0]], net(x))
    assert explain(recording, "body.1", (0, 3), strict=True).adds_up


def test_a_forward_that_ends_the_program_does_not() -> None:
    class Leaves(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            sys.exit(3)

    with pytest.raises(CutawayError, match=r"it raised SystemExit\(3\)"):
        record(Leaves(), torch.zeros(1, 2))


def test_what_is_no_network_or_no_input_is_refused() -> None:
    with pytest.raises(CutawayError, match="got str"):
        record("vgg", torch.zeros(1))  # type: ignore[arg-type]
    with pytest.raises(CutawayError, match="runs on tensors; got list"):
        record(nn.ReLU(), [1.0])
    with pytest.raises(CutawayError, match="needs an input"):
        record(nn.ReLU())


def test_addresses_are_checked() -> None:
    recording = record(nn.Sequential(nn.Conv2d(1, 2, 3)), torch.zeros(1, 1, 5, 5))
    with pytest.raises(AddressError, match="did you mean input"):
        recording.step("inptu")
    with pytest.raises(AddressError, match=r"0…0, 0…1, 0…2, 0…2"):
        check_index(recording.step("0"), (0, 2, 0, 0))
    with pytest.raises(AddressError, match="has 4 axes"):
        check_index(recording.step("0"), (0, 0))


def test_tied_parameters_are_one() -> None:
    first = nn.Linear(3, 3)
    second = nn.Linear(3, 3)
    second.weight = first.weight
    recording = record(nn.Sequential(first, second), torch.zeros(1, 3))
    assert [p.size for p in recording.parameters] == [9, 3, 3]
    assert recording.parameters[0].names == ("0.weight", "1.weight")
