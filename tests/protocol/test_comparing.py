"""Networks compared over the protocol: the figures, the steps that differ, and the maps."""

from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from cutaway.errors import AddressError, AskError, NetworkError
from cutaway.networks.adopt import adopt
from cutaway.networks.inputs.pictures import Picture
from cutaway.networks.network import Network
from cutaway.protocol.answer import answer
from cutaway.protocol.house import House
from cutaway.protocol.messages import Numbers
from cutaway.protocol.versus import GapMaps, Gaps, SideBySide
from cutaway.protocol.whole import handlers
from cutaway.recording.door import record
from tests.networks.inputs.test_pictures import encoded

RED = encoded(Image.new("RGB", (12, 12), (200, 90, 30)))


def made(name: str, bias: float = 0.0, broken: bool = False) -> Network:
    torch.manual_seed(2)
    module = nn.Sequential(
        nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(3 if broken else 400, 40)
    ).requires_grad_(False)
    module[0].bias[2] += bias
    return adopt(module, name, (1, 3, 12, 12))


@pytest.fixture(scope="module")
def house() -> House:
    found = House(made("one"))
    for network in (made("other", 0.5), made("broken", broken=True)):
        found.add(network)
    return found


def asked(house: House, method: str, **ask: object) -> Any:
    return answer(handlers(house), method, ask)


def floats(numbers: Numbers) -> torch.Tensor:
    return torch.from_numpy(np.frombuffer(numbers.data, "<f4").reshape(numbers.shape).copy())


def test_the_figures_of_several_networks(house: House) -> None:
    found: SideBySide = asked(house, "side_by_side", networks=["one", "tiny-vgg", "one"])
    assert [side.name for side in found.networks] == ["one", "tiny-vgg"]
    tiny = found.networks[1]
    assert (tiny.params, tiny.depth, tiny.field) == (7740, 5, (16, 16))
    assert sum(layer.macs for layer in tiny.layers) == tiny.macs
    assert {"one", "other", "tiny-vgg", "vgg-d"} <= set(found.known)
    with pytest.raises(AskError, match="at least one name"):
        asked(house, "side_by_side", networks=[])
    with pytest.raises(NetworkError, match="there is no network 'nothing'"):
        asked(house, "side_by_side", networks=["nothing"])
    with pytest.raises(NetworkError, match="broken does not run on its own input"):
        asked(house, "side_by_side", networks=["broken"])


def test_two_networks_on_one_picture(house: House) -> None:
    found: Gaps = asked(house, "gaps", a="one", b="other", picture="coffee")
    first = found.steps[found.first]
    assert (first.a, first.causes, first.shape_a) == ("0", ("weights",), (1, 4, 10, 10))
    assert first.gap is not None and first.gap.largest == pytest.approx(0.5, abs=1e-6)
    assert [step.status for step in found.steps] == ["equal", "differs", *["carried"] * 3]
    assert (found.picture_a, found.picture_b, found.turn) == ("coffee", "coffee", "bgr")


def test_maps_are_those_of_both_and_their_difference(house: House) -> None:
    ask = {"a": "one", "b": "other", "picture": "coffee", "step_a": "0", "step_b": "0"}
    found: GapMaps = asked(house, "gap_maps", **ask)
    a, b = (house.run(name, "coffee").recording.values["0"][0] for name in ("one", "other"))
    assert found.channel == 2, "the only channel whose bias was changed"
    assert torch.equal(floats(found.a), a[2]) and torch.equal(floats(found.b), b[2])
    assert torch.allclose(floats(found.gap), a[2] - b[2])
    assert found.peak == pytest.approx(float(torch.stack((a[2], b[2])).abs().max()))
    assert np.frombuffer(found.channels.data, "<i4").tolist() == [2, 0, 1, 3]
    assert floats(found.largest).tolist() == pytest.approx([0.5, 0, 0, 0], abs=1e-6)
    other: GapMaps = asked(house, "gap_maps", **ask, channel=1)
    assert other.channel == 1 and other.gap_peak == 0


def test_a_vector_is_laid_out_in_rows(house: House) -> None:
    ask = {"a": "one", "b": "other", "picture": "coffee", "step_a": "3", "step_b": "3"}
    found: GapMaps = asked(house, "gap_maps", **ask)
    values = house.run("one", "coffee").recording.values["3"][0]
    assert (found.channel, found.a.shape, found.total) == (-1, (5, 8), 40)
    assert torch.equal(floats(found.a).flatten(), values)


def test_the_same_network_run_otherwise(house: House) -> None:
    found: Gaps = asked(house, "gaps", a="one", b="one@train", picture="coffee")
    assert found.steps[found.first].causes == ("settings",)
    assert found.steps[found.first].settings[0].name == "statistics"
    turned: Gaps = asked(house, "gaps", a="one", b="one@bgr@train", picture="coffee")
    assert turned.steps[turned.first].causes == ("channels",) and turned.turn == "bgr"
    assert [network.name for network in house.own_networks] == ["one", "other", "broken"]
    with pytest.raises(NetworkError, match="there is no network 'one@train@train'"):
        asked(house, "gaps", a="one", b="one@train@train", picture="coffee")


def test_an_upload_is_lent_to_the_other_network(house: House) -> None:
    picture = house.add_picture("one", "red.png", RED)
    for _ in range(2):
        found: Gaps = asked(house, "gaps", a="one", b="other", picture=picture.id)
        assert found.picture_b == picture.id
        assert sum(own.id == picture.id for own in house.pictures("other")) == 1
    seven = house.find_picture("tiny-vgg", "7")
    assert house.lend(seven, "tiny-vgg", "one").id == "7"
    assert house.lend(seven, "tiny-vgg", "tiny-vgg") is seven
    another = Picture("7", "another", "", "", seven.load)
    assert [house.lend(another, "tiny-vgg", "one").id for _ in "ab"] == ["lent-7", "lent-7"]


def test_what_cannot_be_compared_is_said(house: House) -> None:
    with pytest.raises(NetworkError, match="broken fails half way"):
        asked(house, "gaps", a="one", b="broken", picture="coffee")
    with pytest.raises(NetworkError, match="share no step"):
        asked(house, "gaps", a="tiny-vgg", b="filters", picture="7")
    with pytest.raises(AddressError, match="there is no picture 'no'"):
        asked(house, "gaps", a="one", b="other", picture="no")
    ask = {"a": "one", "b": "other", "picture": "coffee"}
    with pytest.raises(AddressError, match="0 gives 4×10×10 and 400"):
        asked(house, "gap_maps", **ask, step_a="0", step_b="2")
    with pytest.raises(AddressError, match="there is no step 'gone'"):
        asked(house, "gap_maps", **ask, step_a="0", step_b="gone")
    with pytest.raises(AskError, match="channel is −1, or 0 … 3; got 4"):
        asked(house, "gap_maps", **ask, step_a="0", step_b="0", channel=4)


def test_a_recording_of_numbers_has_no_picture_to_share() -> None:
    house, network = House(made("one")), made("given")
    house.keep(network, record(network.module, torch.randn(1, 3, 12, 12)))
    with pytest.raises(NetworkError, match="recorded on numbers of its own"):
        asked(house, "gaps", a="given", b="one", picture=house.picture)
    assert asked(house, "gaps", a="given", b="given", picture=house.picture).first == -1
