"""Pictures over HTTP: any that a person may have is taken; every other file is refused clearly."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from cutaway.protocol.encode import decode
from tests.networks.inputs.test_pictures import encoded, huge_png
from tests.server.asking import Answer, Door

Maker = Callable[[], bytes]


def upload(front: Door, data: bytes, name: str = "mine.png", network: str = "tiny-vgg") -> Answer:
    return front.rpc("upload", {"network": network, "name": name}, data)


def noise(mode: str, width: int = 6, height: int = 5) -> Image.Image:
    """A picture of random levels, none of them black; the same one every time."""
    levels = np.random.default_rng(7).integers(40, 256, (height, width), dtype=np.uint8)
    return Image.fromarray(levels).convert(mode)


def deep() -> Image.Image:
    return Image.fromarray(np.linspace(0, 65535, 30).reshape(5, 6).astype(np.uint16))


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(noise("RGB", 5, 6), "JPEG", exif=exif)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (6, 5), colour) for colour in ("red", "blue")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True)


def claiming(width: int, height: int) -> bytes:
    """A PNG of 8×8 pixels whose header claims another size."""
    data = huge_png(8, 8)
    header = b"IHDR" + struct.pack(">II", width, height) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


GOOD: dict[str, tuple[Maker, tuple[int, int]]] = {
    "one pixel": (lambda: encoded(noise("RGB", 1, 1)), (1, 1)),
    "narrow": (lambda: encoded(noise("L", 1, 5000)), (1, 5000)),
    "wide": (lambda: encoded(noise("RGB", 5000, 1)), (5000, 1)),
    "grey": (lambda: encoded(noise("L")), (6, 5)),
    "black and white": (lambda: encoded(noise("1")), (6, 5)),
    "grey with alpha": (lambda: encoded(noise("L").convert("LA")), (6, 5)),
    "palette": (lambda: encoded(noise("RGB").convert("P")), (6, 5)),
    "palette with a clear colour": (
        lambda: encoded(noise("RGB").convert("P"), transparency=0),
        (6, 5),
    ),
    "RGBA": (lambda: encoded(noise("RGBA")), (6, 5)),
    "RGBA WebP": (lambda: encoded(noise("RGBA"), "WEBP"), (6, 5)),
    "16 bits": (lambda: encoded(deep()), (6, 5)),
    "CMYK": (lambda: encoded(noise("CMYK"), "JPEG"), (6, 5)),
    "progressive": (lambda: encoded(noise("RGB"), "JPEG", progressive=True), (6, 5)),
    "turned": (turned, (6, 5)),
    "moving WebP": (lambda: moving("WEBP"), (6, 5)),
    "moving PNG": (lambda: moving("PNG"), (6, 5)),
    "with a tail": (lambda: encoded(noise("RGB")) + b"PK\x03\x04 and more", (6, 5)),
}
BAD: dict[str, tuple[Maker, str]] = {
    "empty": (lambda: b"", "empty (0 bytes)"),
    "text": (lambda: b"hello", "cannot be read"),
    "page": (lambda: b"<!doctype html><script>alert(1)</script>", "cannot be read"),
    "drawing": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "PNG, JPEG or WebP"),
    "moving GIF": (lambda: moving("GIF"), "PNG, JPEG or WebP"),
    "TIFF": (lambda: encoded(noise("RGB"), "TIFF"), "PNG, JPEG or WebP"),
    "BMP": (lambda: encoded(noise("RGB"), "BMP"), "PNG, JPEG or WebP"),
    "script for a printer": (lambda: encoded(noise("RGB"), "EPS"), "PNG, JPEG or WebP"),
    "cut off": (lambda: encoded(noise("RGB"), "JPEG")[:-90], "cannot be read"),
    "400 megapixels": (lambda: huge_png(20000, 20000), "at most 40 megapixels"),
    "just over": (lambda: claiming(40_001, 1000), "40001×1000, 40 megapixels; at most 40"),
    "4 exapixels": (lambda: claiming(2**31 - 1, 2**31 - 1), "at most 40 megapixels"),
    "fewer than claimed": (lambda: claiming(5000, 8000), "cannot be read"),
    "no pixels": (lambda: claiming(0, 8), "cannot be read"),
}


@pytest.mark.parametrize(("make", "size"), GOOD.values(), ids=GOOD)
@pytest.mark.parametrize("network", ["tiny-vgg", "filters"])
def test_a_picture_is_taken_shown_and_run(
    front: Door, make: Maker, size: tuple[int, int], network: str
) -> None:
    answer = upload(front, make(), network=network)
    assert answer.status == 200, answer.meta
    kept = answer.meta
    assert (kept["width"], kept["height"]) == size
    blob = front.knock("GET", f"/blob/{kept['thumbnail']}", front.key)
    assert blob.headers["content-type"] == "image/png"
    assert max(Image.open(io.BytesIO(blob.body)).size) <= 256
    run = front.rpc("run", {"network": network, "picture": kept["id"]})
    assert (run.status, run.meta["failure"]) == (200, None)
    values = front.rpc(
        "values", {"network": network, "picture": kept["id"], "step": "input", "channel": 0}
    )
    (pixels,) = decode(values.body)[1]
    assert np.frombuffer(pixels, "<f4").max() > 0


@pytest.mark.parametrize(("make", "words"), BAD.values(), ids=BAD)
def test_another_file_is_refused(front: Door, make: Maker, words: str) -> None:
    answer = upload(front, make())
    assert (answer.status, answer.meta["code"]) == (422, "picture")
    assert words in answer.meta["message"]


def test_the_first_frame_is_what_is_shown(front: Door) -> None:
    for kind in ("WEBP", "PNG"):
        kept = upload(front, moving(kind)).meta
        blob = front.knock("GET", f"/blob/{kept['thumbnail']}", front.key)
        red, _, blue = Image.open(io.BytesIO(blob.body)).getpixel((0, 0))  # type: ignore[misc]
        assert red > 200 and blue < 50


NAMES = (
    "../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\Windows\\x", "\\\\server\\share\\x",
    "file:///x", "a\0b", "", ".", "<img src=x onerror=alert(1)>", "\N{RIGHT-TO-LEFT OVERRIDE}gpj",
)  # fmt: skip


def test_names_are_data_and_ids_are_random(
    front: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = [upload(front, encoded(noise("L")), name).meta for name in NAMES]
    assert [picture["name"] for picture in found] == [name or "picture" for name in NAMES]
    assert all(re.fullmatch(r"upload-[0-9a-f]{16}", picture["id"]) for picture in found)
    assert len({picture["id"] for picture in found}) == len(NAMES)
    assert list(tmp_path.iterdir()) == []  # kept in memory: no name ever meets the disk


@pytest.mark.parametrize("name", [name for name in NAMES if name])
def test_no_ask_takes_a_path(front: Door, name: str, tmp_path: Path) -> None:
    picture = tmp_path / "mine.png"
    picture.write_bytes(encoded(noise("L")))
    link = tmp_path / "link.png"
    link.symlink_to(picture)
    for path in (name, str(picture), str(link), picture.as_uri()):
        assert front.rpc("run", {"network": "tiny-vgg", "picture": path}).status == 422
        assert front.rpc("open", {"network": path}).status == 422
        assert front.knock("GET", f"/blob/{path}", front.key).status == 404
        assert front.knock("GET", f"/{path}", front.key).status == 404
    for path in ("/../pyproject.toml", "/%2e%2e/x", "//etc/passwd", "/page.js/../x", "/.stamp"):
        assert front.knock("GET", path, front.key).status == 404


@pytest.mark.parametrize("name", ["{}:make", "{}:make --trust", "os:getcwd", "{}"])
def test_no_ask_runs_code(front: Door, name: str, tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    code = tmp_path / "evil.py"
    code.write_text(f"open({str(marker)!r}, 'w')\ndef make(): raise SystemExit\n")
    for method in ("open", "run", "upload"):
        asked = {"network": name.format(code)}
        asked |= {"picture": ""} if method == "run" else {}
        asked |= {"name": "a"} if method == "upload" else {}
        buffers = (encoded(noise("L")),) if method == "upload" else ()
        answer = front.rpc(method, asked, *buffers)
        assert (answer.status, answer.meta["code"]) == (422, "network")
    assert not marker.exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_damaged_picture_is_taken_or_refused(front: Door, kind: str) -> None:
    random = Random(7)
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a description"
    whole = encoded(noise("RGB", 24, 20), kind, exif=exif)
    seen = set()
    for _ in range(250):
        data = bytearray(whole)
        for _ in range(random.choice((1, 1, 2, 8))):
            place = random.randrange(min(len(data), 160))
            data[place] = random.choice((0, 255, random.randrange(256)))
        answer = upload(front, bytes(data))
        assert answer.status == 200 or answer.meta["code"] == "picture", answer.meta
        seen.add(answer.status)
    assert seen == {200, 422}
