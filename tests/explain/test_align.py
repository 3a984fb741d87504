"""Steps of two networks that stand for each other: by name, then by order and shape."""

from collections import OrderedDict

import torch
from torch import Tensor, nn

from cutaway.explain.align import align, shares_a_step
from cutaway.recording.shapes import record_shapes


def paired(a: nn.Module, b: nn.Module, size: int = 8) -> list[tuple[str, str]]:
    one, other = (record_shapes(net, (1, 1, size, size)) for net in (a, b))
    return [
        (pair.a.name if pair.a else "", pair.b.name if pair.b else "") for pair in align(one, other)
    ]


def conv(inputs: int = 1, outputs: int = 1, **how: int) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, 3, **how)


def test_a_network_is_its_own_partner_whatever_the_shapes() -> None:
    wide, narrow = nn.Sequential(conv(padding=1), nn.ReLU()), nn.Sequential(conv(), nn.ReLU())
    assert paired(wide, narrow) == [("input", "input"), ("0", "0"), ("1", "1")]


def test_names_count_before_order() -> None:
    a = nn.Sequential(OrderedDict(first=conv(padding=1), second=conv(padding=1)))
    b = nn.Sequential(OrderedDict(second=conv(padding=1), first=conv(padding=1)))
    assert paired(a, b) == [("input", "input"), ("first", "first"), ("second", "second")]


def test_without_a_common_name_order_and_shape_count() -> None:
    a = nn.Sequential(OrderedDict(conv=conv(1, 2), act=nn.ReLU(), pool=nn.MaxPool2d(2)))
    b = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2)).eval()
    expected = [("input", "input"), ("conv", "0"), ("", "1"), ("act", "2"), ("pool", "3")]
    assert paired(a, b) == expected


def test_a_number_names_a_place_not_a_layer() -> None:
    """After a layer that was put in, the places of a Sequential mean other layers."""
    a = nn.Sequential(conv(1, 2), nn.ReLU(), conv(2, 4), nn.ReLU(), conv(4, 4), nn.ReLU())
    b = nn.Sequential(
        conv(1, 2), nn.BatchNorm2d(2), nn.ReLU(), conv(2, 4), nn.ReLU(), nn.ReLU()
    ).eval()
    found = paired(a, b)
    assert found[:5] == [("input", "input"), ("0", "0"), ("", "1"), ("1", "2"), ("2", "3")]
    assert ("4", "") in found, "the third convolution has no partner"


def test_kinds_must_agree() -> None:
    a = nn.Sequential(OrderedDict(act=nn.ReLU(), end=nn.MaxPool2d(2)))
    b = nn.Sequential(OrderedDict(act=nn.Softmax(1), end=nn.AvgPool2d(2)))
    found = paired(a, b)
    assert found == [("input", "input"), ("act", ""), ("end", ""), ("", "act"), ("", "end")]


class Branches(nn.Module):
    """Two branches, run in either order."""

    def __init__(self, turned: bool) -> None:
        super().__init__()
        self.left, self.right, self.turned = conv(), conv(), turned

    def forward(self, x: Tensor) -> Tensor:
        if self.turned:
            right = self.right(x)
            return torch.cat((self.left(x), right))
        left = self.left(x)
        return torch.cat((left, self.right(x)))


def test_branches_that_run_in_another_order_keep_their_partners() -> None:
    expected = [(name, name) for name in ("input", "left", "right", "cat")]
    assert paired(Branches(False), Branches(True)) == expected


def test_the_input_alone_is_nothing_in_common() -> None:
    one, other = record_shapes(conv(), (1, 1, 8, 8)), record_shapes(nn.ReLU(), (1, 1, 8, 8))
    assert not shares_a_step(align(one, other))
    assert shares_a_step(align(one, one))
