"""Any file a person may choose: opened as it should look, or refused in one clear line."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cutaway.errors import PictureError
from cutaway.networks.inputs.pictures import open_picture
from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.zoo import network


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header claims a size; its pixels compress to almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(1 + (width + 7) // 8)) for _ in range(height))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", rows + packer.flush())
        + chunk(b"IEND", b"")
    )


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "text": (lambda: b"hello", "cannot be read"),
    "cut off": (lambda: encoded(Image.new("RGB", (64, 64)))[:60], "cannot be read"),
    "gif": (lambda: encoded(Image.new("P", (8, 8)), "GIF"), "PNG, JPEG or WebP"),
    "400 megapixels": (lambda: huge_png(20000, 20000), "at most 40 megapixels"),
}


@pytest.mark.parametrize(("make", "message"), list(BAD.values()), ids=list(BAD))
def test_bad_files_are_refused(make: Callable[[], bytes], message: str, tmp_path: Path) -> None:
    data = make()
    assert len(data) < 500_000
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    for source in (data, path):
        with pytest.raises(PictureError, match=message) as caught:
            open_picture(source)
        assert str(tmp_path) not in str(caught.value)
    with pytest.raises(PictureError, match=r"there is no picture 'gone\.png'"):
        open_picture(tmp_path / "gone.png")


def test_every_kind_of_picture_opens() -> None:
    red = Image.new("RGB", (3, 2), (200, 10, 10))
    assert open_picture(encoded(red.convert("CMYK"), "JPEG")).mode == "RGB"
    assert open_picture(encoded(red.convert("P"))).getpixel((0, 0))[0] > 150  # type: ignore[index]
    clear = Image.new("RGBA", (1, 1), (0, 0, 0, 0))
    assert open_picture(encoded(clear)).getpixel((0, 0)) == (255, 255, 255)
    deep = Image.fromarray(np.array([[0, 32896, 65535]], np.uint16))
    assert np.asarray(open_picture(encoded(deep))).tolist() == [[0, 128, 255]]
    frames = [Image.new("RGB", (2, 2), c) for c in ("red", "blue")]
    moving = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    assert open_picture(moving).getpixel((0, 0))[0] > 200  # type: ignore[index]


def test_a_turned_photograph_stands_upright() -> None:
    image = Image.new("L", (4, 2))
    exif = Image.Exif()
    exif[0x0112] = 6
    assert open_picture(encoded(image, "JPEG", exif=exif)).size == (2, 4)


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (3, 7)])
@pytest.mark.parametrize("name", ["tiny-vgg", "filters"])
def test_any_shape_becomes_an_input(size: tuple[int, int], name: str) -> None:
    net = network(name)
    tensor = net.preprocess.apply(Image.new("RGB", size, "white"))
    assert tensor.shape[:2] == net.input_shape[:2] and min(tensor.shape) >= 1
    assert float(tensor.mean()) == 1.0


def test_the_trail_of_a_pixel_ends_at_the_input() -> None:
    rng = np.random.default_rng(0)
    image = Image.fromarray(rng.integers(0, 256, (40, 60, 3), np.uint8))
    steps = Preprocess(
        (10, 10), crop=True, divisor=255.0, mean=(0.4, 0.5, 0.6), deviation=(2.0, 3.0, 4.0),
        order="BGR",
    )  # fmt: skip
    tensor = steps.apply(image)
    for index in ((0, 0, 0, 0), (0, 1, 9, 9), (0, 2, 4, 7)):
        pixel = steps.pixel(index, image)
        assert pixel.trail[-1] == float(tensor[index])
        assert pixel.trail[1] == pytest.approx(pixel.trail[0] / 255)
        assert pixel.channel == "BGR"[index[1]]
    assert (steps.pixel((0, 0, 0, 0), image).row, steps.pixel((0, 0, 0, 0), image).column) == (
        1.5,
        11.5,
    )
    kinds = [p.kind for p in steps.preparations(60, 40)]
    assert kinds == ["crop", "resize", "scale", "mean", "deviation", "order"]


def test_grey_needs_no_resampling_at_its_own_size() -> None:
    image = Image.fromarray(np.arange(784, dtype=np.uint8).reshape(28, 28))
    found = network("tiny-vgg").preprocess.apply(image)
    assert np.array_equal((found[0, 0].numpy() * 255).round(), np.asarray(image))
