"""Every structure N × [M conv + b pool] + K FC of a grammar, weighed on shapes alone.

Blocks of 3×3 convolutions with padding 1, each with M of its own, and a 2×2 max pool behind each
but perhaps the last; then fully connected layers, on all the maps or on their means. A structure
is reckoned from the one that it begins with, so that each takes microseconds.
"""

from collections.abc import Iterator
from typing import NamedTuple

from cutaway.arithmetic.box import Shape

CONVS = (1, 2, 3)
FIRST_WIDTHS = (8, 12, 16, 24, 32, 48, 64)
GROWTHS = (2, 1)
WIDEST = 512
MOST_BLOCKS = 6


class Head(NamedTuple):
    """What follows the blocks: the means of the maps or all of them, then hidden FC layers."""

    means: bool
    hidden: tuple[int, ...]


HEADS = (Head(True, ()), Head(False, ()), Head(False, (128,)), Head(False, (512,)))


class Structure(NamedTuple):
    """One structure and what it costs.

    convs, widths   of each block
    pooled          whether the last block ends in a pool too
    params, macs    as `cutaway.explain.summary` counts them
    depth           layers with weights
    field           receptive field of the last map, in input positions along one axis
    """

    convs: tuple[int, ...]
    widths: tuple[int, ...]
    pooled: bool
    head: Head
    classes: int
    params: int
    macs: int
    depth: int
    field: int

    @property
    def channels(self) -> int:
        """Maps of the last block: the features that the head reads."""
        return self.widths[-1]

    @property
    def words(self) -> str:
        """The notation."""
        parts = []
        for block, (m, width) in enumerate(zip(self.convs, self.widths, strict=True), 1):
            parts.append(f"{m}*conv3-{width}" if m > 1 else f"conv3-{width}")
            if self.pooled or block < len(self.convs):
                parts.append("maxpool")
        parts += ["GAP"] * self.head.means
        return " ".join([*parts, *(f"FC-{n}" for n in (*self.head.hidden, self.classes))])


class Stem(NamedTuple):
    """Blocks without a head; `jump` is the input positions from one place to the next."""

    convs: tuple[int, ...]
    pooled: bool
    channels: int
    height: int
    width: int
    params: int = 0
    macs: int = 0
    field: int = 1
    jump: int = 1


def structures(input_shape: Shape, classes: int) -> Iterator[Structure]:
    """All structures on an input (1, c, h, w).

    >>> next(structures((1, 1, 8, 8), 10)).words
    'conv3-8 GAP FC-10'
    """
    _, channels, height, width = input_shape
    for first in FIRST_WIDTHS:
        for growth in GROWTHS:
            widths = tuple(min(WIDEST, first * growth**i) for i in range(MOST_BLOCKS))
            for stem in _grown(Stem((), True, channels, height, width), widths):
                if growth > 1 or len(stem.convs) > 1:  # one block does not grow
                    yield from _headed(stem, widths[: len(stem.convs)], classes)


def _grown(stem: Stem, widths: tuple[int, ...]) -> Iterator[Stem]:
    """Every stem that begins with one, in depth first."""
    for m in CONVS:
        block = _with_block(stem, widths[len(stem.convs)], m)
        yield block
        if min(block.height, block.width) < 2:
            continue
        pooled = block._replace(
            pooled=True,
            height=block.height // 2,
            width=block.width // 2,
            field=block.field + block.jump,
            jump=block.jump * 2,
        )
        yield pooled
        if len(pooled.convs) < len(widths):
            yield from _grown(pooled, widths)


def _with_block(stem: Stem, width: int, m: int) -> Stem:
    kernels = 9 * width * (stem.channels + (m - 1) * width)
    return Stem(
        (*stem.convs, m),
        False,
        width,
        stem.height,
        stem.width,
        stem.params + kernels + m * width,
        stem.macs + stem.height * stem.width * kernels,
        stem.field + 2 * m * stem.jump,
        stem.jump,
    )


def _headed(stem: Stem, widths: tuple[int, ...], classes: int) -> Iterator[Structure]:
    depth = sum(stem.convs)
    for head in HEADS:
        inputs = stem.channels * (1 if head.means else stem.height * stem.width)
        params, macs = stem.params, stem.macs
        for outputs in (*head.hidden, classes):
            macs += inputs * outputs
            params += (inputs + 1) * outputs
            inputs = outputs
        yield Structure(
            stem.convs,
            widths,
            stem.pooled,
            head,
            classes,
            params,
            macs,
            depth + len(head.hidden) + 1,
            stem.field,
        )
