"""A batch in the house: one run for all its pictures, and every answer is of the one asked for."""

from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from cutaway.errors import AddressError, AskError, BudgetError, ShapeError
from cutaway.explain import room
from cutaway.networks.adopt import adopt
from cutaway.protocol.answer import answer
from cutaway.protocol.house import House
from cutaway.protocol.messages import Maps, Numbers, Opened, Overview, Run
from cutaway.protocol.uploads import LEAST, Uploads
from cutaway.protocol.whole import handlers
from cutaway.recording.budget import check_budget
from cutaway.recording.door import record
from tests.networks.inputs.test_pictures import encoded
from tests.protocol.test_house import Counted

COLOURS = ("red", "lime", "blue")
SAMPLES = ("1", "2", "6")


def asked(house: House, method: str, **ask: object) -> Any:
    return answer(handlers(house), method, ask)


def floats(found: Numbers) -> torch.Tensor:
    return torch.from_numpy(np.frombuffer(found.data, "<f4").reshape(found.shape).copy())


def counted(size: tuple[int, int] = (4, 4)) -> tuple[House, Counted, list[str]]:
    """A house with three pictures of one colour each, not yet a batch."""
    module = Counted()
    house = House(adopt(module, "net", (1, 3, 8, 8)))
    data = [encoded(Image.new("RGB", size, colour)) for colour in COLOURS]
    added = [
        house.add_picture("net", name, each).id for name, each in zip(COLOURS, data, strict=True)
    ]
    return house, module, added


@pytest.fixture(scope="module")
def house() -> House:
    return House()


@pytest.fixture(scope="module")
def ids(house: House) -> list[str]:
    found = asked(house, "batch", network="tiny-vgg", pictures=list(SAMPLES))
    return [picture.id for picture in found.pictures]


def test_all_pictures_run_once_in_one_pass() -> None:
    house, module, added = counted()
    batch = house.add_batch("net", added)
    runs = [house.run("net", picture.id) for picture in batch]
    assert module.runs == 1
    assert [run.element for run in runs] == [0, 1, 2]
    assert [run.picture.name for run in runs] == list(COLOURS)
    assert all(run.recording is runs[0].recording for run in runs)
    assert runs[0].recording.values["input"][:, :, 0, 0].tolist() == torch.eye(3).tolist()
    assert [picture.name for picture in house.pictures("net")][-3:] == list(COLOURS)
    with pytest.raises(AddressError, match="there is no picture"):
        house.run("net", added[0])


def test_runs_of_pictures_that_were_alone_are_forgotten() -> None:
    house, module, added = counted()
    for picture in (*added, "coffee"):
        house.run("net", picture)
    house.add_batch("net", [*added, "coffee"])
    assert [key for _, key in house._runs] == ["coffee"] and module.runs == 4


def test_the_list_says_which_run_together(house: House, ids: list[str]) -> None:
    opened: Opened = asked(house, "open", network="tiny-vgg")
    told = [(p.id, p.element, p.batch) for p in opened.pictures if p.batch > 1]
    assert told == [(picture, i, 3) for i, picture in enumerate(ids)]
    assert [p.label for p in opened.pictures[-3:]] == [
        house.find_picture("tiny-vgg", sample).label for sample in SAMPLES
    ]


@pytest.mark.parametrize("element", range(3))
def test_every_answer_is_of_its_element(house: House, ids: list[str], element: int) -> None:
    """Tiny VGG has no step that mixes elements: each answers as its picture does alone."""
    together = {"network": "tiny-vgg", "picture": ids[element]}
    alone = {"network": "tiny-vgg", "picture": SAMPLES[element]}

    def both(method: str, **ask: object) -> tuple[Any, Any]:
        return asked(house, method, **together, **ask), asked(house, method, **alone, **ask)

    run, own = both("run")
    assert [s.index for s in run.scores] == [s.index for s in own.scores]
    near = [pytest.approx(s.logit, rel=1e-5, abs=1e-5) for s in own.scores]
    assert [s.logit for s in run.scores] == near
    assert (run.picture.element, run.picture.label) == (element, own.picture.label)
    for name in ("input", "conv1_2", "pool2"):
        found, expected = both("values", step=name, channel=0)
        torch.testing.assert_close(floats(found.values), floats(expected.values))
        found, expected = both("maps", step=name, order="channel")
        assert found.peak == pytest.approx(expected.peak, rel=1e-5)
    parts, expected = both("parts", step="conv2_1", channel=3)
    torch.testing.assert_close(floats(parts.output), floats(expected.output))
    assert [p.channel for p in parts.parts] == [p.channel for p in expected.parts]
    for one, other in zip(parts.parts, expected.parts, strict=True):
        torch.testing.assert_close(floats(one.adds), floats(other.adds), rtol=1e-4, atol=1e-5)
    overview, _ = both("overview")
    assert isinstance(overview, Overview) and isinstance(overview.maps[0], Maps)
    at = {**together, "step": "input", "index": [element, 0, 9, 14]}
    pixel = asked(house, "explain", **at).pixel
    image = house.find_picture("tiny-vgg", SAMPLES[element]).load().convert("L")
    assert pixel.trail[0] == image.getpixel((14, 9))
    field = asked(house, "field", **{**at, "step": "conv1_2", "index": [element, 0, 9, 14]})
    boxes = [(box.start[0], box.stop[0]) for box in (*field.reads, *field.feeds)]
    assert set(boxes) == {(element, element + 1)} and len(boxes) > 5


