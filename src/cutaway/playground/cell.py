"""One output number opened: what it read, by which weights, and the sum in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from math import isnan, nan

from cutaway.arithmetic.block import Block
from cutaway.arithmetic.box import Index
from cutaway.arithmetic.term import Term
from cutaway.errors import AddressError
from cutaway.playground.forward import Pass
from cutaway.playground.layer import Layer
from cutaway.playground.meetings import meetings


@dataclass(frozen=True, slots=True)
class Pair:
    """An input number and the weight it meets.

    position   (channel, *place) of the input, where the window lies; outside in the padding
    source     the real input position whose number stands there; () where the padding's own does
    tap        index of the weight in the kernels as typed; () where there are no weights
    value, weight, product   the numbers; a pool's weight is 1
    wins       it is the largest of a max pool's window
    """

    position: Index
    source: Index
    tap: Index
    value: float
    weight: float
    product: float
    wins: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One output number.

    bias       NaN where there is none
    divisor    what a mean divides by; NaN elsewhere
    channels   (input channel, its part of the sum); () for pools
    words      the arithmetic on one line: "2·1 + 0·2 + 1 = 3"
    term       the same as a Term
    """

    index: Index
    value: float
    pairs: tuple[Pair, ...]
    bias: float
    divisor: float
    channels: tuple[tuple[int, float], ...]
    words: str
    term: Term


def cell(done: Pass, index: Index) -> Cell:
    """The output number at (channel, *place). Raises AddressError where there is none."""
    inside = len(index) == len(done.shape) and all(
        0 <= i < n for i, n in zip(index, done.shape, strict=True)
    )
    if not inside or not done.output.known:
        raise AddressError(
            f"the output is {'×'.join(map(str, done.shape))}; there is no number at {list(index)}",
            shape="×".join(map(str, done.shape)),
        )
    term = done.explain(index)
    pairs = tuple(_pairs(done, index, term))
    bias = next((part.value for part in term.parts if part.label == "bias"), nan)
    divisor = term.parts[1].value if term.rule == "divide" else nan
    shares = _shares(pairs) if done.layer.convolves else ()
    words = words_of(done.layer, pairs, bias, divisor, term.value)
    return Cell(index, term.value, pairs, bias, divisor, shares, words, term)


def words_of(
    layer: Layer, pairs: tuple[Pair, ...], bias: float, divisor: float, value: float
) -> str:
    """The arithmetic of one output on one line."""
    if layer.kind == "relu":
        return f"max(0, {told(pairs[0].value)}) = {told(value)}"
    if layer.kind.startswith("max"):
        return f"max({', '.join(told(pair.value) for pair in pairs)}) = {told(value)}"
    if layer.pools:
        return (
            f"({' + '.join(_held(pair.value) for pair in pairs)}) / {told(divisor)} = {told(value)}"
        )
    terms = [f"{_held(pair.value)}·{_held(pair.weight)}" for pair in pairs]
    terms += [] if isnan(bias) else [_held(bias)]
    return f"{' + '.join(terms) or '0'} = {told(value)}"


def told(value: float) -> str:
    """A number for reading: −0.5, 13, −∞.

    >>> told(-0.5), told(13.0), told(1 / 3), told(float("-inf"))
    ('−0.5', '13', '0.333333', '−∞')
    """
    return f"{value:.6g}".replace("-", "−").replace("inf", "∞")


def _held(value: float) -> str:
    """A number inside a sum: a negative one in brackets."""
    return f"({told(value)})" if value < 0 else told(value)


def _pairs(done: Pass, index: Index, term: Term) -> Iterator[Pair]:
    if done.layer.kind == "relu":
        value = term.parts[1].value
        yield Pair(index, index, (), value, 1.0, value, value > 0)
        return
    blocks = next(_blocks(term), ())
    if not blocks:
        return  # a place that no input of a transposed convolution reaches
    largest = done.layer.kind.startswith("max")
    winner = list(blocks[0].values).index(term.value) if largest else -1
    weights = blocks[1].values if done.layer.convolves else [1.0] * blocks[0].size
    taps = blocks[1].indices() if done.layer.convolves else repeat(())
    places = blocks[0].indices()
    for i, (place, tap, value) in enumerate(zip(places, taps, blocks[0].values, strict=False)):
        position = _unpadded(done, place[1:])
        source = _source(done.layer, position)
        product = value * weights[i]
        yield Pair(
            position, source, _typed(done.layer, tap), value, weights[i], product, i == winner
        )


def _blocks(term: Term) -> Iterator[tuple[Block, ...]]:
    """The blocks of the term, or of the first of its parts that has some."""
    if term.blocks:
        yield term.blocks
    for part in term.parts:
        yield from _blocks(part)


def _unpadded(done: Pass, position: Index) -> Index:
    """A position in the input, where the padding was a step of its own."""
    if done.pad is None:
        return position
    channel, *space = position
    return (channel, *(p - before for p, before in zip(space, done.layer.before, strict=True)))


def _source(layer: Layer, position: Index) -> Index:
    channel, *space = position
    found = [of.get(p, -1) for of, p in zip(_sources(layer), space, strict=True)]
    return (channel, *found) if min(found) >= 0 else ()


@lru_cache(maxsize=16)
def _sources(layer: Layer) -> tuple[dict[int, int], ...]:
    return tuple({met.position: met.source for met in axis} for axis in meetings(layer))


def _typed(layer: Layer, tap: Index) -> Index:
    """The weight in the kernel as it was typed, flipped or not."""
    if not layer.flipped or not tap:
        return tap
    lead = tap[: -layer.axes]
    return lead + tuple(n - 1 - t for n, t in zip(layer.sizes, tap[-layer.axes :], strict=True))


def _shares(pairs: tuple[Pair, ...]) -> tuple[tuple[int, float], ...]:
    """What each input channel adds."""
    found: dict[int, float] = {}
    for pair in pairs:
        found[pair.position[0]] = found.get(pair.position[0], 0.0) + pair.product
    return tuple(found.items())
