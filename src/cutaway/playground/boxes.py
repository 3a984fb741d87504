"""Boxes of whole numbers, read axis by axis."""

import re

from cutaway.arithmetic.counted import counted
from cutaway.playground.numerals import plain, whole_of
from cutaway.playground.reason import Fact, Problem, Reason

MOST = 10**9


class Boxes:
    """Reads the boxes of one layer, and keeps what could not be taken as it stands."""

    def __init__(self, layer: int) -> None:
        self.layer = layer
        self.problems: list[Problem] = []

    def axes(self, name: str, text: str, axes: int, default: tuple[int, ...]) -> tuple[int, ...]:
        """One number an axis: "3" → (3, 3); "3 2" → (3, 2)."""
        found = self._numbers(name, text)
        if not found:
            return default
        if len(found) == 1:
            return tuple(found) * axes
        if len(found) != axes:
            self.complain(
                name,
                Reason(
                    "box-count",
                    f"{name} has {len(found)} numbers; give one, or one for each of "
                    f"{counted(axes, 'axis', 'axes')}",
                    {"name": name, "got": len(found), "axes": axes},
                ),
                text,
                " ".join(map(str, (found * axes)[:axes])),
            )
        return tuple((found * axes)[:axes])

    def sides(
        self, text: str, axes: int, same: tuple[int, ...]
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Padding before and after, an axis each: "1", "1 0", "1 0 0 1"; same; valid.

        same   what the word stands for: dilation × (size − 1) of each axis, to be parted
        """
        word = plain(text).strip().lower()
        if word == "same":
            return tuple(n // 2 for n in same), tuple(n - n // 2 for n in same)
        found = self._numbers("padding", "0" if word in ("", "valid") else text)
        if len(found) == 2 * axes and len(found) > 1:
            return tuple(found[::2]), tuple(found[1::2])
        if not found:
            return (0,) * axes, (0,) * axes
        if len(found) not in (1, axes):
            reason = Reason(
                "box-sides",
                f"padding has {len(found)} numbers; give one, one for each of "
                f"{counted(axes, 'axis', 'axes')}, or "
                f"two for each (before and after)",
                {"name": "padding", "got": len(found), "axes": axes},
            )
            self.complain("padding", reason, text, found[0])
            found = found[:1]
        both = tuple(found) if len(found) == axes else tuple(found) * axes
        return both, both

    def one(self, name: str, text: str, default: int) -> int:
        """One number."""
        found = self._numbers(name, text)
        if len(found) > 1:
            english = f"{name} is one number; got {len(found)}"
            reason = Reason("box-one", english, {"name": name, "got": len(found)})
            self.complain(name, reason, text, found[0])
        return found[0] if found else default

    def yes(self, name: str, text: str, default: bool = False) -> bool:
        """A switch."""
        word = plain(text).strip().lower()
        if word in ("yes", "1", "true", "on"):
            return True
        if word in ("no", "0", "false", "off"):
            return False
        if word:
            reason = Reason("box-switch", f"{name} is yes or no; got {text[:40]!r}", {"name": name})
            self.complain(name, reason, text, "yes" if default else "no")
        return default

    def word(self, name: str, text: str, words: tuple[str, ...], default: str) -> str:
        """One of some words."""
        found = text.strip().lower()
        if found in words:
            return found
        if found:
            reason = Reason(
                "box-word",
                f"{name} is one of {', '.join(words)}; got {text[:40]!r}",
                {"name": name, "words": ", ".join(words), "found": text[:40]},
            )
            self.complain(name, reason, text, default)
        return default

    def complain(
        self, name: str, reason: Reason, found: object = "", used: object = "", axis: int = -1
    ) -> None:
        """Keeps a problem."""
        problem = Problem(self.layer, name, reason, str(found)[:40], str(used)[:40], axis)
        self.problems.append(problem)

    def _numbers(self, name: str, text: str) -> list[int]:
        found: list[int] = []
        parts = [part for part in re.split(r"[\s,;x×]+", plain(text).strip().lower()) if part]
        if not parts and text.strip():
            self.complain(name, _no_whole(name, text.strip()), text)
        for part in parts:
            value = whole_of(part)
            if value is None or abs(value) > MOST:
                self.complain(name, _no_whole(name, part), part, "")
            else:
                found.append(value)
        return found


def _no_whole(name: str, part: str) -> Reason:
    facts: dict[str, Fact] = {"name": name, "found": part[:40], "most": MOST}
    if whole_of(part) is not None:
        return Reason("box-large", f"{name} is {part[:40]}; at most {MOST:,}", facts)
    return Reason("box-number", f"{name} is no whole number: {part[:40]!r}", facts)
