"""The playground's state as a short text for the fragment of a link, and back.

``1*i1,2;3,4*lconv2d*k1,0;0,1*p1``: a version, then fields parted by ``*``, each a letter and its
text. A space is ``,`` there, a row ends with ``;`` and a plane with ``!``; any other sign is
``~hex~``. Fields before the first ``l`` belong to the whole, those behind it to that layer.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

from cutaway.playground.layer import KINDS
from cutaway.playground.reason import Reason
from cutaway.playground.state import DEFAULT, MOST_LAYERS, LayerState, PlayState
from cutaway.playground.tidy import tidy

VERSION = "1"
MOST_TEXT = 200_000
WHOLE = {
    "i": "input",
    "n": "shape",
    "c": "chosen",
    "s": "shift",
    "e": "border",
    "t": "panel",
}
LAYER = {
    "k": "kernel",
    "o": "outputs",
    "w": "size",
    "b": "bias",
    "s": "stride",
    "p": "padding",
    "d": "dilation",
    "g": "groups",
    "m": "mode",
    "f": "flip",
    "c": "ceil",
    "a": "counted",
    "e": "extra",
}
SIGNS = {" | ": "!", "; ": ";", " ": ","}
TOKEN = re.compile(r" \| |; |[^A-Za-z0-9./-]", re.DOTALL)
ESCAPE = re.compile(r"~([0-9a-f]{1,6})~")


@dataclass(frozen=True, slots=True)
class Opened:
    """A link read: the state, and what of the link could not be read."""

    state: PlayState
    unread: tuple[Reason, ...]


def link_of(state: PlayState) -> str:
    """The text of a state.

    >>> link_of(DEFAULT)
    '1*i1,2,0,3;0,1,2,3;1,2,1,0;5,2,3,1*lconv2d*k1,2,1;0,1,0;2,1,0*b1*p1'
    """
    fields = [VERSION, f"i{_written(state.input)}"]
    fields += [
        f"{key}{_written(getattr(state, name))}"
        for key, name in WHOLE.items()
        if name != "input" and tidy(getattr(state, name))
    ]
    for layer in state.layers:
        fields.append(f"l{_written(layer.kind)}")
        fields += [
            f"{key}{_written(getattr(layer, name))}"
            for key, name in LAYER.items()
            if tidy(getattr(layer, name))
        ]
    return "*".join(fields)


def state_of(link: str) -> Opened:
    """The state of a text; the default where it is none of ours.

    >>> state_of(link_of(DEFAULT)) == Opened(DEFAULT, ())
    True
    >>> state_of("9*whatever").unread[0].code
    'link-version'
    """
    if len(link) > MOST_TEXT:
        return _refused("link-long", f"the link has {len(link):,} characters", length=len(link))
    version, *fields = unquote(link.strip()).split("*")
    if version != VERSION:
        return _refused(
            "link-version",
            f"the link is of version {version[:20]!r}; this Cutaway reads {VERSION}",
            version=version[:20],
        )
    return _read(fields)


def _read(fields: list[str]) -> Opened:
    whole: dict[str, str] = {}
    layers: list[dict[str, str]] = []
    unread: list[Reason] = []
    for field in fields:
        key, text = field[:1], _text(field[1:])
        names, into = (LAYER, layers[-1]) if layers else (WHOLE, whole)
        if key == "l" and text is not None and len(layers) < MOST_LAYERS:
            kind, wrong = _kind(text)
            layers.append({"kind": kind})
            unread += wrong
        elif key in names and text is not None and names[key] not in into:
            into[names[key]] = text
        else:
            unread.append(
                Reason(
                    "link-field",
                    f"a part of the link could not be read: {field[:40]!r}",
                    {"found": field[:40]},
                )
            )
    made = tuple(LayerState(**layer) for layer in layers)
    state = replace(DEFAULT, **whole, layers=made or DEFAULT.layers)
    return Opened(state, tuple(unread))


def _kind(text: str) -> tuple[str, list[Reason]]:
    """The kind of a layer; a convolution, and why, where there is no such kind."""
    if not text or text.lower() in KINDS:
        return text, []
    return "conv2d", [
        Reason(
            "link-kind",
            f"{text[:40]!r} is no kind of layer, a convolution stands in its place; there are "
            f"{', '.join(KINDS)}",
            {"found": text[:40], "kinds": ", ".join(KINDS)},
        )
    ]


def _refused(code: str, english: str, **facts: str | int) -> Opened:
    return Opened(DEFAULT, (Reason(code, english, facts),))


def _written(text: str) -> str:
    return TOKEN.sub(lambda m: SIGNS.get(m[0]) or f"~{ord(m[0]):x}~", tidy(text))


def _text(field: str) -> str | None:
    """The text of a field; None where it was never written by us."""
    parts = ESCAPE.split(field)
    found = ""
    for i, part in enumerate(parts):
        if i % 2:
            code = int(part, 16)
            if code > 0x10FFFF or 0xD800 <= code < 0xE000:
                return None
            found += chr(code)
        elif re.search(r"[^A-Za-z0-9./,;!_-]", part):
            return None
        else:
            found += part.replace(",", " ").replace(";", "; ").replace("!", " | ")
    return found
