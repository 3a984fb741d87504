"""How pictures are prepared, as a person writes it: a name, a small file, or words."""

import json
import re
import tomllib
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from cutaway.arithmetic.box import Shape
from cutaway.arithmetic.counted import counted
from cutaway.errors import NetworkError
from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.phrases import absent, is_file

MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # of ImageNet's training pictures
SIDE, RESIZED = 224, 256
NAMES = ("imagenet", "unit", "none")
KEYS = ("size", "crop", "share", "grey", "divisor", "mean", "std", "bgr")
EXPECTED = (
    f"one of {', '.join(NAMES)}, a .json or .toml file, or words such as "
    '"size=227 crop grey bgr divisor=255 mean=0.5 std=0.5"'
)
MOST_BYTES = 2**20


def preprocess_of(text: str, own: Preprocess, shape: Shape) -> Preprocess:
    """The preparation that a text stands for, for an input (1, c, h, w).

    own   the network's own: words change it, a name takes its place

    Raises NetworkError where a word is none, or the channels are not those of the input.

    >>> preprocess_of("unit size=32 bgr", Preprocess(None), (1, 3, 224, 224)).order
    'BGR'
    """
    first, *rest = text.split() or [""]
    named = own
    if first in NAMES:
        named = _named(first, own, shape)
    elif first.lower().endswith((".json", ".toml")):
        named = _with(_named("none", own, shape), _file(Path(first)))
    else:
        rest = [first, *rest]
    made = _with(named, dict(map(_word, rest)))
    if len(made.channels) != shape[1]:
        raise NetworkError(
            f"the preparation gives {counted(len(made.channels), 'channel')}, and the network "
            f"reads {shape[1]}; {'leave grey out' if made.grey else 'add grey'}"
        )
    return made


def _named(name: str, own: Preprocess, shape: Shape) -> Preprocess:
    size = own.size or (shape[2], shape[3])
    plain = Preprocess(size, crop=True, grey=shape[1] == 1)
    if name == "none":
        return plain
    if name == "unit" or shape[1] == 1:
        return replace(plain, divisor=255.0)
    return replace(plain, divisor=255.0, share=SIDE / RESIZED, mean=MEAN, deviation=DEVIATION)


def _with(made: Preprocess, words: dict[str, object]) -> Preprocess:
    changes: dict[str, object] = {}
    for key, value in words.items():
        if key == "size":
            changes["size"] = _size(value)
        elif key in ("crop", "grey"):
            changes[key] = _yes(key, value)
        elif key == "bgr":
            changes["order"] = "BGR" if _yes(key, value) else "RGB"
        elif key in ("divisor", "share"):
            changes[key] = _positive(key, value)
        else:
            changes["mean" if key == "mean" else "deviation"] = _numbers(key, value)
    made = replace(made, **changes)  # type: ignore[arg-type]  # each was checked above
    if not made.share <= 1:
        raise NetworkError(f"share is at most 1, the whole picture; got {made.share:g}")
    return replace(
        made,
        mean=_per_channel("mean", made.mean, made.channels),
        deviation=_per_channel("std", made.deviation, made.channels),
    )


def _word(word: str) -> tuple[str, object]:
    key, equals, value = word.partition("=")
    if key == "rgb" and not equals:
        return "bgr", False
    if key not in KEYS:
        near = get_close_matches(key.lower(), (*NAMES, *KEYS, "rgb"), 1, 0.6)
        hint = f"; did you mean {near[0]}{equals}{value}?" if near else ""
        raise NetworkError(f"{word!r} is no preparation of pictures; expected {EXPECTED}{hint}")
    if not equals:
        return key, True
    return key, value


def _file(path: Path) -> dict[str, object]:
    if not is_file(path):
        raise NetworkError(f"{absent(path)}; --preprocess takes {EXPECTED}")
    if path.stat().st_size > MOST_BYTES:
        raise NetworkError(f"{path.name} has over {MOST_BYTES:,} bytes; expected a small file")
    try:
        text = path.read_text("utf-8-sig")
        found = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (ValueError, OSError, RecursionError):
        raise NetworkError(f"{path.name} is no whole {path.suffix[1:].upper()} file") from None
    if not isinstance(found, dict) or not set(found) <= set(KEYS):
        raise NetworkError(f"{path.name} holds other keys than {', '.join(KEYS)}")
    return found


def _size(value: object) -> tuple[int, int]:
    parts = value if isinstance(value, list) else re.split("[x×,]", str(value))
    sides = [int(str(part)) for part in parts if str(part).isdecimal() and int(str(part))]
    if len(sides) != len(parts) or len(sides) not in (1, 2):
        raise NetworkError(f"size is a side or height x width, such as 227 or 180x320; got {value}")
    return sides[0], sides[-1]


def _yes(key: str, value: object) -> bool:
    told = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    found = told.get(str(value).lower())
    if found is None:
        raise NetworkError(f"{key} is true or false; got {value}")
    return found


def _positive(key: str, value: object) -> float:
    (number,) = _numbers(key, value) if not isinstance(value, list) else (0.0,)
    if not number > 0:
        raise NetworkError(f"{key} is one number above 0; got {value}")
    return number


def _numbers(key: str, value: object) -> tuple[float, ...]:
    parts = value if isinstance(value, list) else str(value).split(",")
    try:
        numbers = tuple(float(str(part)) for part in parts)
    except ValueError:
        numbers = ()
    bad = not numbers or any(abs(n) == float("inf") or n != n for n in numbers)
    if bad or (key == "std" and 0 in numbers) or (key == "divisor" and len(numbers) != 1):
        raise NetworkError(f"{key} is a number or one for each channel, std none of 0; got {value}")
    return numbers


def _per_channel(
    key: str, numbers: tuple[float, ...], channels: tuple[str, ...]
) -> tuple[float, ...]:
    if len(numbers) == 1:
        return numbers * len(channels)
    if len(numbers) not in (0, len(channels)):
        raise NetworkError(
            f"{key} has {counted(len(numbers), 'number')} for the channels {', '.join(channels)}"
        )
    return numbers
