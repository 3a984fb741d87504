"""Messages as bytes: a JSON header, and raw little-endian buffers beside it.

A frame is ``u32 header length | header | pad to 8 | buffer | pad to 8 | buffer | …``. The header
is JSON, ``{"meta": …, "buffers": [bytes of each]}``; a `Numbers` stands in `meta` as
``{"dtype", "shape", "buffer"}``, its place among the buffers. A float that JSON cannot hold is
``{"float": "NaN" | "Infinity" | "-Infinity"}``.
"""

import json
import struct
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from math import inf, isfinite, isnan
from typing import Any

from cutaway.errors import AskError, BudgetError
from cutaway.protocol.messages import Failure, Numbers

MOST_HEADER = 8 * 2**20
SIMPLE = frozenset((str, int, bool, type(None)))
MOST_REPLY = 64 * 2**20


def encode(message: object) -> bytes:
    """The frame of a reply: a dataclass of messages.py, or plain JSON values.

    Raises BudgetError where its buffers hold more than a reply may.
    """
    buffers: list[bytes] = []
    meta = _plain(message, buffers)
    size = sum(map(len, buffers))
    if size > MOST_REPLY:
        raise BudgetError(
            f"this answer would hold {size / 2**20:,.0f} MiB; at most {MOST_REPLY // 2**20} are "
            "sent: ask for fewer maps, or choose a smaller picture",
            wanted=size,
            allowed=MOST_REPLY,
        )
    return frame(meta, buffers)


def frame_of_failure(failure: Failure) -> bytes:
    """The frame that answers an ask which failed; its header says so."""
    return frame(_plain(failure, []), failed=True)


def frame(meta: object, buffers: Sequence[bytes] = (), failed: bool = False) -> bytes:
    """The frame of plain JSON values and some buffers.

    What is no Unicode (a lone surrogate, as in the name of a file) becomes a question mark.
    """
    told: dict[str, object] = {"meta": meta, "buffers": [len(b) for b in buffers]}
    header = json.dumps(
        {**told, "failed": True} if failed else told,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    ).encode("utf-8", "replace")
    parts = [struct.pack("<I", len(header)), header, _pad(4 + len(header))]
    for buffer in buffers:
        parts += [buffer, _pad(len(buffer))]
    return b"".join(parts)


def decode(data: bytes) -> tuple[Any, list[bytes]]:
    """(meta, buffers) of a frame. Raises AskError where it is none."""
    if len(data) < 4:
        raise AskError(f"a frame has at least 4 bytes; got {len(data)}")
    (length,) = struct.unpack_from("<I", data)
    if length > min(MOST_HEADER, len(data) - 4):
        raise AskError(f"the frame's header claims {length} bytes; {len(data) - 4} follow")
    try:
        header = json.loads(data[4 : 4 + length])
        meta, sizes = header["meta"], header["buffers"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise AskError("the frame's header is no JSON with `meta` and `buffers`") from None
    if not isinstance(sizes, list) or not all(type(n) is int and n >= 0 for n in sizes):
        raise AskError("`buffers` lists the size of each buffer in bytes")
    return meta, _cut(data, 4 + length, sizes)


def _cut(data: bytes, start: int, sizes: list[int]) -> list[bytes]:
    buffers = []
    for size in sizes:
        start += -start % 8
        if start + size > len(data):
            raise AskError(f"a buffer of {size} bytes does not fit in the frame")
        buffers.append(data[start : start + size])
        start += size
    return buffers


def _plain(value: Any, buffers: list[bytes]) -> Any:
    kind: Any = type(value)
    if kind in SIMPLE or (kind is float and isfinite(value)):  # most values; there are thousands
        return value
    if isinstance(value, Numbers):
        buffers.append(value.data)
        return {"dtype": value.dtype, "shape": list(value.shape), "buffer": len(buffers) - 1}
    names = _names(kind)
    if names is not None:
        return {name: _plain(getattr(value, name), buffers) for name in names}
    if isinstance(value, float) and not isfinite(value):
        return {"float": "NaN" if isnan(value) else "Infinity" if value == inf else "-Infinity"}
    if isinstance(value, list | tuple):
        if SIMPLE.issuperset(map(type, value)):  # thousands of texts: JSON takes them as they are
            return value
        return [_plain(item, buffers) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, buffers) for key, item in value.items()}
    return value


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass; None for any other type."""
    return tuple(entry.name for entry in fields(kind)) if is_dataclass(kind) else None


def _pad(length: int) -> bytes:
    return bytes(-length % 8)
