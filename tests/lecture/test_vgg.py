"""The table of the VGG paper, built from its own words and counted without any weights.

Parameters include biases; GMACs are of the convolutions and fully connected layers.
"""

from itertools import groupby

import pytest
import torch

import cutaway
from cutaway.explain.summary import Summary
from cutaway.networks.architectures.build import build
from cutaway.networks.architectures.published.vgg import VGGS
from cutaway.networks.notation.layers import Conv, Full, Pool, SoftMax
from cutaway.networks.notation.text import parse
from cutaway.networks.notation.vgg import COLUMNS

SHAPE = (1, 3, 224, 224)


def counted(words: str) -> Summary:
    with torch.device("meta"):
        net = build(parse(words), SHAPE)
    return cutaway.summary(net, SHAPE)


def weight_layers(words: str) -> int:
    return sum(isinstance(layer, Conv | Full) for layer in parse(words))


@pytest.mark.parametrize(
    ("column", "layers"), [("A", 11), ("A-LRN", 11), ("B", 13), ("C", 16), ("D", 16), ("E", 19)]
)
def test_weight_layers(column: str, layers: int) -> None:
    assert weight_layers(COLUMNS[column].words) == layers == COLUMNS[column].printed


@pytest.mark.parametrize(
    ("column", "params", "millions"),
    [
        ("A", 132_863_336, 133),
        ("A-LRN", 132_863_336, 133),
        ("B", 133_047_848, 133),
        ("C", 133_638_952, 134),
        ("D", 138_357_544, 138),
        ("E", 143_667_240, 144),
    ],
)
def test_parameters(column: str, params: int, millions: int) -> None:
    found = counted(COLUMNS[column].words).totals.params
    assert found == params
    assert round(found / 1e6) == millions, "as table 2 of the paper prints them"


@pytest.mark.parametrize(
    ("column", "params"),
    [("A", 9_220_480), ("B", 9_404_992), ("C", 9_996_096), ("D", 14_714_688), ("E", 20_024_384)],
)
def test_parameters_of_the_convolutions(column: str, params: int) -> None:
    rows = counted(COLUMNS[column].words).steps
    assert sum(row.params for row in rows if row.kind == "Conv") == params


@pytest.mark.parametrize(
    ("column", "macs", "gmacs"),
    [
        ("A", 7_609_090_048, 7.609),
        ("A-LRN", 7_609_090_048, 7.609),
        ("B", 11_308_466_176, 11.308),
        ("C", 11_770_888_192, 11.771),
        ("D", 15_470_264_320, 15.470),
        ("E", 19_632_062_464, 19.632),
    ],
)
def test_multiply_adds(column: str, macs: int, gmacs: float) -> None:
    found = counted(COLUMNS[column].words).totals.macs
    assert found == macs
    assert round(found / 1e9, 3) == gmacs


SCRAMBLED = {
    "C": ("conv3-256 conv3-256 conv1-256", "conv3-256 conv1-256"),
    "D": ("conv3-256 conv3-256 conv3-256", "conv3-256 conv3-256"),
    "E": ("conv3-256 conv3-256 conv3-256 conv3-256", "conv3-256 conv3-256 conv3-256"),
}


@pytest.mark.parametrize(
    ("column", "layers", "params"),
    [("C", 15, 133_048_872), ("D", 15, 137_767_464), ("E", 18, 143_077_160)],
)
def test_the_copied_table_lost_a_layer_in_three_columns(
    column: str, layers: int, params: int
) -> None:
    right, wrong = SCRAMBLED[column]
    assert right in COLUMNS[column].words
    words = COLUMNS[column].words.replace(right, wrong)
    assert weight_layers(words) == layers != weight_layers(COLUMNS[column].words)
    assert counted(words).totals.params == params


def test_vgg16_has_five_blocks_and_three_fully_connected_layers() -> None:
    layers = parse(COLUMNS["D"].words)
    runs = [(kind, len(list(run))) for kind, run in groupby(layers, type)]
    assert [count for kind, count in runs if kind is Conv] == [2, 2, 3, 3, 3]
    assert [count for kind, count in runs if kind is Pool] == [1] * 5
    assert [count for kind, count in runs if kind is Full] == [3]


def test_vgg_a_has_blocks_of_a_single_convolution() -> None:
    runs = [(kind, len(list(run))) for kind, run in groupby(parse(COLUMNS["A"].words), type)]
    assert [count for kind, count in runs if kind is Conv] == [1, 1, 2, 2, 2]


def test_every_column_has_a_name() -> None:
    assert [known.name for known in VGGS] == [f"vgg-{name.lower()}" for name in COLUMNS]
    assert all(isinstance(parse(known.words)[-1], SoftMax) for known in VGGS)
