"""Replies hold what the recording holds: maps, values, parts, fields, scores, each number of it."""

from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from cutaway.errors import AddressError, AskError
from cutaway.networks import zoo
from cutaway.protocol import explanations
from cutaway.protocol.answer import answer
from cutaway.protocol.explanations import Fields, Parts
from cutaway.protocol.house import House, KeptRun
from cutaway.protocol.messages import Catalogue, Maps, Numbers, Opened, Overview, Run, Values
from cutaway.protocol.whole import handlers

ASK = {"network": "tiny-vgg", "picture": "5"}


@pytest.fixture(scope="module")
def house() -> House:
    return House()


@pytest.fixture(scope="module")
def run(house: House) -> KeptRun:
    return house.run("tiny-vgg", "5")


def asked(house: House, method: str, **ask: object) -> Any:
    return answer(handlers(house), method, ask)


def floats(numbers: Numbers) -> torch.Tensor:
    assert numbers.dtype == "f4"
    return torch.from_numpy(np.frombuffer(numbers.data, "<f4").reshape(numbers.shape).copy())


def test_the_catalogue_says_what_may_be_opened(house: House) -> None:
    found: Catalogue = asked(house, "catalogue")
    assert [entry.name for entry in found.networks] == list(zoo.SHOWN)
    assert all(entry.available == (not entry.note) for entry in found.networks)
    assert (found.opened, found.notice) == ("tiny-vgg", None)


def test_a_network_is_told_before_it_runs(house: House) -> None:
    found: Opened = asked(house, "open", network="tiny-vgg")
    assert (found.params, found.classes, found.input_shape) == (7740, 10, (1, 1, 28, 28))
    assert len(found.pictures) >= 60 and found.channels == ("grey",)
    assert {(picture.width, picture.height) for picture in found.pictures[:60]} == {(28, 28)}
    assert all(house.blob(picture.thumbnail) for picture in found.pictures)


def test_a_run_tells_its_steps_and_scores(house: House, run: KeptRun) -> None:
    found: Run = asked(house, "run", **ASK)
    assert [step.name for step in found.steps] == [step.name for step in run.recording.steps]
    assert [step.shape for step in found.steps] == [step.shape for step in run.recording.steps]
    assert sum(step.macs for step in found.steps) == found.totals.macs
    assert sum(step.params for step in found.steps) == found.totals.params == 7740
    logits = run.network.module(run.recording.values["input"])[0]
    assert found.logits == "fc3"
    order = logits.argsort(descending=True).tolist()
    assert [score.index for score in found.scores] == order
    likely = functional.softmax(logits, 0)
    for score in found.scores:
        assert score.logit == pytest.approx(float(logits[score.index]), rel=1e-6)
        assert score.probability == pytest.approx(float(likely[score.index]), rel=1e-5)
        assert score.english and score.chinese
    assert sum(score.probability for score in found.scores) == pytest.approx(1, abs=1e-5)
    assert [preparation.kind for preparation in found.prepared] == ["grey", "scale"]


def test_values_are_the_recorded_numbers(house: House, run: KeptRun) -> None:
    for step, channel in (("input", 0), ("conv1_2", 7), ("pool2", 9), ("fc3", 3)):
        found: Values = asked(house, "values", **ASK, step=step, channel=channel)
        recorded = run.recording.values[step][0, channel]
        assert torch.equal(floats(found.values).reshape(recorded.shape), recorded)


def test_maps_are_the_recorded_numbers_in_codes(house: House, run: KeptRun) -> None:
    found: Maps = asked(house, "maps", **ASK, step="conv2_1", order="channel")
    recorded = run.recording.values["conv2_1"][0]
    steps = floats(found.steps)[:, None, None]
    codes = np.frombuffer(found.codes.data, np.uint8).reshape(found.codes.shape)
    back = (torch.from_numpy(codes.astype(np.float32)) - 128) * steps
    assert float((back - recorded).abs().max()) <= float(steps.max()) / 2 * 1.001
    assert (back != 0).float().mean() > 0.5
    assert (found.total, found.peak) == (10, float(recorded.abs().max()))


def test_the_overview_is_the_maps_of_every_step(house: House, run: KeptRun) -> None:
    found: Overview = asked(house, "overview", **ASK, most=4)
    assert [maps.step for maps in found.maps] == [step.name for step in run.recording.steps]
    for maps in found.maps:
        wide = maps.total > 4
        order = "strength" if wide else "channel"
        same: Maps = asked(house, "maps", **ASK, step=maps.step, most=4, order=order)
        assert maps == same
        assert maps.channels.shape == (min(4, maps.total),)


