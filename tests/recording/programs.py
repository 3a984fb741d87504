"""Random networks out of calls that share memory, write in place, or do neither."""

from collections.abc import Callable
from random import Random

import torch
from torch import Tensor, nn
from torch.nn import functional

Call = Callable[[list[Tensor]], Tensor]
SHAPE = (2, 4, 6, 6)


class Program(nn.Module):
    """Each line of it reads one or two of the maps so far, all of one shape."""

    def __init__(self, rng: Random, lines: int = 12) -> None:
        super().__init__()
        self.layers = nn.ModuleList(
            [
                nn.Conv2d(4, 4, 3, padding=1),
                nn.Conv2d(4, 4, 1, bias=False),
                nn.BatchNorm2d(4).eval(),
                nn.ReLU(),
                nn.ReLU(inplace=True),
                nn.ReLU6(inplace=True),
                nn.Dropout(0.5, inplace=True).eval(),
                nn.MaxPool2d(3, 1, 1),
            ]
        )
        self.lines = [self._line(rng) for _ in range(lines)]

    def _line(self, rng: Random) -> tuple[str, Call]:
        a, b = rng.random(), rng.random()
        layer = rng.choice([*self.layers])
        choices: dict[str, Call] = {
            "layer": lambda maps: layer(pick(maps, a)),
            "add": lambda maps: pick(maps, a) + pick(maps, b),
            "add in place": lambda maps: pick(maps, a).add_(pick(maps, b)),
            "times in place": lambda maps: pick(maps, a).mul_(0.5),
            "relu in place": lambda maps: functional.relu_(pick(maps, a)),
            "a view": lambda maps: pick(maps, a).flatten(1).view(SHAPE),
            "turned twice": lambda maps: pick(maps, a).transpose(2, 3).transpose(2, 3),
            "half of it in place": lambda maps: half(pick(maps, a)),
            "halves": lambda maps: torch.cat(pick(maps, a).chunk(2, 1), 1),
            "detached": lambda maps: pick(maps, a).detach(),
            "a list that grows": lambda maps: grown(pick(maps, a), pick(maps, b)),
            "a list of sizes": lambda maps: sized(pick(maps, a)),
            "parts in place": lambda maps: parts(pick(maps, a)),
            "turned in place": lambda maps: pick(maps, a).transpose_(2, 3),
            "spread": lambda maps: pick(maps, a)[:, :1].expand(SHAPE) * 1.0,
            "written into": lambda maps: torch.add(pick(maps, a), 1, out=torch.empty(SHAPE)),
            "new data": lambda maps: renewed(pick(maps, a)),
            "unwatched by gradients": lambda maps: inferred(pick(maps, a)),
            "a constant": lambda maps: pick(maps, a) * torch.full((4, 1, 1), 2.0),
            "the same": lambda maps: pick(maps, a).contiguous(),
        }
        name = rng.choice(sorted(choices))
        return name, choices[name]

    def forward(self, x: Tensor) -> Tensor:
        maps = [x]
        for _, call in self.lines:
            maps.append(call(maps))
        return maps[-1].mean((2, 3))


def pick(maps: list[Tensor], share: float) -> Tensor:
    """One of the maps, the later ones rather; the input is left alone."""
    return maps[-1 - int(share * min(3, len(maps)))]


def half(x: Tensor) -> Tensor:
    """Doubles the first channels where they stand."""
    x[:, :2].mul_(2)
    return x


def grown(x: Tensor, y: Tensor) -> Tensor:
    """Reads a list of maps that is another one afterwards."""
    maps = [x, y]
    sums = torch.cat(maps, 1)[:, 2:6]
    maps[0] = sums
    maps.append(x)
    return torch.cat(maps, 1)[:, 3:7]


def sized(x: Tensor) -> Tensor:
    """Reads lists of numbers that are others afterwards."""
    sizes, channels = [2, 4, 36], [3, 2, 1, 0]
    flat = x.reshape(sizes)
    turned = flat[:, channels]
    sizes[1:] = [4, 6, 6]
    channels.clear()
    return turned.reshape(shape=sizes)


def parts(x: Tensor) -> Tensor:
    """Overwrites pieces of a map, through views that torch gave several of."""
    first, second = x.chunk(2, 1)
    first.add_(second)
    x.unbind(0)[1].mul_(0.5)
    return x


def renewed(x: Tensor) -> Tensor:
    """Gives a map other memory."""
    y = x + 1
    y.data = y.data * 2
    return y.sub_(1)


def inferred(x: Tensor) -> Tensor:
    """Computes where torch keeps nothing for gradients."""
    with torch.inference_mode():
        inside = functional.relu_(x * 2)
    return inside + x
