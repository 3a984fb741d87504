"""The pictures that ship with Cutaway."""

import json
from functools import lru_cache, partial
from importlib.resources import files

from PIL import Image

from cutaway.networks.inputs.pictures import Picture, open_picture

PHOTOS = {
    "coffee": ("espresso", "浓缩咖啡"),
    "chelsea": ("cat", "猫"),
    "camera": ("photographer", "摄影师"),
}


def photos() -> tuple[Picture, ...]:
    """The photographs that ship with Cutaway (all CC0)."""
    return tuple(
        Picture(name, name, english, chinese, partial(_photo, name))
        for name, (english, chinese) in PHOTOS.items()
    )


def garments(english: tuple[str, ...], chinese: tuple[str, ...]) -> tuple[Picture, ...]:
    """Sixty test pictures of Fashion-MNIST: the ten classes in turn, six times."""
    labels = json.loads(data_file("fashion_mnist.json").decode())["labels"]
    return tuple(
        Picture(f"{i + 1}", f"{i + 1}", english[label], chinese[label], partial(_garment, i))
        for i, label in enumerate(labels)
    )


def data_file(name: str) -> bytes:
    """A file that ships with the package."""
    return (files("cutaway.networks") / "data" / name).read_bytes()


@lru_cache(maxsize=8)
def _photo(name: str) -> Image.Image:
    return open_picture(data_file(f"{name}.jpg"))


@lru_cache(maxsize=1)
def _sheet() -> Image.Image:
    return open_picture(data_file("fashion_mnist.png"))


def _garment(i: int) -> Image.Image:
    row, column = divmod(i, 10)
    left, top = column * 28, row * 28
    return _sheet().crop((left, top, left + 28, top + 28))
