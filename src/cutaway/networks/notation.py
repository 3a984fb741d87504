"""The VGG paper's own words for a network, and the layers they stand for: pure text."""

import re
from dataclasses import dataclass

from cutaway.errors import NetworkError


@dataclass(frozen=True, slots=True)
class ConvLayer:
    """`conv3-64`: kernels of size × size, `channels` of them; stride 1, padded to keep the size."""

    size: int
    channels: int


@dataclass(frozen=True, slots=True)
class PoolLayer:
    """`maxpool` or `avgpool`: windows of 2×2, stride 2."""

    maximum: bool


@dataclass(frozen=True, slots=True)
class FullLayer:
    """`FC-4096`: a fully connected layer with `outputs` outputs."""

    outputs: int


@dataclass(frozen=True, slots=True)
class NormLayer:
    """`LRN`: local response normalisation, as in column A-LRN of the paper."""


Layer = ConvLayer | PoolLayer | FullLayer | NormLayer

WORDS = "conv<size>-<channels>, maxpool, avgpool, LRN, FC-<outputs>"


def parse(text: str) -> tuple[Layer, ...]:
    """The layers that a line of the paper's words stands for.

    Raises NetworkError naming the word that is none.

    >>> parse("conv3-64 maxpool FC-10")
    (ConvLayer(size=3, channels=64), PoolLayer(maximum=True), FullLayer(outputs=10))
    """
    words = re.split(r"[\s,;]+", text.strip())
    if words == [""]:
        raise NetworkError(f"the notation is empty; expected words such as {WORDS}")
    return tuple(_layer(word, place) for place, word in enumerate(words, 1))


def unparse(layers: tuple[Layer, ...]) -> str:
    """The words for some layers.

    >>> unparse(parse("conv3-64 LRN maxpool FC-10"))
    'conv3-64 LRN maxpool FC-10'
    """
    return " ".join(map(_word, layers))


def _layer(word: str, place: int) -> Layer:
    if found := re.fullmatch(r"conv(\d+)-(\d+)", word, re.IGNORECASE):
        size, channels = map(int, found.groups())
        if size % 2 == 1 and channels:
            return ConvLayer(size, channels)
        raise NetworkError(
            f"word {place}, {word!r}: expected an odd kernel size and at least one channel"
        )
    if found := re.fullmatch(r"fc-(\d+)", word, re.IGNORECASE):
        if int(found[1]):
            return FullLayer(int(found[1]))
        raise NetworkError(f"word {place}, {word!r}: expected at least one output")
    plain: dict[str, Layer] = {
        "maxpool": PoolLayer(True),
        "avgpool": PoolLayer(False),
        "lrn": NormLayer(),
    }
    if word.lower() in plain:
        return plain[word.lower()]
    raise NetworkError(f"word {place}, {word!r}, is no layer; expected one of {WORDS}", word=word)


def _word(layer: Layer) -> str:
    if isinstance(layer, ConvLayer):
        return f"conv{layer.size}-{layer.channels}"
    if isinstance(layer, PoolLayer):
        return "maxpool" if layer.maximum else "avgpool"
    return f"FC-{layer.outputs}" if isinstance(layer, FullLayer) else "LRN"
