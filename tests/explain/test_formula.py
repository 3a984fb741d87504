"""Fields as a formula: against arithmetic by hand, published figures, and the gradient."""

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway.explain.formula import Field, fields
from cutaway.networks.zoo import network
from cutaway.recording.shapes import record_shapes


def field(net: nn.Module, *shape: int) -> Field:
    """Of a network's last step."""
    recording = record_shapes(net, shape)
    return fields(recording)[recording.steps[-1].name]


def test_vgg16() -> None:
    found = network("vgg16")
    table = fields(record_shapes(found.module, found.input_shape))
    assert table["conv1_1"] == Field((3, 3), (1, 1), (-1, -1))
    assert table["conv5_3"] == Field((196, 196), (16, 16), (-90, -90))
    assert table["pool5"] == Field((212, 212), (32, 32), (-90, -90))
    assert table["flatten"].size == (212, 212)
    assert table["fc6"] == Field((224, 224), (0, 0), (0, 0))


class Bottleneck(nn.Module):
    """ResNet-50's block: 1×1, 3×3, 1×1 beside a shortcut (He et al. 2015), one channel wide."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.one = nn.Conv2d(1, 1, 1)
        self.three = nn.Conv2d(1, 1, 3, stride=stride, padding=1)
        self.out = nn.Conv2d(1, 1, 1)
        self.short = nn.Conv2d(1, 1, 1, stride=stride)

    def forward(self, x: Tensor) -> Tensor:
        return functional.relu(self.out(self.three(self.one(x))) + self.short(x))


def resnet50() -> nn.Sequential:
    blocks = [
        Bottleneck(2 if stage and not block else 1)
        for stage, count in enumerate((3, 4, 6, 3))
        for block in range(count)
    ]
    return nn.Sequential(nn.Conv2d(3, 1, 7, 2, 3), nn.MaxPool2d(3, 2, 1), *blocks)


def test_the_last_stage_of_resnet50_on_its_longest_path() -> None:
    size, jump = 7, 2
    size, jump = size + 2 * jump, 4
    for stage, count in enumerate((3, 4, 6, 3)):
        for block in range(count):
            size += 2 * jump
            jump *= 2 if stage and not block else 1
    assert (size, jump) == (427, 32)
    found = field(resnet50(), 1, 3, 224, 224)
    assert (found.size, found.jump) == ((427, 427), (32, 32))
    assert found.start == (-213, -213)


@pytest.mark.parametrize(
    ("net", "expected"),
    [
        (nn.Conv2d(1, 1, 3, dilation=4), Field((9, 9), (1, 1), (0, 0))),
        (nn.Conv2d(1, 1, 4, padding="same"), Field((4, 4), (1, 1), (-1, -1))),
        (nn.Conv2d(1, 1, (3, 1), stride=(2, 3)), Field((3, 1), (2, 3), (0, 0))),
        (nn.ReflectionPad2d((2, 0, 1, 0)), Field((1, 1), (1, 1), (-1, -2))),
        (nn.Conv2d(1, 1, 1, stride=2), Field((1, 1), (2, 2), (0, 0))),
        (nn.ConvTranspose2d(1, 1, 4, 2, 1), Field((2, 2), (0.5, 0.5), (-1, -1))),
        (nn.ConvTranspose2d(1, 1, 3, 2), Field((2, 2), (0.5, 0.5), (-1, -1))),
        (nn.Upsample(scale_factor=3), Field((1, 1), (1 / 3, 1 / 3), (-2 / 3, -2 / 3))),
        (nn.LPPool2d(2, 3, stride=2), Field((3, 3), (2, 2), (0, 0))),
        (nn.PixelUnshuffle(2), Field((2, 2), (2, 2), (0, 0))),
        (nn.AdaptiveAvgPool2d(1), Field((24, 20), (0, 0), (0, 0))),
        (nn.AdaptiveAvgPool2d((6, 5)), Field((4, 4), (4, 4), (0, 0))),
    ],
    ids=str,
)  # fmt: skip
def test_one_step_by_hand(net: nn.Module, expected: Field) -> None:
    assert field(net, 1, 1, 24, 20) == expected


class Moves(nn.Module):
    """A crop with a step, axes that change places and come back, a gate over everything."""

    def __init__(self, gate: bool) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3, padding=1)
        self.mix = nn.Linear(2, 2)
        self.out = nn.Conv2d(2, 2, 3, stride=2)
        self.gate = gate

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(x)[:, :, 4::2, 1:]
        x = self.mix(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
        if self.gate:
            x = x * x.mean((2, 3), keepdim=True)
        return self.out(x)


def test_steps_that_move_and_slice() -> None:
    # rows: from 4 in steps of 2, three wide before, 3 + 2·2 after; columns: from 1, 3 + 2·1
    found = field(Moves(gate=False), 1, 1, 24, 20)
    assert (found.size, found.jump, found.start) == ((7, 5), (4, 2), (3, 0))


def test_a_gate_sees_everything_and_keeps_the_stride() -> None:
    found = field(Moves(gate=True), 1, 1, 24, 20)
    assert (found.size, found.jump) == ((24, 20), (4, 2))


def test_a_join_sees_from_the_first_position_to_the_last() -> None:
    class Join(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            left = functional.pad(x, (3, 0, 0, 0))[..., :-3]  # three to the left of itself
            right = functional.pad(x, (0, 2, 0, 0))[..., 2:]  # two to the right
            return left + right

    found = field(Join(), 1, 1, 8, 12)
    assert (found.size, found.jump, found.start) == ((1, 6), (1, 1), (0, -3))


def test_a_convolution_over_an_enlarged_map() -> None:
    # copies: 2, then three of them: positions (i − 1) // 2 … (i + 1) // 2, two at the most
    net = nn.Sequential(nn.Upsample(scale_factor=2), nn.Conv2d(1, 1, 3, padding=1))
    assert field(net, 1, 1, 8, 6) == Field((2, 2), (0.5, 0.5), (-1, -1))


def test_a_flattened_map_keeps_its_field_until_it_is_read_as_a_whole() -> None:
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.Linear(2 * 6 * 4, 3))
    recording = record_shapes(net, (1, 1, 8, 6))
    table = fields(recording)
    assert (table["1"].size, table["1"].jump) == ((3, 3), (0, 0))
    assert table["2"].size == (8, 6)


@pytest.mark.parametrize("shape", [(0, 3, 4, 4), (2, 0, 4, 4), (2, 3, 0, 4)])
def test_an_empty_batch_has_fields_too(shape: tuple[int, ...]) -> None:
    run = record_shapes(nn.Sequential(nn.ReLU(), nn.Flatten()), torch.ones(shape))
    found = fields(run)
    assert found["0"] == Field((1, 1), (1, 1), (0, 0))
    if shape[0] == 0:
        assert found["1"] == Field((1, 1), (0, 0), (0, 0))  # flattened: moves unevenly


def test_one_and_three_dimensions() -> None:
    assert field(nn.Conv1d(2, 1, 5, stride=3, padding=1), 1, 2, 20) == Field((5,), (3,), (-1,))
    found = field(nn.MaxPool3d((1, 2, 3), stride=1), 1, 2, 4, 5, 6)
    assert found == Field((1, 2, 3), (1, 1, 1), (0, 0, 0))
    assert field(nn.Linear(4, 2), 3, 4) == Field((), (), ())


def test_the_formula_is_the_gradients_support_inside_the_map() -> None:
    torch.manual_seed(0)
    net = nn.Sequential(
        nn.Conv2d(1, 1, 3, 2, 1), nn.AvgPool2d(3, 1), nn.Conv2d(1, 1, 2, dilation=2)
    )
    for parameter in net.parameters():
        parameter.data.abs_().add_(0.1)
    x = torch.rand(1, 1, 40, 30, requires_grad=True)
    out, found = net(x), field(net, 1, 1, 40, 30)
    for at in (2, 5, 8):
        (gradient,) = torch.autograd.grad(out[0, 0, at, at], x, retain_graph=True)
        seen = gradient[0, 0].nonzero()
        for axis in (0, 1):
            first = found.start[axis] + at * found.jump[axis]
            assert int(seen[:, axis].min()) == first
            assert int(seen[:, axis].max()) == first + found.size[axis] - 1
