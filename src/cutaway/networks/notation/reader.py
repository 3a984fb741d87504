"""Reads a notation from left to right: signs, words, and the layers that they make.

network = { part }
part    = [ count "*" ] unit
unit    = [ label "=" ] ( word | "[" network "]" | join )
join    = ( "res" | "cat" ) "[" network { "|" network } "]"
"""

import re
from dataclasses import dataclass, replace
from keyword import iskeyword

from cutaway.networks.notation.layers import Conv, Full, Group, Join, Layer, Pool, Repeat
from cutaway.networks.notation.misread import misread, misread_word
from cutaway.networks.notation.vocabulary import MOST, WordError, layer_of

TOKEN = re.compile(r"[\[\]|*=]|[^\s,;\[\]|*=]+")
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a sign, and where it stands in the text."""

    text: str
    start: int


class Reader:
    """Where the reading of a text has come to."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = (Token(match.group(), match.start()) for match in TOKEN.finditer(text))
        self.tokens = [*found, Token("", len(text)), Token("", len(text))]
        self.place = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    @property
    def named(self) -> str:
        return repr(self.token.text) if self.token.text else "end"

    def network(self) -> tuple[Layer, ...]:
        layers: list[Layer] = []
        while self.token.text not in ("", "]", "|"):
            layers += self.part()
        return tuple(layers)

    def part(self) -> tuple[Layer, ...]:
        if self.tokens[self.place + 1].text != "*":
            return self.unit()
        count = self.token
        if not count.text.isdecimal() or not 1 <= int(count.text[:11]) <= MOST:
            raise misread(
                self.text, count.start, f"{count.text!r} is no count; expected such as 3*conv3-64"
            )
        self.place += 2
        return (Repeat(int(count.text), self.unit()),)

    def unit(self) -> tuple[Layer, ...]:
        label = self.label()
        kind = self.token.text.lower()
        if kind == "[":
            body = self.filled(self.brackets()[0])
            return (Group(label, body),) if label else body
        if kind in ("res", "cat") and self.tokens[self.place + 1].text == "[":
            return (self.join(label),)
        layer = self.word()
        if not label:
            return (layer,)
        if not isinstance(layer, Conv | Pool | Full):
            raise misread(
                self.text,
                self.tokens[self.place - 1].start,
                "only conv, pools, FC, res, cat and brackets have labels",
            )
        return (replace(layer, label=label),)

    def label(self) -> str:
        if self.tokens[self.place + 1].text != "=":
            return ""
        label = self.token
        if not label.text.isidentifier() or iskeyword(label.text):
            raise misread(
                self.text,
                label.start,
                f"{label.text!r} is no label; expected letters, digits and _, a letter first, "
                "as in conv1=conv3-64",
            )
        self.place += 2
        return label.text

    def word(self) -> Layer:
        token = self.token
        if not token.text or token.text in "[]|*=":
            raise misread(self.text, token.start, f"expected a layer here, got {self.named}")
        number = sum(other.text not in "[]|*=" for other in self.tokens[: self.place]) + 1
        try:
            layer = layer_of(token.text)
        except WordError as error:
            raise misread_word(self.text, token.start, token.text, number, str(error)) from None
        self.place += 1
        return layer

    def join(self, label: str) -> Join:
        opening = self.token
        self.place += 1
        branches = self.brackets()
        if opening.text.lower() == "res":
            if len(branches) > 2 or not branches[0]:
                raise misread(
                    self.text,
                    opening.start,
                    "res has a body, and at most one shortcut: res[body] or res[body | shortcut]",
                )
            return Join("res", (branches[0], branches[1] if branches[1:] else ()), label)
        if len(branches) < 2:
            raise misread(
                self.text, opening.start, "cat has branches side by side: cat[one | another]"
            )
        return Join("cat", branches, label)

    def brackets(self) -> tuple[tuple[Layer, ...], ...]:
        opening = self.token
        self.depth += 1
        if self.depth > DEEPEST:
            raise misread(self.text, opening.start, f"brackets nest at most {DEEPEST} deep")
        self.place += 1
        branches = [self.network()]
        while self.token.text == "|":
            self.place += 1
            branches.append(self.network())
        if self.token.text != "]":
            raise misread(self.text, opening.start, "this [ is never closed; expected a ]")
        self.place += 1
        self.depth -= 1
        return tuple(branches)

    def filled(self, body: tuple[Layer, ...]) -> tuple[Layer, ...]:
        if body:
            return body
        raise misread(self.text, self.tokens[self.place - 1].start, "expected a layer in brackets")
