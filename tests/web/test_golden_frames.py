"""The frames that the page's decoder is tested with are what the Python encoder writes."""

import json

from cutaway.protocol.encode import decode
from tests.web.golden_frames import GOLDEN, frames


def test_goldens_are_what_the_encoder_writes() -> None:
    kept = json.loads(GOLDEN.read_text("utf-8"))
    assert kept == {name: data.hex() for name, data in frames().items()}


def test_the_ask_of_the_page_is_understood() -> None:
    kept = json.loads(GOLDEN.read_text("utf-8"))
    meta, buffers = decode(bytes.fromhex(kept["ask"]))
    assert meta == {"network": "tiny-vgg", "name": "猫.png"}
    assert buffers == [b"\x89PNG", b""]


def test_buffers_begin_at_multiples_of_eight() -> None:
    data = frames()["kinds"]
    assert len(data) % 8 == 0
    assert data.index(b"\x00\x80\xff") % 8 == 0
