"""The typical structure of a convolutional network: N × [M conv + b pool] + K FC."""

from collections.abc import Sequence

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.networks.architectures.architecture import written
from cutaway.networks.network import Network
from cutaway.networks.notation.text import parse, unparse

WIDEST = 512  # where doubling ends, as in the VGG paper
MOST_BLOCKS = 100


def typical(
    blocks: int,
    convs: int | Sequence[int] = 2,
    pool: int | Sequence[int] = 1,
    widths: int | Sequence[int] = 64,
    fc: int | Sequence[int] = (4096, 4096, 1000),
    input_shape: Shape | None = None,
) -> Network:
    """A network of N blocks of convolutions and pools, then fully connected layers.

    blocks        N
    convs         M, the 3×3 convolutions of a block; one number for each block, or the same
    pool          b, the 2×2 max pools that end a block; likewise
    widths        output channels of each block; a single number is the first block's, and doubles
                  from block to block up to 512
    fc            outputs of the K fully connected layers, in order; () for none
    input_shape   (1, c, h, w); (1, 3, 224, 224) where it is None

    Raises ShapeError where the numbers do not agree, or a pool does not fit.

    >>> typical(2, convs=(1, 2), widths=8, fc=10, input_shape=(1, 1, 8, 8)).notation
    'conv3-8 maxpool 2*conv3-16 maxpool FC-10'
    """
    full = (fc,) if isinstance(fc, int) else tuple(fc)
    return written(words(_whole("blocks", blocks), convs, pool, widths, full), input_shape)


def words(
    blocks: int,
    convs: int | Sequence[int],
    pools: int | Sequence[int],
    widths: int | Sequence[int],
    fc: Sequence[int],
) -> str:
    """The notation of such a network; see `typical`.

    >>> words(2, 2, (1, 0), (8, 8), (10,))
    '2*conv3-8 maxpool 2*conv3-8 FC-10'
    """
    if isinstance(widths, int):
        widths = [min(WIDEST, widths * 2**i) for i in range(blocks)]
    parts = []
    for m, b, width in zip(
        _each("convs", convs, blocks),
        _each("pool", pools, blocks),
        _each("widths", widths, blocks),
        strict=True,
    ):
        parts += [f"{m}*conv3-{width}"] * (m > 0) + [f"{b}*maxpool"] * (b > 0)
    plain = [part.removeprefix("1*") for part in parts]
    return unparse(parse(" ".join([*plain, *(f"FC-{outputs}" for outputs in fc)])))


def _each(name: str, given: int | Sequence[int], blocks: int) -> tuple[int, ...]:
    numbers = (given,) * blocks if isinstance(given, int) else tuple(given)
    if len(numbers) != blocks:
        raise ShapeError(
            f"{name} has {len(numbers)} numbers for {blocks} blocks; give one for each, or a "
            "single one"
        )
    if any(number < 0 for number in numbers):
        raise ShapeError(f"{name} holds {min(numbers)}; expected 0 or more")
    return numbers


def _whole(name: str, number: int) -> int:
    if not 1 <= number <= MOST_BLOCKS:
        raise ShapeError(f"{name} is {number}; expected 1 to {MOST_BLOCKS}")
    return number
