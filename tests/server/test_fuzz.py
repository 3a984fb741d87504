"""Whatever is asked, the answer is a frame: a reply, or a clear refusal; never a fault of ours."""

import json
import struct
from collections.abc import Callable
from dataclasses import fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cutaway.networks.inputs.shipped import data_file
from cutaway.protocol.asks import CARRIES_BUFFERS, METHODS
from tests.server.asking import Answer, Door

bounded = settings(
    max_examples=100,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
EVIL = "<img src=x onerror=alert(1)>"
NAMES = {
    "network": ("tiny-vgg", "tiny-vgg", "filters"),
    **dict.fromkeys(("a", "b"), ("tiny-vgg", "tiny-vgg", "tiny-vgg@train", "filters@bgr")),
    "networks": ("tiny-vgg", "filters"),
    "picture": ("", "", "1", "7", "coffee"),
    "pictures": ("1", "7"),
    "step": ("input", "conv1_1", "relu1_2", "pool2", "flatten", "fc3", "filters"),
    **dict.fromkeys(("step_a", "step_b"), ("input", "conv1_1", "fc3")),
    "order": ("strength", "channel"),
    "name": ("a.png", "by-hand"),
    "line": ("nn.Conv2d(3, 8, 3, padding=1)", "nn.MaxPool2d(2)"),
    "input": ("64x64", "3x8x8"),
    "what": ("matrix", "size", "params", "macs", "flops"),
    "answer": ("11 13; 19 17", "10"),
    "language": ("en", "zh-Hans"),
    "question": ("by-hand", "size"),
    "names": ("params", "output.size", "total.params"),
    "words": ("", "conv3-8 maxpool FC-10"),
    "column": ("", "A"),
}
RARE = ("upload", "play_cell")  # a right file, a place that exists: seldom guessed
STATE = json.dumps({"input": "1 2 0; 0 1 2; 1 2 1", "layers": [{"kernel": "1 2; 0 1"}]}).encode()
TEXT = st.text(max_size=12) | st.sampled_from(["\ud800", "a\udfff", "\0", EVIL])  # no Unicode too
WHOLE = st.one_of(st.integers(-3, 40), st.integers(), st.sampled_from([2**53, 2**63, 10**400]))
ODD: SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), WHOLE, TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)
JPEG = data_file("coffee.jpg")[:4000]


def sensible(name: str, kind: Any) -> SearchStrategy[Any]:
    """Values that a field may well take."""
    if kind is str or get_origin(kind) is Literal:
        return st.sampled_from(NAMES[name])
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(20, 40) if name == "length" else st.integers(0, 12)
    if get_args(kind)[0] is str:
        return st.lists(st.sampled_from(NAMES[name]), max_size=3)
    assert get_args(kind)[0] is int
    return st.lists(st.integers(0, 9), min_size=1, max_size=4) | st.just([0, 0, 1, 2])


def asks(method: str) -> SearchStrategy[dict[str, Any]]:
    """Asks of which each field is sensible, odd or absent, and some have fields too many."""
    kind = METHODS[method][0]
    hints = get_type_hints(kind)
    known = {
        field.name: st.one_of(*[sensible(field.name, hints[field.name])] * 4, WHOLE, TEXT, ODD)
        for field in fields(kind)
    }
    right = st.fixed_dictionaries(
        {field.name: sensible(field.name, hints[field.name]) for field in fields(kind)}
    )
    return st.one_of(
        right,
        st.fixed_dictionaries(known),
        st.fixed_dictionaries({}, optional=known),
        st.fixed_dictionaries(known, optional={"more": ODD, "self": ODD}),
    )


def sent(front: Door, method: str, meta: object, *buffers: bytes) -> Answer:
    """An ask as an unfriendly client writes it: NaN, and what is no Unicode."""
    header = json.dumps({"meta": meta, "buffers": [len(b) for b in buffers]}).encode()
    start = struct.pack("<I", len(header)) + header
    body = start + bytes(-len(start) % 8) + b"".join(b + bytes(-len(b) % 8) for b in buffers)
    return front.knock("POST", f"/rpc/{method}", front.key, [body])


