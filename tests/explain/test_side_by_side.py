"""The figures that networks are compared by, against the papers and against torch."""

import pytest
import torch
from torch import Tensor, nn

from cutaway.explain.side_by_side import by_year, depth, portrait
from cutaway.networks.build import build
from cutaway.networks.notation import parse
from cutaway.networks.vgg import COLUMNS
from cutaway.networks.zoo import network
from cutaway.recording.shapes import record_shapes
from cutaway.recording.twin import twin_of
from cutaway.terminal.side_by_side import bars

LAYERS = {"A": 11, "A-LRN": 11, "B": 13, "C": 16, "D": 16, "E": 19}
"""The row "weight layers" of Table 1 of Simonyan and Zisserman 2014."""


@pytest.mark.parametrize(("column", "layers"), LAYERS.items())
def test_the_depth_of_a_column_is_the_papers(column: str, layers: int) -> None:
    with torch.device("meta"):
        module = build(parse(COLUMNS[column]), (1, 3, 224, 224))
    found = portrait(record_shapes(module, (1, 3, 224, 224)), column)
    assert (found.depth, found.weight_layers) == (layers, layers)


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
