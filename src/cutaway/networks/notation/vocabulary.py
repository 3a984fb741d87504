"""The words of the notation, one by one: a word → its layer, and a layer → its word."""

import re

from cutaway.networks.notation.layers import (
    Activation,
    BatchNorm,
    Conv,
    Dropout,
    Full,
    GlobalPool,
    Layer,
    LocalNorm,
    Pair,
    Pool,
    SoftMax,
)

ACTIVATIONS = (
    *("relu", "relu6", "leakyrelu", "elu", "selu", "gelu", "silu", "mish"),
    *("sigmoid", "tanh", "hardswish", "softplus", "linear"),
)
PLAIN: dict[str, Layer] = {
    "BN": BatchNorm(),
    "GAP": GlobalPool(),
    "soft-max": SoftMax(),
    **{word: Activation(word) for word in ACTIVATIONS},
}

SHAPES = {
    "conv": "conv<size>-<channels>, such as conv3-64 or conv3x5-64",
    "maxpool": "maxpool or maxpool<size>, such as maxpool3/s2",
    "avgpool": "avgpool or avgpool<size>, such as avgpool3/s2",
    "FC": "FC-<outputs>, such as FC-4096",
    "LRN": "LRN or LRN<channels>, such as LRN5",
    "dropout": "dropout or dropout-<rate>, such as dropout-0.3",
}
OPTIONS = {
    "conv": "/s2 (stride), /p1 (padding), /d2 (dilation), /g4 (groups), /nobias",
    "maxpool": "/s2 (stride), /p1 (padding), /ceil",
    "avgpool": "/s2 (stride), /p1 (padding), /ceil",
    "FC": "/nobias",
}
MOST = 10**9


class WordError(Exception):
    """A word that stands for no layer; the message says what was expected."""


def layer_of(word: str) -> Layer:
    """The layer that one word stands for. Raises WordError.

    >>> layer_of("conv3x5-64/s2").stride
    (2, 2)
    """
    for plain, layer in PLAIN.items():
        if word.lower() == plain.lower():
            return layer
    found = re.fullmatch(r"([a-z]+)([^/]*)(/.*)?", word, re.IGNORECASE)
    head, rest, tail = found.groups() if found else ("", "", None)
    options = (tail or "").lower().split("/")[1:]
    for kind, read in READERS.items():
        if head.lower() == kind.lower():
            return read(kind, rest.lower(), options)
    known = [*SHAPES, *(word for word in PLAIN if word not in ACTIVATIONS)]
    raise WordError(f"is no layer; expected {', '.join(known)} or an activation such as relu")


def word_of(layer: Layer) -> str:
    """The word for one layer.

    >>> word_of(layer_of("MaxPool2/S2"))
    'maxpool'
    """
    for plain, known in PLAIN.items():
        if layer == known:
            return plain
    if isinstance(layer, Conv):
        options = [("s", layer.stride, (1, 1)), ("d", layer.dilation, (1, 1))]
        natural = Conv(layer.kernel, layer.channels, dilation=layer.dilation).padded
        options.insert(1, ("p", layer.padded, natural))
        groups = f"/g{layer.groups}" if layer.groups > 1 else ""
        head = f"conv{_size(layer.kernel)}-{layer.channels}"
        return head + _options(options) + groups + _bias(layer.bias)
    if isinstance(layer, Pool):
        size = "" if layer.kernel == (2, 2) else _size(layer.kernel)
        options = [("s", layer.moved, layer.kernel), ("p", layer.padding, (0, 0))]
        return f"{layer.kind}pool{size}{_options(options)}" + "/ceil" * layer.ceil
    if isinstance(layer, Full):
        return f"FC-{layer.outputs}" + _bias(layer.bias)
    if isinstance(layer, LocalNorm):
        return "LRN" if layer.size == 5 else f"LRN{layer.size}"
    assert isinstance(layer, Dropout), "every other layer has brackets, or no word"
    return "dropout" if layer.rate == 0.5 else f"dropout-{layer.rate}"


