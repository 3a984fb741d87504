"""Where two networks first differ: what was changed is what is named, and nothing else."""

import warnings
from collections import OrderedDict
from copy import deepcopy
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from cutaway.errors import NetworkError
from cutaway.explain.difference import Difference, difference
from cutaway.explain.judge_step import StepDifference
from cutaway.networks.find import network
from cutaway.recording.door import record


def net() -> nn.Sequential:
    """Three convolutions on colour pictures, with a batch norm, random but always the same."""
    torch.manual_seed(3)
    made = nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(3, 6, 3, padding=1),
            norm1=nn.BatchNorm2d(6),
            relu1=nn.ReLU(),
            conv2=nn.Conv2d(6, 6, 3, padding=1),
            relu2=nn.ReLU(),
            pool=nn.AdaptiveAvgPool2d(1),
            flatten=nn.Flatten(),
            fc=nn.Linear(6, 4),
        )
    )
    made.norm1.running_mean = torch.randn(6)  # type: ignore[assignment]  # a buffer
    return made.eval().requires_grad_(False)


def picture() -> Tensor:
    return torch.randn(1, 3, 12, 12, generator=torch.Generator().manual_seed(5))


def compared(a: nn.Module, b: nn.Module, seen: Tensor | None = None) -> Difference:
    x = picture()
    return difference(record(a, x), record(b, x if seen is None else seen))


def step(found: Difference, name: str) -> StepDifference:
    return next(one for one in found.steps if one.a == name)


def test_a_network_does_not_differ_from_itself() -> None:
    found = compared(net(), net())
    assert found.first is None and found.apart == 0
    assert {one.status for one in found.steps} == {"equal"} and len(found.steps) == 9


def test_a_checkpoint_with_one_other_weight_names_its_layer() -> None:
    b = net()
    with torch.no_grad():
        b.conv2.weight[4, 1, 2, 0] += 0.25
    found = compared(net(), b)
    first = found.first
    assert first is not None and (first.a, first.b, first.causes) == (
        "conv2",
        "conv2",
        ("weights",),
    )
    weight, bias = first.weights
    assert (weight.a, bias.a, bias.same) == ("conv2.weight", "conv2.bias", True)
    assert weight.apart is not None
    assert weight.apart.at == (4, 1, 2, 0) and weight.apart.largest == pytest.approx(0.25)
    peak = float(net().conv2.weight.abs().max())
    assert weight.apart.relative == pytest.approx(0.25 / peak)
    outputs = [record(one, picture()).values["conv2"] for one in (net(), b)]
    assert first.maps is not None
    assert first.maps.largest == pytest.approx(float((outputs[0] - outputs[1]).abs().max()))
    assert first.maps.at[1] == 4, "the kernel that was changed makes channel 4"
    statuses = [one.status for one in found.steps]
    assert statuses == ["equal"] * 4 + ["differs"] + ["carried"] * 4


def test_a_later_fault_is_told_too() -> None:
    b = net()
    with torch.no_grad():
        b.conv1.bias[0] += 1
        b.fc.weight[2, 3] += 1
    found = compared(net(), b)
    own = [one.a for one in found.steps if one.status == "differs"]
    assert own == ["conv1", "fc"] and found.first is step(found, "conv1")


def test_a_wrong_padding_names_the_layer_and_the_padding() -> None:
    b = net()
    b.conv2.padding = (0, 0)
    first = compared(net(), b).first
    assert first is not None and first.a == "conv2"
    assert "settings" in first.causes and first.maps is None
    assert [(one.name, one.a, one.b) for one in first.settings] == [("padding", "1", "0")]


def test_a_padding_that_keeps_the_shape_is_seen_as_well() -> None:
    b = net()
    b.conv2.padding, b.conv2.dilation = (2, 2), (2, 2)
    first = compared(net(), b).first
    assert first is not None and first.a == "conv2" and first.maps is not None
    changed = {one.name: (one.a, one.b) for one in first.settings}
    assert changed == {"padding": ("1", "2"), "dilation": ("1", "2")}


def test_pictures_in_the_other_order_of_colours_are_the_inputs_fault() -> None:
    found = compared(net(), net(), picture().flip(1))
    first = found.first
    assert first is not None and (first.a, first.causes) == ("input", ("channels",))
    assert all(one.status != "differs" for one in found.steps[1:])


def test_kernels_in_the_other_order_of_colours_are_the_layers_fault() -> None:
    b = net()
    b.conv1.weight = nn.Parameter(b.conv1.weight.flip(1))
    first = compared(net(), b).first
    assert first is not None and first.a == "conv1" and first.weights[0].reversed
    again = compared(net(), b, picture().flip(1))
    assert step(again, "conv1").status in ("equal", "close"), "turned twice is not turned"


