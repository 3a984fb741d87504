"""What is done to a picture before the network sees it, and what that did to one pixel."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from cutaway.arithmetic.box import Index, Shape

Kind = Literal["resize", "crop", "grey", "invert", "scale", "mean", "deviation", "order"]
GREY = (0.299, 0.587, 0.114)  # ITU-R BT.601, as Pillow converts


def takes_pictures(shape: Shape) -> bool:
    """Whether an input of this shape (n, c, h, w) can be made from a picture: grey or colour."""
    return len(shape) == 4 and shape[1] in (1, 3)


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing done to the picture.

    numbers  resize: height, width before and after · crop: top, left, height, width
             scale: the divisor · mean, deviation: one number per channel
    text     the channels' order, for `order`
    """

    kind: Kind
    numbers: tuple[float, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Pixel:
    """Where a number of the input stood on the picture.

    row, column   in pixels of the picture, of the centre of what was resampled
    channel       "R", "G", "B" or "grey"
    trail         the resampled pixel's value, then its value after each further preparation
    """

    row: float
    column: float
    channel: str
    trail: tuple[float, ...]


@dataclass(frozen=True)
class Preprocess:
    """Picture → input (1, c, h, w): resample to a size, then arithmetic per channel.

    size       (h, w) of the input; None keeps the picture's own up to `longest`
    longest    longest side kept, where `size` is None
    crop       the largest middle piece of the input's proportions is taken before resizing
    share      of that piece's sides, how much is kept: 224/256 where torchvision resizes to 256
    grey       one channel, by luminance
    divisor    every value is divided by it
    mean       subtracted per channel, in R, G, B order
    deviation  divides after the mean, in R, G, B order
    order      channels as the network wants them: "RGB" or "BGR"
    """

    size: tuple[int, int] | None
    longest: int = 320
    crop: bool = False
    share: float = 1.0
    grey: bool = False
    divisor: float = 1.0
    mean: tuple[float, ...] = ()
    deviation: tuple[float, ...] = ()
    order: Literal["RGB", "BGR"] = "RGB"

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the input's channels, in order."""
        return ("grey",) if self.grey else tuple(self.order)

    def apply(self, image: Image.Image) -> Float[Tensor, "1 c h w"]:
        """The input for a picture."""
        values = self._arithmetic(self._pixels(image))[-1]
        ordered = values if self.grey or self.order == "RGB" else values[:, :, ::-1]
        return torch.from_numpy(np.ascontiguousarray(ordered.transpose(2, 0, 1)[None]))

    def preparations(self, width: int, height: int) -> tuple[Preparation, ...]:
        """What is done to a picture of this size, in order."""
        done = []
        left, top, wide, high = self._piece(width, height)
        if (wide, high) != (width, height):
            done.append(Preparation("crop", (top, left, high, wide)))
        h, w = self._target(wide, high)
        if (h, w) != (high, wide):
            done.append(Preparation("resize", (high, wide, h, w)))
        if self.grey:
            done.append(Preparation("grey", GREY))
        if self.divisor != 1:
            done.append(Preparation("scale", (self.divisor,)))
        if self.mean:
            done.append(Preparation("mean", self.mean))
        if self.deviation:
            done.append(Preparation("deviation", self.deviation))
        if not self.grey and self.order != "RGB":
            done.append(Preparation("order", text=self.order))
        return tuple(done)

    def pixel(self, index: Index, image: Image.Image) -> Pixel:
        """Where the input's number at (n, c, y, x) came from on the picture."""
        _, channel, y, x = index
        left, top, wide, high = self._piece(*image.size)
        h, w = self._target(wide, high)
        name = self.channels[channel]
        place = 0 if self.grey else "RGB".index(name)
        stages = self._arithmetic(self._pixels(image))
        return Pixel(
            top + (y + 0.5) * high / h - 0.5,
            left + (x + 0.5) * wide / w - 0.5,
            name,
            tuple(float(stage[y, x, place]) for stage in stages),
        )

    def _piece(self, width: int, height: int) -> tuple[int, int, int, int]:
        """(left, top, width, height) of what is resized."""
        if not self.crop or self.size is None:
            return 0, 0, width, height
        h, w = self.size
        scale = min(width / w, height / h) * self.share
        wide, high = max(1, round(w * scale)), max(1, round(h * scale))
        return (width - wide) // 2, (height - high) // 2, wide, high

    def _target(self, width: int, height: int) -> tuple[int, int]:
        if self.size is not None:
            return self.size
        scale = min(1.0, self.longest / max(width, height))
        return max(1, round(height * scale)), max(1, round(width * scale))

    def _pixels(self, image: Image.Image) -> NDArray[np.float32]:
        """Resampled pixels, (h, w, c), 0 … 255."""
        left, top, wide, high = self._piece(*image.size)
        h, w = self._target(wide, high)
        box = (left, top, left + wide, top + high)
        picture = image.convert("L" if self.grey else "RGB")
        if (h, w) != picture.size[::-1] or box != (0, 0, *picture.size):
            picture = picture.resize((w, h), Image.Resampling.BILINEAR, box)
        return np.asarray(picture, np.float32).reshape(h, w, 1 if self.grey else 3)

    def _arithmetic(self, pixels: NDArray[np.float32]) -> list[NDArray[np.float32]]:
        """The pixels, then after each arithmetic step."""
        stages = [pixels]
        if self.divisor != 1:
            stages.append(stages[-1] / np.float32(self.divisor))
        if self.mean:
            mean: NDArray[np.float32] = np.array(self.mean, np.float32)
            stages.append(stages[-1] - mean)
        if self.deviation:
            deviation: NDArray[np.float32] = np.array(self.deviation, np.float32)
            stages.append(stages[-1] / deviation)
        return stages