def test_elements_differ(house: House, ids: list[str]) -> None:
    seen = [asked(house, "values", network="tiny-vgg", picture=picture, step="pool1", channel=0)
            for picture in ids]  # fmt: skip
    assert len({found.values.data for found in seen}) == 3


def test_a_batch_is_lent_to_another_network_as_a_batch(house: House, ids: list[str]) -> None:
    both = {"a": "tiny-vgg", "b": "tiny-vgg@train"}
    gaps = asked(house, "gaps", **both, picture=ids[1])
    assert (gaps.picture_a, gaps.picture_b) == (ids[1], ids[1])
    other: Run = asked(house, "run", network="tiny-vgg@train", picture=ids[1])
    assert (other.picture.element, other.picture.batch) == (1, 3)
    step = {"step_a": "conv1_2", "step_b": "conv1_2", "channel": 2}
    maps = asked(house, "gap_maps", **both, picture=ids[1], **step)
    run = house.run("tiny-vgg", ids[1])
    torch.testing.assert_close(floats(maps.a), run.recording.values["conv1_2"][1, 2])


def test_what_can_be_no_batch_is_said_and_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    house, _, added = counted()
    for few in (added[:1], []):
        with pytest.raises(AskError, match="two pictures or more"):
            house.add_batch("net", few)
    with pytest.raises(AddressError, match="there is no picture 'none'"):
        house.add_batch("net", [*added, "none"])
    with pytest.raises(ShapeError, match="one size"):
        house.add_batch("filters", ["coffee", "camera"])
    one = 4 * (3 + 2) * 8 * 8
    monkeypatch.setattr(
        room, "check_budget", lambda wanted, batch: check_budget(wanted, 2 * one, batch)
    )
    with pytest.raises(BudgetError, match=r"a batch of 3 would keep .* 2 of the 3 would fit") as e:
        house.add_batch("net", added)
    assert (e.value.facts["wanted"], e.value.facts["fitting"]) == (3 * one, 2)
    assert [house.run("net", picture).element for picture in added] == [0, 0, 0]


def test_a_batch_leaves_as_a_whole_with_its_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cutaway.protocol.house.Uploads", lambda: Uploads(4 * LEAST))
    house, _, added = counted()
    batch = house.add_batch("net", added)
    house.run("net", batch[1].id)
    data = encoded(Image.new("RGB", (4, 4)))
    one = house.add_picture("net", "one", data)
    assert [p.id for p in house.pictures("net")][-4:] == [*(p.id for p in batch), one.id]
    two = house.add_picture("net", "two", data)
    assert [p.id for p in house.pictures("net")][-2:] == [one.id, two.id]
    assert house.batch_of("net", one) == (one,) and not house._runs


def test_a_recording_of_several_has_a_picture_for_each() -> None:
    x = torch.zeros(70, 3, 8, 8)
    x[5, 1, 2, 3] = 1
    house = House()
    house.keep(adopt(Counted(), "net", (1, 3, 8, 8)), record(Counted(), x))
    opened: Opened = asked(house, "open", network="net")
    given = [picture for picture in opened.pictures if picture.id.startswith("given")]
    assert [picture.element for picture in given] == list(range(64))
    assert {picture.batch for picture in given} == {70}
    shown = house.find_picture("net", "given-5").load()
    assert shown.getpixel((3, 2)) == (0, 255, 0)
    key = {"network": "net", "picture": "given-5", "step": "input", "channel": 1}
    assert floats(asked(house, "values", **key).values)[2, 3] == 1
