"""Writes web/test/goldens/frames.json, the frames that the page's decoder is held to.

Run `python -m tests.web.golden_frames` after a deliberate change of the encoding.
"""

import json
import math
import struct
from pathlib import Path
from typing import Literal

from cutaway.protocol.encode import encode, frame, frame_of_failure
from cutaway.protocol.messages import Failure, Numbers, Values

GOLDEN = Path(__file__).parents[2] / "web" / "test" / "goldens" / "frames.json"


def frames() -> dict[str, bytes]:
    """Frames by name; web/test/frame.test.ts says what each holds."""
    nan, infinity = math.nan, math.inf
    floats = _numbers(
        "f4", (2, 3), "<6f", 0.5, -1.25, nan, infinity, -infinity, 1.401298464324817e-45
    )
    return {
        "values": encode(Values("conv1_1", 3, floats)),
        "kinds": encode(
            {
                "bytes": _numbers("u1", (3,), "<3B", 0, 128, 255),
                "integers": _numbers("i4", (2,), "<2i", -2, 2**31 - 1),
                "doubles": _numbers("f8", (2,), "<2d", 0.1, -1e300),
                "none": _numbers("f4", (0,), "<"),
                "text": "卷积 × −3 “q”",
            }
        ),
        "specials": encode({"list": [nan, infinity, -infinity, 0.0, -2.5], "deep": {"nan": nan}}),
        "failure": frame_of_failure(Failure("address", "there is no step 'x'", {"step": "x"})),
        "ask": frame({"network": "tiny-vgg", "name": "猫.png"}, [b"\x89PNG", b""]),
    }


def _numbers(
    kind: Literal["u1", "i4", "f4", "f8"], shape: tuple[int, ...], layout: str, *values: float
) -> Numbers:
    return Numbers(kind, shape, struct.pack(layout, *values))


if __name__ == "__main__":
    text = json.dumps({name: data.hex() for name, data in frames().items()}, indent=2)
    GOLDEN.write_text(text + "\n", encoding="utf-8")
