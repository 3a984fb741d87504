"""The widget answers with the same frames as the page's server: one dispatcher behind both."""

import io
from typing import Any

import pytest
from PIL import Image

from cutaway.errors import CutawayError
from cutaway.networks.zoo import network
from cutaway.notebook import widget as module
from cutaway.notebook.widget import CutawayWidget
from cutaway.protocol.answer import answer, failure_of
from cutaway.protocol.asks import CARRIES_BUFFERS, METHODS
from cutaway.protocol.encode import decode, encode, frame, frame_of_failure
from cutaway.protocol.house import House
from cutaway.protocol.whole import handlers

RUN = {"network": "tiny-vgg", "picture": "3"}
CELL = {**RUN, "step": "conv1_2", "index": [0, 7, 9, 19]}
ASKS: dict[str, dict[str, Any]] = {
    "catalogue": {},
    "open": {"network": "filters"},
    "run": RUN,
    "overview": RUN,
    "maps": {**RUN, "step": "conv1_1"},
    "values": {**RUN, "step": "conv1_1", "channel": 2},
    "explain": CELL,
    "parts": {**RUN, "step": "conv1_2", "channel": 7},
    "field": CELL,
    "size": {"length": 28, "size": 3},
    "play": {},
    "play_link": {},
    "play_line": {"line": "nn.Conv2d(1, 2, 3)"},
    "play_example": {"name": "channels-56"},
    "play_cell": {"layer": 0, "index": [0, 1, 1]},
    "compare": {},
    "cost": {"line": "nn.Conv2d(1, 2, 3)", "input": "8x8"},
    "depth": {},
    "examples": {},
    "judge": {"what": "params", "answer": "9"},
    "links": RUN,
    "photograph": {"name": "camera"},
    "side_by_side": {"networks": ["tiny-vgg", "filters"]},
    "gaps": {"a": "tiny-vgg", "b": "tiny-vgg@train", "picture": "3"},
    "gap_maps": {
        "a": "tiny-vgg",
        "b": "tiny-vgg@train",
        "picture": "3",
        "step_a": "conv1_2",
        "step_b": "conv1_2",
    },
    "lessons": {},
    "lesson": {"name": "sizes", "language": "zh-Hans"},
    "lesson_answer": {"name": "sizes", "question": "size", "answer": "5"},
    "fill": {"names": "params output.size"},
    "fill_network": {"network": "tiny-vgg", "names": "total.params"},
    "structure": {"input": "3x32x32", "words": "conv3-8 maxpool FC-10"},
}
SEVENTH = network("tiny-vgg").pictures[6]
STATE = b'{"input": "1 2 0; 0 1 2; 1 2 1", "layers": [{"kernel": "1 2; 0 1"}]}'
WRONG: list[tuple[str, Any]] = [
    ("run", {"network": "tiny-vg", "picture": ""}),
    ("explain", {**CELL, "step": "conv9_9"}),
    ("explain", {**CELL, "index": [0, 99, 0, 0]}),
    ("maps", {**RUN}),
    ("maps", {**RUN, "step": "conv1_1", "most": "many"}),
    ("run", []),
    ("demolish", {}),
    ("upload", {"network": "tiny-vgg", "name": "nothing.png"}),
]


@pytest.fixture(scope="module")
def widget() -> CutawayWidget:
    return CutawayWidget(House(network("tiny-vgg")))


def buffers_of(method: str) -> list[bytes]:
    return [STATE] if method in CARRIES_BUFFERS - {"upload"} else []


def served(method: str, params: Any) -> bytes:
    """What the dispatcher says to the same ask, for another house."""
    house = House(network("tiny-vgg"))
    return encode(answer(handlers(house), method, params, buffers_of(method)))


@pytest.mark.parametrize("method", list(ASKS))
def test_replies_are_the_same_frames(widget: CutawayWidget, method: str) -> None:
    reply = widget.reply(method, frame(ASKS[method], buffers_of(method)))
    assert reply == served(method, ASKS[method]) and len(reply) > 30
    assert b'"failed"' not in reply[:20_000]


