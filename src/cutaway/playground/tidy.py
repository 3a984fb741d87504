"""One form for what is typed: the same numbers are the same text, in a box and in a link."""

import re
from dataclasses import fields, replace

from cutaway.playground.state import DEFAULT, LayerState, PlayState


def tidy(text: str) -> str:
    """A text with its spaces, rows and planes as a link keeps them; nested lists become rows.

    >>> tidy("1  2;3 4 |5"), tidy("1 2\\n3 4\\n\\n5"), tidy("[[1, 2], [3, 4]]")
    ('1 2; 3 4 | 5', '1 2; 3 4 | 5', '1, 2; 3, 4')
    """
    if not text or text.isalnum():  # as most boxes are
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "[" in text:
        text = re.sub(r"\s*\n\s*", " ", text)
        text = re.sub(r"\](?:\s*\])+[\s,]*", "|", text)
        text = re.sub(r"\][\s,]*", ";", text).replace("[", " ").strip(" ;|")
    text = re.sub(r"\n(?:[ \t]*\n)+", "|", text.strip(" \n")).replace("\n", ";")
    text = re.sub(r" *; *", "; ", re.sub(r" +", " ", text))
    return re.sub(r" *\| *", " | ", text).strip(" ")


def tidied(state: PlayState) -> PlayState:
    """A state as it comes back from its link."""
    layers = tuple(replace(layer, **_texts(layer)) for layer in state.layers)
    return replace(state, layers=layers or DEFAULT.layers, **_texts(state))


def _texts(state: PlayState | LayerState) -> dict[str, str]:
    """Every box's text, tidy."""
    return {f.name: tidy(getattr(state, f.name)) for f in fields(state) if f.name != "layers"}