def check(answer: Answer) -> None:
    assert answer.status in (200, 422), answer.meta
    if answer.status == 422:
        assert set(answer.meta) == {"code", "message", "facts"}
        assert answer.meta["code"] not in ("internal", "error")
        assert 0 < len(answer.meta["message"]) < 3000
        assert "Traceback" not in answer.meta["message"]


@pytest.mark.parametrize("method", METHODS)
def test_any_parameters_are_answered(front: Door, method: str) -> None:
    seen: list[int] = []

    @bounded
    @given(asks(method), st.sampled_from([0, 0, 0, 0, 1, 2]))
    def fuzz(meta: dict[str, Any], buffers: int) -> None:
        one = JPEG if method == "upload" else STATE
        held = [one] * (1 if method in CARRIES_BUFFERS and not buffers else buffers)
        answer = sent(front, method, meta, *held)
        check(answer)
        seen.append(answer.status)

    fuzz()
    assert 422 in seen  # it was asked what cannot be answered
    assert method in RARE or 200 in seen  # and what can


@pytest.mark.parametrize("method", ["run", "size", "upload"])
def test_any_meta_is_answered(front: Door, method: str) -> None:
    @bounded
    @given(ODD)
    def fuzz(meta: Any) -> None:
        answer = sent(front, method, meta)
        check(answer)
        assert answer.status == 422

    fuzz()


def test_any_bytes_are_answered(front: Door) -> None:
    @bounded
    @given(st.binary(max_size=64))
    def fuzz(body: bytes) -> None:
        check(front.knock("POST", "/rpc/run", front.key, [body]))
        check(sent(front, "upload", {"network": "tiny-vgg", "name": "a"}, body))

    fuzz()


DEEP: dict[str, Callable[[int], str]] = {
    "lists": lambda n: "[" * n + "]" * n,
    "objects": lambda n: '{"a":' * n + "1" + "}" * n,
    "digits": lambda n: "9" * n,
    "text": lambda n: '"' + "a" * n + '"',
    "many": lambda n: "[" + "0," * n + "0]",
}


@pytest.mark.parametrize("write", DEEP.values(), ids=DEEP)
@pytest.mark.parametrize("size", [17, 900, 985, 1001, 5000, 100_000])
def test_deep_and_long_json_is_answered(
    front: Door, write: Callable[[int], str], size: int
) -> None:
    run = '"network": "tiny-vgg", "picture": "", "step": "input", "index"'
    for meta in (write(size), f'{{"network": {write(size)}}}', f"{{{run}: {write(size)}}}"):
        header = f'{{"meta": {meta}, "buffers": []}}'.encode()
        body = struct.pack("<I", len(header)) + header
        answer = front.knock("POST", "/rpc/explain", front.key, [body])
        check(answer)
        assert answer.status == 422


def test_the_edges_of_every_axis(front: Door) -> None:
    run = {"network": "tiny-vgg", "picture": "3"}
    shape = (1, 10, 14, 14)
    for axis, length in enumerate(shape):
        for at, status in ((-1, 422), (0, 200), (length - 1, 200), (length, 422), (2**53, 422)):
            index = [0, 1, 2, 3]
            index[axis] = at
            for method in ("explain", "field"):
                answer = front.rpc(method, {**run, "step": "pool1", "index": index})
                assert answer.status == status, (method, index)
    for channel, status in ((-1, 422), (0, 200), (9, 200), (10, 422), (2**53, 422)):
        for method in ("values", "parts"):
            answer = front.rpc(method, {**run, "step": "pool1", "channel": channel})
            assert answer.status == status, (method, channel)
    good, bad = ((0, 1), (7, 5), (10, 5), (2**31, 1)), ((-1, 1), (0, 0), (0, 1025), (2**32, 1))
    for first, most in good + bad:
        ask = {**run, "step": "pool1", "first": first, "most": most}
        answer = front.rpc("maps", ask)
        assert answer.status == (200 if (first, most) in good else 422)
        if answer.status == 200:
            assert answer.meta["channels"]["shape"] == [max(0, min(10 - first, most))]