def test_parts_sum_to_the_channel(house: House) -> None:
    found: Parts = asked(house, "parts", **ASK, step="conv1_2", channel=3, most=64)
    assert (len(found.parts), found.total, found.then) == (10, 10, "relu1_2")
    total = sum(floats(part.adds) for part in found.parts) + found.bias
    output = floats(found.output)
    assert torch.allclose(torch.as_tensor(total), output, atol=1e-5)
    assert torch.equal(floats(found.after), output.clamp(min=0))
    strengths = [part.strength for part in found.parts]
    assert strengths == sorted(strengths, reverse=True) and strengths[0] > 0
    for part in found.parts:
        kernel, seen = floats(part.kernel), floats(part.map)
        adds = functional.conv2d(seen[None, None], kernel[None, None], padding=1)[0, 0]
        assert torch.allclose(adds, floats(part.adds), atol=1e-6)


def test_parts_come_in_pages(house: House) -> None:
    whole: Parts = asked(house, "parts", **ASK, step="conv1_2", channel=3, most=10)
    pages = [
        asked(house, "parts", **ASK, step="conv1_2", channel=3, first=first, most=4)
        for first in (0, 4, 8, 12)
    ]
    assert [len(page.parts) for page in pages] == [4, 4, 2, 0]
    assert tuple(part for page in pages for part in page.parts) == whole.parts


def test_fields_are_boxes_around_what_is_read_and_fed(house: House) -> None:
    found: Fields = asked(house, "field", **ASK, step="pool1", index=[0, 2, 5, 6])
    reads = {box.step: (box.start, box.stop) for box in found.reads}
    feeds = {box.step: (box.start, box.stop) for box in found.feeds}
    assert reads["pool1"] == feeds["pool1"] == ((0, 2, 5, 6), (1, 3, 6, 7))
    assert reads["relu1_2"] == ((0, 2, 10, 12), (1, 3, 12, 14))
    assert reads["conv1_1"] == ((0, 0, 9, 11), (1, 10, 13, 15))
    assert reads["input"] == ((0, 0, 8, 10), (1, 1, 14, 16))
    assert feeds["conv2_1"] == ((0, 0, 4, 5), (1, 10, 7, 8))
    assert feeds["fc3"] == ((0, 0), (1, 10))


def test_links_send_each_line_once(house: House, run: KeptRun) -> None:
    found: explanations.Links = asked(house, "links", **ASK)
    lines = [np.frombuffer(line.data, "<i4").reshape(line.shape).tolist() for line in found.lines]
    assert len(lines) == len({str(line) for line in lines}) < 2 * len(found.links)
    pool = next(link for link in found.links if link.step == "pool1")
    assert (pool.source, pool.known) == ("relu1_2", True)
    rows = next(along for along in pool.reads if along.to == 2)
    assert (rows.by, lines[rows.line]) == (2, [[2 * i, 2 * i + 2] for i in range(14)])
    back = next(along for along in pool.feeds if along.to == 2)
    assert lines[back.line] == [[i // 2, i // 2 + 1] for i in range(28)]
    flat = next(link for link in found.links if link.step == "flatten")
    assert flat.merged == (explanations.Merged((1, 2, 3), (1,)),)
    assert [link.step for link in found.links] == [
        step.name for step in run.recording.steps if step.sources
    ]


@pytest.mark.parametrize(
    ("method", "more", "words"),
    [
        ("overview", {"most": 0}, "most lies between 1 and 64; got 0"),
        ("overview", {"most": 65}, "most lies between 1 and 64; got 65"),
        ("maps", {"step": "pool1", "most": 1025}, "most lies between 1 and 1024"),
        ("maps", {"step": "pool1", "first": -1}, "first lies between 0 and"),
        ("parts", {"step": "pool1", "channel": 0, "most": 65}, "most lies between 1 and 64"),
        ("parts", {"step": "pool1", "channel": 0, "first": 2**40}, "first lies between 0 and"),
    ],
)
def test_how_much_is_asked_for_is_bounded(
    house: House, method: str, more: dict[str, object], words: str
) -> None:
    with pytest.raises(AskError, match=words):
        asked(house, method, **ASK, **more)


@pytest.mark.parametrize("method", ["maps", "values", "explain", "parts", "field"])
def test_a_step_that_does_not_exist_is_said(house: House, method: str) -> None:
    more: dict[str, object] = {"values": {"channel": 0}, "parts": {"channel": 0}, "maps": {}}.get(
        method, {"index": [0]}
    )
    with pytest.raises(AddressError, match="there is no step 'conv9'"):
        asked(house, method, **ASK, step="conv9", **more)


def test_the_notation_opens_a_network() -> None:
    house = House()
    name = "input-1x12x12 conv3-4 maxpool FC-3"
    opened: Opened = asked(house, "open", network=name)
    assert (opened.name, opened.title) == (name, "conv3-4 maxpool FC-3")
    assert (opened.params, opened.input_shape) == (40 + 144 * 3 + 3, (1, 1, 12, 12))
    assert opened.weights_are_random and opened.source.startswith("random weights")
    found: Run = asked(house, "run", network=name, picture="")
    assert [step.name for step in found.steps][-1] == "fc2"
    assert asked(house, "open", network="vgg16").name == "vgg-d"
    assert asked(house, "catalogue").networks[0].name == name
