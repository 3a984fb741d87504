"""Lists of class names: one a line, or JSON as the usual tools write it."""

import json
from collections.abc import Mapping
from pathlib import Path

from cutaway.errors import NetworkError
from cutaway.networks.network import ClassName
from cutaway.networks.phrases import absent, is_file

MOST_BYTES = 16 * 2**20
EXPECTED = 'one name a line, or JSON such as ["cat", "dog"] or {"0": "cat", "1": "dog"}'


def read_labels(path: Path) -> tuple[ClassName, ...]:
    """The names of a network's outputs, in order.

    A line may hold a Chinese name after a tab. JSON may be a list, or numbers with names, or
    with lists that end in the name. Raises NetworkError for anything else.
    """
    text = _text(path)
    if text.lstrip()[:1] in ("[", "{"):
        return _from_json(text, path.name)
    lines = text.strip("\r\n").splitlines()
    if not lines or not text.strip():
        raise NetworkError(f"{path.name} holds no names; expected {EXPECTED}")
    return tuple(_line(line) for line in lines)


def check_labels(labels: tuple[ClassName, ...], outputs: int, file: str) -> None:
    """Raises NetworkError where there is not one name for each of a network's scores."""
    if len(labels) == outputs:
        return
    blank = sum(not label.english for label in labels)
    empty = f", {blank} of them blank" if blank else ""
    raise NetworkError(
        f"{file} holds {len(labels):,} names{empty}, and the network gives {outputs:,} scores; "
        f"one name for each is needed. The first name is {labels[0].english!r}, the last "
        f"{labels[-1].english!r}: is it the list of these classes, in their order?"
    )


def _text(path: Path) -> str:
    if not is_file(path):
        raise NetworkError(absent(path, "list of names"))
    if path.stat().st_size > MOST_BYTES:
        raise NetworkError(f"{path.name} has over {MOST_BYTES:,} bytes; expected {EXPECTED}")
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise NetworkError(f"{path.name} is no text in UTF-8; expected {EXPECTED}") from None
    except OSError:
        raise NetworkError(f"{path.name} cannot be read; check its permissions") from None


def _line(line: str) -> ClassName:
    english, _, chinese = line.partition("\t")
    return ClassName(english.strip(), chinese.strip())


def _from_json(text: str, file: str) -> tuple[ClassName, ...]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NetworkError(f"{file} is no whole JSON; expected {EXPECTED}") from None
    if isinstance(found, Mapping):
        numbers = [int(key) if str(key).isdecimal() else -1 for key in found]
        if sorted(numbers) != list(range(len(numbers))):
            raise NetworkError(f"{file} does not number its names 0 … n − 1; expected {EXPECTED}")
        found = [found[key] for _, key in sorted(zip(numbers, found, strict=True))]
    names = [each[-1] if isinstance(each, list) and each else each for each in found]
    if not names or not all(isinstance(name, str) for name in names):
        raise NetworkError(f"{file} holds something else than names; expected {EXPECTED}")
    return tuple(ClassName(name.strip()) for name in names)
