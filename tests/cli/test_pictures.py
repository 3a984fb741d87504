"""cutaway explain --image: any file a person may choose opens, or is refused in one line."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import Cutaway
from tests.networks.inputs.test_pictures import encoded, huge_png

RED = Image.new("RGB", (40, 30), (200, 10, 10))


def animated() -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    return encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)


OPENS: dict[str, tuple[Callable[[], bytes], float]] = {
    "1×1": (lambda: encoded(Image.new("L", (1, 1), 51)), 51),
    "1×5000": (lambda: encoded(Image.new("L", (1, 5000), 51)), 51),
    "CMYK": (lambda: encoded(Image.new("CMYK", (9, 9)), "JPEG"), 255),
    "16 bits": (lambda: encoded(Image.fromarray(np.full((9, 9), 257 * 51, np.uint16))), 51),
    "animated": (animated, 255),
    "colour": (lambda: encoded(RED), round(0.299 * 200 + 0.587 * 10 + 0.114 * 10)),
}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no bytes": (lambda: b"", "a.png is empty (0 bytes); choose a PNG, JPEG or WebP file"),
    "no picture": (lambda: b"%PDF-1.7", "a.png cannot be read as a picture; choose a whole PNG"),
    "cut off": (lambda: encoded(RED)[:60], "a.png cannot be read as a picture"),
    "400 megapixels": (
        lambda: huge_png(20_000, 20_000),
        "a.png is too large: at most 40 megapixels; scale it down",
    ),
    "42 megapixels": (
        lambda: huge_png(7000, 6000),
        "a.png is too large: 7000×6000, 42 megapixels; at most 40 megapixels; scale it down",
    ),
}


@pytest.mark.parametrize(("make", "grey"), list(OPENS.values()), ids=list(OPENS))
def test_what_opens(
    cutaway: Cutaway, tmp_path: Path, make: Callable[[], bytes], grey: float
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(make())
    done = cutaway("explain", "tiny-vgg", "--image", path, "--at", "input:0,14,14", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["value"] == pytest.approx(grey / 255, abs=1e-6)


@pytest.mark.parametrize(("make", "message"), list(REFUSED.values()), ids=list(REFUSED))
def test_what_is_refused(
    refused: Callable[..., str], tmp_path: Path, make: Callable[[], bytes], message: str
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(make())
    assert refused("explain", "tiny-vgg", "--image", path, "--at", "fc3:0").startswith(message)
    assert refused("open", "--image", path).startswith(message)


def test_what_is_missing(refused: Callable[..., str], tmp_path: Path) -> None:
    for path, why in (
        (tmp_path / "gone.png", "there is no picture 'gone.png'; check the path"),
        (tmp_path, f"{tmp_path.name!r} is a folder; expected a picture"),
    ):
        assert refused("explain", "tiny-vgg", "--image", path, "--at", "fc3:0") == why
