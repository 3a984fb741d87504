"""The figures that networks are compared by, against the papers and against torch."""

import pytest
import torch
from torch import Tensor, nn

from cutaway.explain.side_by_side import by_year, depth, portrait
from cutaway.networks.zoo import network
from cutaway.recording.shapes import record_shapes
from cutaway.recording.twin import twin_of
from cutaway.terminal.side_by_side import bars

DEPTHS = {
    "vgg-a": 11,
    "vgg-a-lrn": 11,
    "vgg-b": 13,
    "vgg-c": 16,
    "vgg-d": 16,
    "vgg-e": 19,
    "resnet-18": 18,
    "resnet-34": 34,
    "resnet-50": 50,
    "densenet-121": 121,
    "lenet-5": 5,
    "alexnet": 8,
    "googlenet": 22,
    "mobilenet-v1": 28,
}
"""What the papers call them, or say of their depth: Table 1 of arXiv:1409.1556, Table 1 of
arXiv:1512.03385, Table 1 of arXiv:1608.06993, section 5 of arXiv:1409.4842 ("22 layers deep when
counting only layers with parameters"), section 3.2 of arXiv:1704.04861 ("28 layers").
"""


@pytest.mark.parametrize(("name", "layers"), DEPTHS.items())
def test_the_depth_is_the_papers(name: str, layers: int) -> None:
    found = network(name)
    recording = record_shapes(found.skeleton, found.input_shape)
    assert portrait(recording, name, year=found.year).depth == layers


class Residual(nn.Module):
    """A block of two convolutions beside a shortcut of one, then a layer with scores."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = nn.Conv2d(1, 4, 3, padding=1), nn.Conv2d(4, 4, 3, padding=1)
        self.shortcut, self.norm = nn.Conv2d(1, 4, 1), nn.BatchNorm2d(4)
        self.fc = nn.Linear(4 * 6 * 6, 3)

    def forward(self, x: Tensor) -> Tensor:
        inner = self.norm(self.two(torch.relu(self.one(x))))
        return self.fc(torch.flatten(inner + self.shortcut(x), 1))  # type: ignore[no-any-return]


def test_a_shortcut_stands_beside_the_layers_that_it_passes() -> None:
    found = portrait(record_shapes(Residual().eval(), (1, 1, 6, 6)), "residual")
    assert (found.depth, found.weight_layers) == (3, 4)


def test_where_the_cost_sits_adds_up_to_the_whole() -> None:
    module = Residual().eval()
    found = portrait(record_shapes(module, (1, 1, 6, 6)), "residual")
    assert [layer.name for layer in found.layers] == ["one", "two", "shortcut", "fc"]
    params = sum(parameter.numel() for parameter in module.parameters())
    assert sum(layer.params for layer in found.layers) == found.params == params
    assert found.layers[1].params == 4 * 4 * 9 + 4 + 2 * 4, "the batch norm is part of its layer"
    assert [layer.macs for layer in found.layers] == [36 * 4 * 9, 36 * 4 * 36, 36 * 4, 144 * 3]
    assert found.weight_bytes == 4 * params


def test_the_field_is_of_the_windows_that_reach_farthest() -> None:
    found = portrait(record_shapes(Residual().eval(), (1, 1, 6, 6)), "residual")
    assert found.field == (5, 5)
    flat = nn.Sequential(nn.Flatten(), nn.Linear(4, 2))
    assert portrait(record_shapes(flat, (1, 1, 2, 2)), "flat").field == ()


def test_unknown_steps_make_the_figures_lower_bounds() -> None:
    class Odd(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            return torch.fft.fft2(x).real

    assert not portrait(record_shapes(Odd(), (1, 1, 4, 4)), "odd").complete
    assert depth(record_shapes(Odd(), (1, 1, 4, 4))) == 0


def test_those_with_a_year_come_first_in_their_order() -> None:
    recording = record_shapes(nn.ReLU(), (1, 1, 2, 2))
    years = [2016, 0, 1998, 2014, 0]
    found = by_year([portrait(recording, str(i), year=year) for i, year in enumerate(years)])
    assert [one.name for one in found] == ["2", "3", "0", "1", "4"]


def test_no_weight_is_touched() -> None:
    vgg = twin_of(network("tiny-vgg").module)
    assert portrait(record_shapes(vgg, (1, 1, 28, 28)), "tiny-vgg").params == 7740


def test_bars_are_eighths_and_nothing_has_none() -> None:
    assert bars([0, 1, 4, 8]) == " ▁▄█"
    assert bars([]) == "" and bars([0, 0]) == "  "
