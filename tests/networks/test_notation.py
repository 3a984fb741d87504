"""The paper's words, there and back, and the modules they stand for."""

import pytest
import torch

from cutaway.errors import NetworkError, ShapeError
from cutaway.explain.summary import summary
from cutaway.networks.build import build
from cutaway.networks.notation import parse, unparse
from cutaway.networks.vgg import COLUMNS


@pytest.mark.parametrize("words", [COLUMNS["D"], COLUMNS["E"], "conv1-3 LRN avgpool FC-7"])
def test_there_and_back(words: str) -> None:
    assert unparse(parse(words)) == words


@pytest.mark.parametrize("bad", ["", "conv3", "conv2-8", "conv3-64 pool", "FC-0", "conv3-0"])
def test_what_is_no_layer_is_named(bad: str) -> None:
    with pytest.raises(NetworkError, match="expected"):
        parse(bad)


def test_names_are_as_people_speak() -> None:
    net = build(parse("conv3-4 conv3-4 maxpool conv3-6 maxpool FC-8 FC-3"), (1, 1, 8, 8))
    assert list(dict(net.named_children())) == [
        "conv1_1", "relu1_1", "conv1_2", "relu1_2", "pool1", "conv2_1", "relu2_1", "pool2",
        "flatten", "fc3", "relu3", "fc4",
    ]  # fmt: skip
    assert net(torch.zeros(1, 1, 8, 8)).shape == (1, 3)


def test_the_papers_parameters() -> None:
    """Table 2 of Simonyan and Zisserman 2014: 138 and 144 million."""
    for words, params in ((COLUMNS["D"], 138_357_544), (COLUMNS["E"], 143_667_240)):
        with torch.device("meta"):
            net = build(parse(words), (1, 3, 224, 224))
        found = summary(net, (1, 3, 224, 224)).totals
        assert found.params == params and found.complete


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ShapeError, match="does not fit"):
        build(parse("maxpool maxpool FC-2"), (1, 1, 3, 3))
    with pytest.raises(ShapeError, match="cannot follow"):
        build(parse("FC-2 conv3-2"), (1, 1, 3, 3))
