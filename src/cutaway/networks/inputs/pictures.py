"""Pictures, and the opening of files that may be anything."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from cutaway.errors import PictureError
from cutaway.networks.phrases import absent, is_file

MOST_BYTES = 64 * 2**20
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP")


@dataclass(frozen=True)
class Picture:
    """A picture that a network can run on.

    id            its address
    name          what the picker says
    label         its true class, "" if unknown; label_zh the same in Chinese
    load          gives the pixels
    """

    id: str
    name: str
    label: str
    label_zh: str
    load: Callable[[], Image.Image]


def open_picture(source: str | Path | bytes) -> Image.Image:
    """A picture from a file or its bytes: first frame, upright, as 8-bit RGB or grey.

    Transparent pixels stand on white; 16-bit pictures are scaled to 8. Raises PictureError for
    what is missing, unreadable, no PNG, JPEG or WebP, over 64 MiB, or over 40 megapixels.

    >>> open_picture(b"")
    Traceback (most recent call last):
    cutaway.errors.PictureError: the file is empty (0 bytes); choose a PNG, JPEG or WebP file
    """
    data, name = _bytes(source)
    if not data:
        raise PictureError(f"{name} is empty (0 bytes); choose a PNG, JPEG or WebP file")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large pictures, damaged EXIF
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            _check_size(image, name)
            image.load()
            return _plain(image)
    except PictureError:
        raise
    except Image.DecompressionBombError:
        raise _too_large(name, "") from None
    except Exception:  # a damaged file: SyntaxError, struct.error, whatever a parser met
        raise PictureError(
            f"{name} cannot be read as a picture; choose a whole PNG, JPEG or WebP file"
        ) from None


def _bytes(source: str | Path | bytes) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        if len(source) > MOST_BYTES:
            raise PictureError(f"the file has {len(source):,} bytes; at most {MOST_BYTES:,}")
        return source, "the file"
    path = Path(source)
    if not is_file(path):
        raise PictureError(absent(path, "picture"))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PictureError(f"{path.name} has over {MOST_BYTES:,} bytes; choose a smaller file")
        return path.read_bytes(), path.name
    except OSError:
        raise PictureError(f"{path.name} cannot be read; check its permissions") from None


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_large(name, f"{width}×{height}, {width * height / 1e6:.0f} megapixels; ")


def _too_large(name: str, size: str) -> PictureError:
    most = MOST_PIXELS // 1_000_000
    return PictureError(f"{name} is too large: {size}at most {most} megapixels; scale it down")


def _plain(image: Image.Image) -> Image.Image:
    image = _upright(image)
    if image.mode.startswith("I"):  # 16 bits and more
        values = np.asarray(image).astype(np.float64)
        values = np.round(values / 257 if values.max(initial=0) > 255 else values)
        image = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image if image.mode == "L" else image.convert("RGB")


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # damaged EXIF: the pixels are whole
        return image
