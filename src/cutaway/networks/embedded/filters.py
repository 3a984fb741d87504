"""No training at all: seven fixed 3×3 kernels over a photograph."""

from functools import lru_cache

import torch
from torch import Tensor, nn

from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.inputs.shipped import photos
from cutaway.networks.network import Network
from cutaway.networks.recipe import Recipe

KERNELS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "identity": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
    "blur": ((1 / 9, 1 / 9, 1 / 9), (1 / 9, 1 / 9, 1 / 9), (1 / 9, 1 / 9, 1 / 9)),
    "Sobel x": ((-1, 0, 1), (-2, 0, 2), (-1, 0, 1)),
    "Sobel y": ((-1, -2, -1), (0, 0, 0), (1, 2, 1)),
    "Laplacian": ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "emboss": ((-2, -1, 0), (-1, 1, 1), (0, 1, 2)),
}


class Filters(nn.Module):
    """Each kernel over R, G and B alike, a third of each: what it finds in the brightness."""

    def __init__(self) -> None:
        super().__init__()
        self.filters = nn.Conv2d(3, len(KERNELS), 3, padding=1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.filters(x)  # type: ignore[no-any-return]  # a module call is untyped


@lru_cache(maxsize=1)
def filters() -> Network:
    """Convolution as a feature extractor: an edge looks like an edge."""
    return Network(
        name="filters",
        title="Filters",
        body=Recipe(Filters, _fill),
        preprocess=Preprocess(None, longest=320, divisor=255.0),
        input_shape=(1, 3, 213, 320),
        dataset="",
        source="fixed kernels: identity, blur, Sobel, Laplacian, sharpen, emboss",
        pictures=photos(),
        maps={"filters": tuple(KERNELS)},
    )


def _fill(module: nn.Module) -> None:
    stack = torch.tensor([KERNELS[name] for name in KERNELS]) / 3
    module.load_state_dict({"filters.weight": stack[:, None].repeat(1, 3, 1, 1)})