def test_a_batch_norm_left_in_training_is_named() -> None:
    b = net()
    b.norm1.train()
    first = compared(net(), b).first
    assert first is not None and (first.a, first.causes) == ("norm1", ("settings",))
    assert ("statistics", "running", "of the batch") in [
        (one.name, one.a, one.b) for one in first.settings
    ]


def test_another_picture_is_the_inputs_fault() -> None:
    found = compared(net(), net(), picture() + 1)
    assert found.first is not None and found.first.causes == ("input",)


def test_rounding_is_no_difference() -> None:
    """The second convolution subtracts two maps that are nearly alike: of each number little but
    the rounding of the first one is left, and the activation passes that on.
    """
    torch.manual_seed(3)
    deep = nn.Sequential(nn.Conv2d(3, 2, 3), nn.Conv2d(2, 1, 1, bias=False), nn.ReLU())
    deep.requires_grad_(False)
    deep[0].weight[1], deep[0].bias[1] = deep[0].weight[0], deep[0].bias[0] - 0.001
    deep[1].weight[0] = torch.tensor([1.0, -1.0])[:, None, None]
    a = record(deep, picture())
    found = difference(a, record(deepcopy(deep).double(), picture().double()))
    assert found.first is None and found.apart == 0
    assert [one.status for one in found.steps] == ["equal", "close", "close", "rounding"]
    assert all(one.maps is not None and one.maps.largest < 1e-6 for one in found.steps)


def test_a_lower_precision_is_judged_by_that_precision() -> None:
    a, b = net(), net().to(torch.bfloat16)
    found = difference(record(a, picture()), record(b, picture().to(torch.bfloat16)))
    assert step(found, "conv1").status == "close"
    assert step(found, "conv1").maps is not None and step(found, "conv1").tolerance > 0.1


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_infinitely_far_from_all_others(value: float) -> None:
    b = net()
    with torch.no_grad():
        b.conv2.bias[1] = value
    found = compared(net(), b)
    assert found.first is step(found, "conv2")
    assert found.first.maps is not None and found.first.maps.largest == float("inf")
    again = compared(b, deepcopy(b))
    assert again.first is None and {one.status for one in again.steps} <= {"equal"}


def test_a_network_and_its_own_export_are_the_same(tmp_path: Path) -> None:
    """Names differ, and the batch norm is gone into its convolution."""
    pytest.importorskip("onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter calls itself old
        torch.onnx.export(net(), (picture(),), tmp_path / "net.onnx", dynamo=False)
    found = compared(net(), network(str(tmp_path / "net.onnx")).module)
    paired = {one.a: one for one in found.steps if one.a and one.b}
    assert {"norm1", "relu1", "conv2", "relu2", "pool", "fc"} <= set(paired)
    assert found.first is None


def test_two_networks_that_share_no_step_say_so() -> None:
    a = nn.Sequential(OrderedDict(one=nn.Conv2d(3, 2, 3)))
    b = nn.Sequential(OrderedDict(other=nn.Conv2d(3, 5, 3)))
    with pytest.raises(NetworkError, match=r"share no step: the first begins with one \(conv2d, 2"):
        compared(a, b)


def test_whoever_watches_hears_of_every_step() -> None:
    heard: list[int] = []
    recording = record(net(), picture())
    difference(recording, recording, heard.append)
    assert heard == list(range(1, 10))


def folded(bias: float = 0.0) -> nn.Module:
    """The same network, its batch norm multiplied into the convolution before it."""
    made = net()
    del made.norm1
    made.conv1 = fuse_conv_bn_eval(net().conv1, net().norm1)
    with torch.no_grad():
        made.conv1.bias[2] += bias
    return made.eval().requires_grad_(False)


@pytest.mark.parametrize("turned", [False, True])
def test_a_batch_norm_folded_into_its_convolution_is_no_difference(turned: bool) -> None:
    one, other = (folded(), net()) if turned else (net(), folded())
    found = compared(one, other)
    names = [("conv1", "norm1"), ("", "conv1")] if turned else [("norm1", "conv1"), ("conv1", "")]
    assert found.first is None
    assert {(each.a, each.b) for each in found.steps} >= set(names)
    assert {each.status for each in found.steps} <= {
        *("equal", "close", "rounding", "only a", "only b")
    }


def test_behind_a_folded_batch_norm_what_differs_is_still_found() -> None:
    other = folded()
    with torch.no_grad():
        other.fc.weight[0, 0] += 1
    first = compared(net(), other).first
    assert first and (first.a, first.causes) == ("fc", ("weights",))
    first = compared(net(), folded(bias=0.5)).first
    assert first and (first.a, first.causes) == ("conv1", ("weights",))
    first = compared(net(), folded(), picture().flip(1)).first
    assert first and (first.a, first.causes) == ("input", ("channels",))
    found = compared(net(), folded(), picture().flip(1))
    assert step(found, "norm1").status == "carried"