def test_every_method_is_compared() -> None:
    assert {*ASKS, "upload", "batch"} == set(METHODS)  # these two give random ids


def test_an_upload_is_kept_and_its_thumbnail_is_a_blob(widget: CutawayWidget) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 100, 0)).save(file, "PNG")
    asked = frame({"network": "tiny-vgg", "name": "orange.png"}, [file.getvalue()])
    picture, _ = decode(widget.reply("upload", asked))
    assert (picture["name"], picture["width"], picture["height"]) == ("orange.png", 40, 30)
    meta, (data,) = decode(widget.reply("blob", frame({"key": picture["thumbnail"]})))
    assert meta == {}
    assert Image.open(io.BytesIO(data)).convert("RGB").getpixel((5, 5)) == (200, 100, 0)
    ran, _ = decode(widget.reply("run", frame({"network": "tiny-vgg", "picture": picture["id"]})))
    assert ran["picture"]["name"] == "orange.png"


def test_a_batch_is_run_as_one(widget: CutawayWidget) -> None:
    asked = frame({"network": "tiny-vgg", "pictures": ["3", "7"]})
    told, _ = decode(widget.reply("batch", asked))
    assert [(p["element"], p["batch"]) for p in told["pictures"]] == [(0, 2), (1, 2)]
    key = {"network": "tiny-vgg", "picture": told["pictures"][1]["id"]}
    ran, _ = decode(widget.reply("run", frame(key)))
    assert ran["steps"][0]["shape"] == [2, 1, 28, 28]
    assert (ran["picture"]["label"], ran["picture"]["element"]) == (SEVENTH.label, 1)


@pytest.mark.parametrize(("method", "params"), WRONG)
def test_errors_are_failure_frames(widget: CutawayWidget, method: str, params: Any) -> None:
    with pytest.raises(CutawayError) as caught:
        served(method, params)
    assert widget.reply(method, frame(params)) == frame_of_failure(failure_of(caught.value))


@pytest.mark.parametrize("asked", [b"", b"\xff\xff\xff\xff", b"\x02\0\0\0{}", b"\x04\0\0\0null"])
@pytest.mark.parametrize("method", ["run", "blob"])
def test_what_is_no_frame_is_refused(widget: CutawayWidget, method: str, asked: bytes) -> None:
    told, _ = decode(widget.reply(method, asked))
    assert told["code"] == "ask", told


@pytest.mark.parametrize("params", [{}, {"key": "0" * 64}, {"key": 3}, [], "key", None])
def test_a_blob_that_is_not_there(widget: CutawayWidget, params: Any) -> None:
    assert widget.reply("blob", frame(params)) == frame_of_failure(
        failure_of(CutawayError("there is no such blob"))
    )


def test_faults_of_our_own_are_told_without_a_traceback(
    widget: CutawayWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(module, "answer", fails)
    told, _ = decode(widget.reply("run", frame(RUN)))
    assert told["code"] == "internal" and "secret" not in told["message"]


def test_a_message_is_answered_under_its_id(
    widget: CutawayWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[Any, Any]] = []
    monkeypatch.setattr(
        CutawayWidget, "send", lambda _, content, buffers: sent.append((content, buffers))
    )
    asked = memoryview(frame(ASKS["size"]))
    widget._handle_custom_msg({"id": "page-1", "method": "size"}, [asked])
    widget._handle_custom_msg({"id": "page-2"}, [])
    assert sent[0] == ({"id": "page-1"}, [served("size", ASKS["size"])])
    assert sent[1][0] == {"id": "page-2"} and decode(sent[1][1][0])[0]["code"] == "ask"


def test_the_page_is_the_bundle_and_nothing_from_elsewhere(widget: CutawayWidget) -> None:
    assert "://" not in str(widget._css)
    assert len(str(widget._esm)) > 50_000 and "export" in str(widget._esm)


def test_without_a_bundle_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    with pytest.raises(CutawayError, match="no web bundle; build it: make setup"):
        CutawayWidget(House())
