"""Added pictures are bounded by the bytes of their pixels, not by how many they are."""

import pytest
from PIL import Image

from cutaway.errors import AddressError
from cutaway.networks.adopt import adopt
from cutaway.networks.inputs.pictures import Picture
from cutaway.protocol.house import House
from cutaway.protocol.uploads import LEAST, Uploads, size_of
from tests.networks.inputs.test_pictures import encoded
from tests.protocol.test_house import Counted

SIDE = 700  # in colour 1.4 MiB


def square(side: int = SIDE, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (side, side))


def test_colour_weighs_three_times_grey() -> None:
    assert size_of(square()) == 3 * SIDE * SIDE == 3 * size_of(square(mode="L"))
    assert size_of(square()) > LEAST > size_of(square(mode="L"))


def test_the_oldest_leave_whatever_their_network() -> None:
    uploads = Uploads(3 * size_of(square()))
    kept = [uploads.add(network, name, square()) for network, name in ("xa", "yb", "xc")]
    assert [gone for _, gone in kept] == [[], [], []]
    fourth, gone = uploads.add("y", "d", square())
    assert gone == [("x", kept[0][0].id)]
    assert [picture.name for picture in uploads.of("x")] == ["c"]
    assert uploads.of("y") == (kept[1][0], fourth)


def test_a_large_one_takes_the_place_of_several_and_stays_itself() -> None:
    uploads = Uploads(3 * size_of(square()))
    small = [uploads.add("x", str(i), square())[0] for i in range(3)]
    large, gone = uploads.add("x", "large", square(2 * SIDE))
    assert size_of(square(2 * SIDE)) > 3 * size_of(square())
    assert gone == [("x", picture.id) for picture in small]
    assert uploads.of("x") == (large,)
    assert large.load().size == (2 * SIDE, 2 * SIDE)


def test_dots_count_too() -> None:
    uploads = Uploads(10 * LEAST)
    for number in range(25):
        uploads.add("x", f"{number}", square(1))
    assert [picture.name for picture in uploads.of("x")] == [f"{n}" for n in range(15, 25)]


def test_what_stands_for_a_run_made_elsewhere_stays() -> None:
    uploads = Uploads(2 * LEAST)
    uploads.add("net", "before", square(1))
    given = Picture("given", "given", "", "", square)
    uploads.replace("net", (given,))
    for number in range(3):
        uploads.add("net", f"{number}", square(1))
    assert [picture.name for picture in uploads.of("net")] == ["given", "1", "2"]


def test_with_a_picture_its_run_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cutaway.protocol.house.Uploads", lambda: Uploads(2 * LEAST))
    module = Counted()
    house = House(adopt(module, "net", (1, 3, 8, 8)))
    data = encoded(square(4))
    first, second = (house.add_picture("net", name, data) for name in "ab")
    for picture in (first, second, first):
        house.run("net", picture.id)
    assert module.runs == 2
    house.add_picture("net", "c", data)
    with pytest.raises(AddressError, match="add it again"):
        house.run("net", first.id)
    house.run("net", second.id)
    assert module.runs == 2
    assert [key for _, key in house._runs] == [second.id]
