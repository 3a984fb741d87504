"""The same network in training mode, or on channels in another order: one way changed, no more."""

import pytest
import torch
from torch import nn

from cutaway.errors import NetworkError
from cutaway.networks.adopt import adopt
from cutaway.networks.network import Network
from cutaway.networks.variant import parted, variant


@pytest.fixture
def norm() -> Network:
    return adopt(nn.Sequential(nn.Conv2d(3, 2, 3), nn.BatchNorm2d(2)), "norm", (1, 3, 8, 8))


def test_in_training_parameters_are_shared_and_statistics_are_not(norm: Network) -> None:
    found = variant(norm, "train")
    assert (found.name, found.title) == ("norm@train", "norm (train)")
    assert found.module.training and not norm.module.training
    pairs = zip(norm.module.parameters(), found.module.parameters(), strict=True)
    assert all(one is other for one, other in pairs)
    found.module(torch.randn(4, 3, 8, 8))
    assert torch.equal(norm.module[1].running_mean, torch.zeros(2))  # type: ignore[index]


def test_channels_are_turned_after_all_other_arithmetic(norm: Network) -> None:
    picture = norm.pictures[0]
    (one,), (other,) = norm.prepare(picture), variant(norm, "bgr").prepare(picture)
    assert torch.equal(one.flip(1), other) and not torch.equal(one, other)
    assert variant(norm, "bgr", "rgb").preprocess == norm.preprocess


@pytest.mark.parametrize("grey", [False, True])
def test_what_cannot_be_turned_is_said(norm: Network, grey: bool) -> None:
    given = adopt(nn.Conv2d(1, 2, 3), "grey", (1, 1, 8, 8)) if grey else norm
    with pytest.raises(NetworkError, match="grey pictures" if grey else "RGB pictures already"):
        variant(given, "rgb")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("norm", ("norm", ())),
        ("norm@train", ("norm", ("train",))),
        ("norm@bgr@train", ("norm", ("bgr", "train"))),
        ("norm@home", ("norm@home", ())),
        ("norm@train@home@bgr", ("norm@train@home", ("bgr",))),
        ("norm@train@train", ("norm@train@train", ())),
        ("@train", ("@train", ())),
    ],
)
def test_a_name_says_in_which_way(name: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert parted(name) == expected
