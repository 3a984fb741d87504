"""The lesson's asks: chapters, answers judged, sentences filled, structures reckoned."""

import json
from dataclasses import asdict
from typing import Any

import pytest

from cutaway.errors import AddressError, AskError, NetworkError
from cutaway.playground.state import DEFAULT
from cutaway.protocol.answer import answer
from cutaway.protocol.encode import decode, encode
from cutaway.protocol.house import House
from cutaway.protocol.small import handlers as small
from cutaway.protocol.whole import handlers as whole

SMALL = small()


def ask(method: str, params: dict[str, Any], *buffers: bytes) -> Any:
    """The reply as the page reads it."""
    meta, _ = decode(encode(answer(SMALL, method, params, buffers)))
    return meta


def test_chapters_are_listed_and_opened_in_both_languages() -> None:
    chapters = ask("lessons", {})["chapters"]
    assert [entry["name"] for entry in chapters[:2]] == ["by-hand", "sizes"]
    assert (chapters[0]["title"], chapters[0]["title_zh"]) == ("Convolution by hand", "手算卷积")
    for language in ("en", "zh-Hans"):
        chapter = ask("lesson", {"name": "by-hand", "language": language})
        assert chapter["language"] == language
        assert chapter["scenes"][1]["live"]["kind"] == "play"
    with pytest.raises(AddressError, match="there is no chapter 'none'"):
        ask("lesson", {"name": "none"})


def test_the_page_never_hears_the_right_answer_before_it_asks() -> None:
    chapter = json.dumps(ask("lesson", {"name": "by-hand"}))
    assert "2 4 5 11" not in chapter
    wrong = {"name": "by-hand", "question": "by-hand", "answer": "11 13; 19 17"}
    judged = ask("lesson_answer", wrong)
    assert (judged["right"], judged["slips"]) == (False, ["no-padding"])
    assert judged["expected"].startswith("2 4 5 11")
    with pytest.raises(AddressError, match="the chapter by-hand asks no question 'x'"):
        ask("lesson_answer", {**wrong, "question": "x"})


def test_sentences_are_filled_for_the_state_as_it_is() -> None:
    state = asdict(DEFAULT)
    state["layers"][0]["stride"] = "2"
    filled = ask("fill", {"names": "output.size stride"}, json.dumps(state).encode())
    assert filled == {"values": {"output.size": "2×2", "stride": "2"}}
    with pytest.raises(AddressError, match="there is no value 'x'"):
        ask("fill", {"names": "x"}, json.dumps(state).encode())


def test_a_structure_by_words_by_a_column_and_by_knobs() -> None:
    assert ask("structure", {"column": "D"})["values"]["params"] == "138,357,544"
    knobs = ask("structure", {"knobs": [2, 1, 1, 1], "input": "3x8x8"})
    assert knobs["words"] == "conv3-16 maxpool conv3-32 maxpool FC-10"
    words = ask("structure", {"words": knobs["words"], "input": "3x8x8"})
    assert words["rows"] == knobs["rows"]
    for wrong, kind in [
        ({"words": "conv3"}, NetworkError),
        ({"column": "Z"}, AddressError),
        ({"knobs": [1, 2]}, AskError),
        ({"words": "FC-1", "input": "3"}, AskError),
        ({"words": "ReLU"}, AskError),
    ]:
        with pytest.raises(kind):
            ask("structure", wrong)


def test_a_networks_values() -> None:
    found = answer(
        whole(House()), "fill_network", {"network": "tiny-vgg", "names": "total.params fc3.count"}
    )
    assert decode(encode(found))[0] == {"values": {"total.params": "7,740", "fc3.count": "10"}}
    with pytest.raises(AddressError, match=r"there is no value 'fc9\.count'"):
        answer(whole(House()), "fill_network", {"network": "tiny-vgg", "names": "fc9.count"})
