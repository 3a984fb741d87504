"""Frames carry everything there and back, aligned; bytes that are no frame are refused."""

import json
import struct
from dataclasses import dataclass
from math import inf, isnan, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cutaway.errors import AskError
from cutaway.protocol.codes import numbers
from cutaway.protocol.encode import decode, encode, frame, frame_of_failure
from cutaway.protocol.messages import Failure, Numbers

bounded = settings(max_examples=80, derandomize=True, database=None, deadline=None)
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip
BUFFERS = st.lists(st.binary(max_size=40), max_size=4)


@dataclass(frozen=True)
class Mixed:
    """A message with everything that a message may hold."""

    name: str
    values: tuple[float, ...]
    inner: "Mixed | None"
    facts: dict[str, float]
    numbers: Numbers


@bounded
@given(PLAIN, BUFFERS)
def test_what_is_sent_arrives(meta: Any, buffers: list[bytes]) -> None:
    found, cut = decode(frame(meta, buffers))
    assert (found, cut) == (meta, buffers)


@bounded
@given(PLAIN, BUFFERS)
def test_every_buffer_begins_at_a_multiple_of_8(meta: Any, buffers: list[bytes]) -> None:
    data = frame(meta, buffers)
    assert len(data) % 8 == 0
    (length,) = struct.unpack_from("<I", data)
    at = 4 + length
    for buffer in buffers:
        at += -at % 8
        assert data[at : at + len(buffer)] == buffer
        at += len(buffer)
    assert data[at:] == bytes(-at % 8)
    assert json.loads(data[4 : 4 + length])["buffers"] == [len(buffer) for buffer in buffers]


@pytest.mark.parametrize("dtype", ["u1", "i4", "f4", "f8"])
def test_a_typed_array_lies_over_a_buffer(dtype: str) -> None:
    values = np.arange(12).reshape(3, 4).astype(dtype)
    data = encode([numbers(values.T), numbers(values)])  # the first is not contiguous
    meta, buffers = decode(data)
    assert [(part["dtype"], part["shape"]) for part in meta] == [(dtype, [4, 3]), (dtype, [3, 4])]
    for part, wanted in zip(meta, (values.T, values), strict=True):
        found = np.frombuffer(buffers[part["buffer"]], f"<{dtype}").reshape(part["shape"])
        assert np.array_equal(found, wanted)


def test_a_message_becomes_plain_values() -> None:
    leaf = Mixed("a", (nan, inf, -inf, 0.5), None, {"at": nan}, Numbers("u1", (2,), b"\1\2"))
    data = encode(Mixed("b", (), leaf, {}, Numbers("u1", (1,), b"\3")))
    meta, buffers = decode(data)
    assert meta == {
        "name": "b",
        "values": [],
        "inner": {
            "name": "a",
            "values": [{"float": "NaN"}, {"float": "Infinity"}, {"float": "-Infinity"}, 0.5],
            "inner": None,
            "facts": {"at": {"float": "NaN"}},
            "numbers": {"dtype": "u1", "shape": [2], "buffer": 0},
        },
        "facts": {},
        "numbers": {"dtype": "u1", "shape": [1], "buffer": 1},
    }
    assert buffers == [b"\1\2", b"\3"]
    assert b"NaN," not in data.replace(b'"NaN"', b"")  # JSON itself has no NaN


def test_a_failure_says_that_it_is_one() -> None:
    data = frame_of_failure(Failure("ask", "no", {"got": inf}))
    assert b'"failed":true' in data
    assert decode(data)[0]["facts"] == {"got": {"float": "Infinity"}}
    assert b"failed" not in encode(Failure("ask", "no", {}))


def test_what_is_no_unicode_does_not_break_a_frame() -> None:
    found, _ = decode(frame({"name": "a\udcffb.png", "right": "猫 𝄞"}))
    assert found == {"name": "a?b.png", "right": "猫 𝄞"}


@bounded
@given(st.binary(max_size=80))
def test_any_bytes_are_a_frame_or_refused(data: bytes) -> None:
    _decoded_or_refused(data)
    _decoded_or_refused(struct.pack("<I", len(data)) + data)


@bounded
@given(PLAIN, BUFFERS, st.integers(0, 200), st.binary(min_size=1, max_size=3))
def test_a_damaged_frame_is_a_frame_or_refused(
    meta: Any, buffers: list[bytes], at: int, damage: bytes
) -> None:
    data = frame(meta, buffers)
    place = at % len(data)
    _decoded_or_refused(data[:place] + damage + data[place + len(damage) :])
    _decoded_or_refused(data[:place])
    _decoded_or_refused(data[:place] + data[place + 1 :])


def _decoded_or_refused(data: bytes) -> None:
    try:
        _, buffers = decode(data)
    except AskError as error:
        assert 0 < len(str(error)) < 200
    else:
        assert sum(map(len, buffers)) <= len(data)


def header(text: str, rest: bytes = b"") -> bytes:
    """A frame with this header."""
    start = struct.pack("<I", len(text.encode())) + text.encode()
    return start + bytes(-len(start) % 8) + rest


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "at least 4 bytes; got 0"),
        (b"\1\0\0", "at least 4 bytes; got 3"),
        (b"\xff\xff\xff\xff{}", "claims 4294967295 bytes; 2 follow"),
        (header("{}"), "no JSON with `meta` and `buffers`"),
        (header("[]"), "no JSON with `meta` and `buffers`"),
        (header('"meta"'), "no JSON with `meta` and `buffers`"),
        (header("nul"), "no JSON with `meta` and `buffers`"),
        (header('{"meta":1}'), "no JSON with `meta` and `buffers`"),
        (header('{"meta":' + "[" * 10**5), "no JSON with `meta` and `buffers`"),
        (header('{"meta":' + "9" * 10**5 + "}"), "no JSON with `meta` and `buffers`"),
        (header('{"meta":1,"buffers":{}}'), "`buffers` lists the size"),
        (header('{"meta":1,"buffers":[true]}', b"12345678"), "`buffers` lists the size"),
        (header('{"meta":1,"buffers":[-1]}', b"12345678"), "`buffers` lists the size"),
        (header('{"meta":1,"buffers":[1.0]}', b"12345678"), "`buffers` lists the size"),
        (header('{"meta":1,"buffers":["8"]}', b"12345678"), "`buffers` lists the size"),
        (header('{"meta":1,"buffers":[9]}', b"12345678"), "9 bytes does not fit"),
        (header('{"meta":1,"buffers":[8,1]}', b"12345678"), "1 bytes does not fit"),
        (header(f'{{"meta":1,"buffers":[{10**300}]}}'), "does not fit"),
        (b"\2\0\0\0\xff\xfe", "no JSON with `meta` and `buffers`"),
    ],
)
def test_what_is_no_frame_says_why(data: bytes, words: str) -> None:
    with pytest.raises(AskError) as refused:
        decode(data)
    assert words in str(refused.value)


def test_nan_arrives_as_one() -> None:
    found, _ = decode(header('{"meta":NaN,"buffers":[]}'))
    assert isnan(found)  # Python's JSON takes it; whoever asked for a number checks it
