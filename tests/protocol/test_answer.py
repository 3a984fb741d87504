"""Every ask is checked against its dataclass before a handler sees it."""

from dataclasses import MISSING, fields
from math import nan
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from cutaway.errors import AddressError, AskError, CutawayError
from cutaway.protocol.answer import MOST_ITEMS, MOST_NUMBER, MOST_TEXT, answer, checked, failure_of
from cutaway.protocol.asks import CARRIES_BUFFERS, METHODS, ExplainAsk, MapsAsk, SizeAsk
from cutaway.protocol.house import House
from cutaway.protocol.whole import handlers

RIGHT: dict[type, dict[str, Any]] = {
    ExplainAsk: {"network": "a", "picture": "", "step": "b", "index": [0, 1]},
    MapsAsk: {"network": "a", "picture": "", "step": "b", "order": "channel", "most": 3},
    SizeAsk: {"length": 7, "size": 3, "ceil": True},
}


def test_an_ask_becomes_its_dataclass() -> None:
    assert checked(ExplainAsk, RIGHT[ExplainAsk]) == ExplainAsk("a", "", "b", (0, 1))
    assert checked(MapsAsk, RIGHT[MapsAsk]) == MapsAsk("a", "", "b", 0, 3, "channel")
    assert checked(SizeAsk, RIGHT[SizeAsk]) == SizeAsk(7, 3, ceil=True)


WRONG: list[tuple[type, dict[str, Any], str]] = [
    (ExplainAsk, {"index": 3}, "index is a list of at most 64; got 3"),
    (ExplainAsk, {"index": {"0": 1}}, "index is a list of at most 64"),
    (ExplainAsk, {"index": "01"}, "index is a list of at most 64"),
    (ExplainAsk, {"index": [0] * (MOST_ITEMS + 1)}, "index is a list of at most 64"),
    (ExplainAsk, {"index": [0, True]}, "index is of type int; got True"),
    (ExplainAsk, {"index": [0, 1.0]}, "index is of type int; got 1.0"),
    (ExplainAsk, {"index": [[0]]}, r"index is of type int; got \[0\]"),
    (ExplainAsk, {"index": [None]}, "index is of type int; got None"),
    (ExplainAsk, {"index": [MOST_NUMBER + 1]}, r"index lies beyond ±2\^53"),
    (ExplainAsk, {"step": None}, "step is of type str; got None"),
    (ExplainAsk, {"step": "a" * (MOST_TEXT + 1)}, "step has 1001 characters; at most 1000"),
    (ExplainAsk, {"self": 1}, "there is no parameter 'self'"),
    (ExplainAsk, {"Step": "b"}, "there is no parameter 'Step'"),
    (MapsAsk, {"order": "CHANNEL"}, "order is one of"),
    (MapsAsk, {"order": ["channel"]}, "order is one of"),
    (MapsAsk, {"most": nan}, "most is of type int; got nan"),
    (MapsAsk, {"most": "3"}, "most is of type int; got '3'"),
    (MapsAsk, {"most": -MOST_NUMBER - 1}, "most lies beyond"),
    (SizeAsk, {"ceil": 1}, "ceil is of type bool; got 1"),
    (SizeAsk, {"length": True}, "length is of type int; got True"),
    (SizeAsk, {"length": 10**400}, "length lies beyond"),
]


@pytest.mark.parametrize(("ask", "change", "words"), WRONG)
def test_what_is_wrong_is_named(ask: type, change: dict[str, Any], words: str) -> None:
    with pytest.raises(AskError, match=words) as refused:
        checked(ask, RIGHT[ask] | change)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("params", [None, [], "a", 1, True, nan])
def test_parameters_go_by_name(params: object) -> None:
    with pytest.raises(AskError, match="parameters are an object by name"):
        checked(SizeAsk, params)


def test_the_limits_themselves_are_allowed() -> None:
    at = RIGHT[ExplainAsk] | {"index": [MOST_NUMBER] * MOST_ITEMS, "step": "a" * MOST_TEXT}
    assert checked(ExplainAsk, at)


def right(hint: Any) -> object:
    """A value of a field's type."""
    if get_origin(hint) is Literal:
        return get_args(hint)[0]
    return {int: 1, str: "a", tuple[str, ...]: ["a"]}.get(hint, [0])


@pytest.mark.parametrize("method", METHODS)
def test_what_has_no_default_may_not_be_left_out(method: str) -> None:
    kind = METHODS[method][0]
    hints = get_type_hints(kind)
    needed = {
        field.name: right(hints[field.name]) for field in fields(kind) if field.default is MISSING
    }
    assert checked(kind, needed)
    for name in needed:
        with pytest.raises(AskError, match=f"the parameter '{name}' is missing"):
            checked(kind, {key: value for key, value in needed.items() if key != name})


def test_every_method_has_a_handler_and_no_other_is_called() -> None:
    found = handlers(House())
    assert set(found) == set(METHODS)
    for method in ("", "none", "__class__", "Run", "run "):
        with pytest.raises(AskError, match="there is no method"):
            answer(found, method, {})
    with pytest.raises(AskError, match="there is no method 'open'; there are run"):
        answer({"run": print}, "open", {})


def test_only_uploads_and_states_carry_a_buffer() -> None:
    found = handlers(House())
    for method in set(METHODS) - CARRIES_BUFFERS:
        with pytest.raises(AskError, match=f"{method} carries no buffers; got 2"):
            answer(found, method, {}, [b"", b""])
    upload = {"network": "tiny-vgg", "name": "a"}
    for buffers in ([], [b"", b""]):
        with pytest.raises(AskError, match=f"one buffer, the file; got {len(buffers)}"):
            answer(found, "upload", upload, buffers)


def test_failures_are_told_by_their_code_and_facts() -> None:
    told = failure_of(
        AddressError("no", step="a", at=3, near=("b", "c"), size=0.5, sizes=(16, 5, 5))
    )
    assert (told.code, told.message) == ("address", "no")
    assert told.facts == {"step": "a", "at": 3, "near": "b\nc", "size": 0.5, "sizes": "16·5·5"}
    assert failure_of(CutawayError("no")).code == "error"


def test_a_fault_is_told_only_to_debug() -> None:
    fault = KeyError("/home/somebody/secret")
    assert failure_of(fault).message == "something went wrong inside Cutaway"
    assert failure_of(fault).facts == {}
    assert "KeyError: '/home/somebody/secret'" in failure_of(fault, debug=True).message