def _conv(kind: str, rest: str, options: list[str]) -> Layer:
    found = re.fullmatch(r"(\d+(?:x\d+)?)-(\d+)", rest)
    if not found:
        raise _misshapen(kind)
    known = _read_options(kind, options, "spd", ("g",), ("nobias",))
    return Conv(
        _pair(found[1], "the kernel"),
        _number(found[2], "the channels"),
        stride=known.get("s", (1, 1)),
        padding=known.get("p"),
        dilation=known.get("d", (1, 1)),
        groups=known.get("g", (1, 1))[0],
        bias="nobias" not in known,
    )


def _pool(kind: str, rest: str, options: list[str]) -> Layer:
    if not re.fullmatch(r"(\d+(?:x\d+)?)?", rest):
        raise _misshapen(kind)
    kernel = _pair(rest, "the window") if rest else (2, 2)
    known = _read_options(kind, options, "sp", (), ("ceil",))
    padding, stride = known.get("p", (0, 0)), known.get("s")
    if any(2 * p > k for p, k in zip(padding, kernel, strict=True)):
        raise WordError("pads by more than half its window; the padding is too large")
    return Pool(
        "max" if kind == "maxpool" else "avg",
        kernel,
        None if stride == kernel else stride,
        padding,
        "ceil" in known,
    )


def _full(kind: str, rest: str, options: list[str]) -> Layer:
    if not re.fullmatch(r"-\d+", rest):
        raise _misshapen(kind)
    known = _read_options(kind, options, "", (), ("nobias",))
    return Full(_number(rest[1:], "the outputs"), "nobias" not in known)


def _local_norm(kind: str, rest: str, options: list[str]) -> Layer:
    if not re.fullmatch(r"\d*", rest) or options:
        raise _misshapen(kind)
    return LocalNorm(_number(rest or "5", "the channels"))


def _dropout(kind: str, rest: str, options: list[str]) -> Layer:
    if not re.fullmatch(r"(-(0(\.\d+)?|\.\d+))?", rest) or options:
        raise _misshapen(kind, " (a rate from 0 to below 1)")
    return Dropout(float(rest[1:] or 0.5))


READERS = {
    "conv": _conv,
    "maxpool": _pool,
    "avgpool": _pool,
    "FC": _full,
    "LRN": _local_norm,
    "dropout": _dropout,
}


def _read_options(
    kind: str, options: list[str], pairs: str, numbers: tuple[str, ...], flags: tuple[str, ...]
) -> dict[str, Pair]:
    """The options by their letter; a number counts for both axes, a flag is there or not."""
    known: dict[str, Pair] = {}
    for option in options:
        letter, value = (option, "") if option in flags else (option[:1], option[1:])
        if letter in known:
            raise WordError(f"gives /{letter} twice; expected it once")
        if option in flags:
            known[option] = (1, 1)
        elif letter and letter in pairs and re.fullmatch(r"\d+(x\d+)?", value):
            known[letter] = _pair(value, f"/{letter}", least=0 if letter == "p" else 1)
        elif letter in numbers and value.isdecimal():
            known[letter] = (_number(value, f"/{letter}"),) * 2
        else:
            raise WordError(f"has no option /{option}; expected {OPTIONS[kind]}")
    return known


def _misshapen(kind: str, more: str = "") -> WordError:
    return WordError(f"is not whole; expected {SHAPES[kind]}{more}")


def _pair(text: str, what: str, least: int = 1) -> Pair:
    """ "3" → (3, 3); "3x5" → (3, 5)."""
    first, _, second = text.partition("x")
    return _number(first, what, least), _number(second or first, what, least)


def _number(text: str, what: str, least: int = 1) -> int:
    if len(text) > 10 or not least <= int(text) <= MOST:
        raise WordError(f"has {text} for {what}; expected at least {least}, at most {MOST:,}")
    return int(text)


def _size(pair: Pair) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]}x{pair[1]}"


def _options(options: list[tuple[str, Pair, Pair]]) -> str:
    return "".join(f"/{letter}{_size(got)}" for letter, got, usual in options if got != usual)


def _bias(bias: bool) -> str:
    return "" if bias else "/nobias"
