"""Fields against gradients, and against arithmetic done by hand."""

import torch
from torch import nn

from cutaway.arithmetic.box import Box
from cutaway.explain.field import projective_field, receptive_field
from cutaway.explain.formula import fields
from cutaway.recording.recorder import record


def chain() -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(2, 3, 3, padding=1),
        nn.Conv2d(3, 4, 3, stride=2, dilation=2),
        nn.AvgPool2d(2),
        nn.Conv2d(4, 2, 2),
    )


def positive(net: nn.Module) -> nn.Module:
    for parameter in net.parameters():
        parameter.data.abs_().add_(0.1)
    return net


def test_receptive_field_is_the_gradients_support() -> None:
    net = positive(chain())
    x = torch.rand(1, 2, 21, 19, requires_grad=True)
    recording = record(net, x.detach())
    out = net(x)
    for index in ((0, 0, 0, 0), (0, 1, 2, 1), (0, 1, out.shape[2] - 1, out.shape[3] - 1)):
        (gradient,) = torch.autograd.grad(out[index], x, retain_graph=True)
        support = Box.around(tuple(i) for i in gradient.nonzero().tolist())
        assert support is not None and support.size > 1
        assert receptive_field(recording, "3", index)["input"] == support


def test_projective_field_is_the_gradients_support() -> None:
    net = positive(chain())
    x = torch.rand(1, 2, 21, 19, requires_grad=True)
    recording = record(net, x.detach())
    out = net(x)
    rows = [
        (tuple(i), torch.autograd.grad(out[tuple(i)], x, retain_graph=True)[0])
        for i in out.nonzero().tolist()
    ]
    met = 0
    for place in ((0, 0, 0, 0), (0, 1, 10, 9), (0, 1, 20, 18)):
        support = Box.around(index for index, gradient in rows if gradient[place] != 0)
        found = projective_field(recording, "input", place).get("3")
        assert found == support
        met += support is not None
    assert met >= 2


def test_sizes_and_jumps_by_hand() -> None:
    recording = record(chain(), torch.rand(1, 2, 21, 19))
    found = fields(recording)
    assert [found[s.name].size[0] for s in recording.steps] == [1, 3, 7, 9, 13]
    assert [found[s.name].jump[0] for s in recording.steps] == [1, 1, 2, 4, 4]


def test_a_join_feeds_only_where_its_input_stands() -> None:
    class Join(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.one = nn.Conv2d(1, 2, 1)
            self.two = nn.Conv2d(1, 3, 3, padding=1)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cat([self.one(x), self.two(x)], 1)

    recording = record(Join(), torch.rand(1, 1, 5, 5))
    fed = projective_field(recording, "two", (0, 1, 2, 2))["cat"]
    assert fed == Box.at((0, 3, 2, 2))
    assert fields(recording)["cat"].size == (3, 3)


def test_what_is_unknown_may_read_everything() -> None:
    class Odd(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.cumsum(x, -1)

    recording = record(Odd(), torch.rand(1, 2, 4, 4))
    assert not fields(recording)["cumsum"].known
    assert receptive_field(recording, "cumsum", (0, 0, 0, 0))["input"].size == 32
