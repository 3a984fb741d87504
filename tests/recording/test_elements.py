"""A batch: each element as it is alone in evaluation, mixed with the others in training."""

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from cutaway import Network, explain, network, receptive_field, record
from cutaway.errors import AddressError, ShapeError
from cutaway.recording.elements import batch_of, check_element, element_of, elements_in

PIXELS = torch.Generator().manual_seed(4)
X = torch.randn(3, 2, 6, 5, generator=PIXELS)


def normed() -> nn.Sequential:
    torch.manual_seed(1)
    net = nn.Sequential(nn.Conv2d(2, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten())
    net[1].running_mean.normal_()
    return net.requires_grad_(False)


class Odd(nn.Module):
    """Steps whose first axis is the batch, a multiple of it, another axis, or no axis."""

    def forward(self, x: Tensor) -> Tensor:
        windows = x.reshape(6, -1)
        return windows.sum(1).sum() + x.mean(0, keepdim=True) + x


@pytest.fixture(scope="module")
def tiny() -> Network:
    return network("tiny-vgg")


def test_pictures_in_a_list_are_one_batch_in_their_order(tiny: Network) -> None:
    pictures = list(tiny.pictures[:4])
    found = record(tiny, pictures)
    assert found.step("input").shape == (4, 1, 28, 28) and batch_of(found) == 4
    assert found.step("fc3").shape == (4, 10)
    with torch.no_grad():
        expected = tiny.module(torch.cat([tiny.prepare(picture)[0] for picture in pictures]))
    assert torch.equal(found.values["fc3"], expected)


def test_in_evaluation_each_element_is_as_alone(tiny: Network) -> None:
    pictures = list(tiny.pictures[:4])
    together = record(tiny, pictures)
    for element, picture in enumerate(pictures):
        alone = record(tiny, picture)
        for step in alone.steps:
            seen = element_of(together, step.name, element)
            torch.testing.assert_close(seen, alone.values[step.name], rtol=1e-5, atol=1e-5)
    first, last = (element_of(together, "fc3", element) for element in (0, 3))
    assert (first - last).abs().max() > 1  # that would not pass if all were the same


def test_in_training_a_batch_norm_reads_every_element() -> None:
    net = normed().train()
    together, alone = record(net, X), record(net, X[1:2])
    apart = (element_of(together, "1", 1) - alone.values["1"]).abs().max()
    assert apart > 0.1
    expected = functional.batch_norm(net[0](X), None, None, training=True)
    torch.testing.assert_close(together.values["1"], expected)
    found = explain(together, "1", (1, 2, 3, 1), strict=True)
    blocks = [block for term in _terms(found.term) for block in term.blocks]
    assert {tap for block in blocks for tap in block.taps[0]} == {0, 1, 2}
    assert receptive_field(together, "1", (1, 2, 3, 1))["input"].spans[0].size == 3


def test_in_evaluation_it_reads_its_own_alone() -> None:
    found = record(normed().eval(), X)
    assert explain(found, "1", (1, 2, 3, 1)).adds_up
    span = receptive_field(found, "1", (1, 2, 3, 1))["input"].spans[0]
    assert (span.start, span.stop) == (1, 2)


def test_rows_of_an_element() -> None:
    found = record(Odd(), X)
    by_shape = {step.shape: step.name for step in found.steps}
    windows = found.values[by_shape[6, 30]]
    assert torch.equal(element_of(found, by_shape[6, 30], 2), windows[4:5])
    assert torch.equal(element_of(found, "input", 2), X[2:3])
    one = by_shape[1, 2, 6, 5]
    assert torch.equal(element_of(found, one, 2), found.values[one])
    assert element_of(found, by_shape[()], 2).shape == ()
    assert one not in elements_in(found) and "input" in elements_in(found)
    assert elements_in(record(Odd(), X[:2])) != elements_in(record(nn.ReLU(), X[:1])) == frozenset()


def test_an_element_that_the_batch_does_not_have() -> None:
    found = record(normed(), X)
    assert check_element(found, "0", (2, 0, 0, 0)) == (2, 0, 0, 0)
    for element in (3, -1):
        with pytest.raises(AddressError, match=rf"0…2; got element {element} of 0"):
            check_element(found, "0", (element, 0, 0, 0))


def test_what_runs_together_has_one_size(tmp_path: Path) -> None:
    filters = network("filters")
    coffee, _, camera = filters.pictures
    with pytest.raises(ShapeError, match=r"one size; filters makes 3×\d+×\d+ of the first"):
        filters.prepare([coffee, camera])
    with pytest.raises(ShapeError, match="at least one input"):
        filters.prepare([])
    np.save(tmp_path / "two.npy", np.ones((2, 3, 9, 8)))
    (three,) = filters.prepare([tmp_path / "two.npy", torch.zeros(3, 9, 8)])
    assert three.shape == (3, 3, 9, 8) and three.sum(dim=(1, 2, 3)).tolist() == [216, 216, 0]


def _terms(term):  # type: ignore[no-untyped-def]  # a tree, flattened
    yield term
    for part in term.parts:
        yield from _terms(part)
