"""One number as people type it: 2, −0.5, 1/3, ½, ２, 三, 负二."""

import re
from fractions import Fraction
from math import isfinite
from unicodedata import normalize

MOST_LENGTH = 40
MINUS = dict.fromkeys(map(ord, "−–—‒﹣－负負"), "-")
CHINESE = {ord(c): str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    ord("〇"): "0",
    ord("两"): "2",
    ord("点"): ".",
    ord("⁄"): "/",
}
PLAIN = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?"
NUMBER = re.compile(PLAIN)
FRACTION = re.compile(rf"({PLAIN})/({PLAIN})")
TENS = re.compile(r"(\d?)十(\d?)")


def plain(text: str) -> str:
    """Full-width, Chinese and typographic signs as the ASCII ones.

    >>> plain("－１．５"), plain("负三"), plain("二十"), plain("½")
    ('-1.5', '-3', '20', '1/2')
    """
    found = normalize("NFKC", text.translate(MINUS)).translate(MINUS).translate(CHINESE)
    return TENS.sub(lambda m: f"{m[1] or 1}{m[2] or 0}", found)


def number_of(text: str) -> tuple[float, str] | None:
    """The number a text names, and that text as it is written; None where it names none.

    >>> number_of("１／４"), number_of(" −2 "), number_of("two")
    ((0.25, '1/4'), (-2.0, '-2'), None)
    """
    if len(text) > MOST_LENGTH:
        return None
    found = plain(text).strip()
    fraction = FRACTION.fullmatch(found)
    if not fraction and not NUMBER.fullmatch(found):
        return None
    try:
        value = float(Fraction(fraction[1]) / Fraction(fraction[2])) if fraction else float(found)
    except (ZeroDivisionError, OverflowError):
        return None
    return (value, found.removeprefix("+")) if isfinite(value) else None


def whole_of(text: str) -> int | None:
    """The whole number a text names; None where it names none, or one beyond ±2^53.

    >>> whole_of("1e3"), whole_of("２"), whole_of("1.5")
    (1000, 2, None)
    """
    found = number_of(text)
    if found is None or not found[0].is_integer() or abs(found[0]) > 2**53:
        return None
    return int(found[0])


def written(value: float) -> str:
    """A number as short as it can be written.

    >>> written(2.0), written(-0.5), written(1 / 3)
    ('2', '-0.5', '0.3333333333333333')
    """
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
