"""The head of a fenced block: "key: value" lines, and the text below them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from cutaway.errors import CutawayError
from cutaway.lesson.place import Spot
from cutaway.playground.examples import EXAMPLES, example
from cutaway.playground.lab import Lab, lab_of
from cutaway.playground.link import state_of
from cutaway.playground.reason import refuse
from cutaway.playground.state import DEFAULT, MOST_LAYERS, LayerState, PlayState

KEY = re.compile(r"([a-z][a-z0-9.]*): *(.*)")
WHOLE = tuple(f.name for f in fields(PlayState) if f.name != "layers")
BOXES = tuple(f.name for f in fields(LayerState))


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a block says, each with its place; `body` is the rest."""

    word: str
    given: dict[str, str]
    spots: dict[str, Spot]
    body: str
    below: Spot
    spot: Spot

    def text(self, key: str, otherwise: str | None = None) -> str:
        """What a key says. Raises LessonError where it is missing and there is no other."""
        if key in self.given:
            return self.given[key]
        if otherwise is None:
            raise self.spot.wrong(f"the block {self.word} needs a line “{key}: …”")
        return otherwise

    def yes(self, key: str) -> bool:
        """Whether a key says yes."""
        found = self.given.get(key, "no")
        if found not in ("yes", "no"):
            raise self.spots[key].wrong(f"{key} is yes or no; got {found!r}")
        return found == "yes"

    def choice(self, key: str, words: Iterable[str], otherwise: str | None = None) -> str:
        """One of some words."""
        found = self.text(key, otherwise)
        if found not in words:
            raise self.spots.get(key, self.spot).wrong(
                f"{key} is one of {', '.join(words)}; got {found!r:.60}"
            )
        return found

    def only(self, *keys: str) -> None:
        """Raises LessonError for a key that the block does not know."""
        for key, spot in self.spots.items():
            box = key.removeprefix(_layer_of(key))
            if key not in keys and not ("STATE" in keys and (box in BOXES or key in STATE)):
                known = [word for word in keys if word != "STATE"]
                known += ["example", "link", "input", "kernel", "…"] if "STATE" in keys else []
                raise spot.wrong(
                    f"the block {self.word} has no line {key!r}; it has {', '.join(known)}"
                )

    @property
    def names_state(self) -> bool:
        return any(key in STATE or key.removeprefix(_layer_of(key)) in BOXES for key in self.given)


STATE = ("example", "link", *WHOLE)


def head_of(word: str, text: str, spot: Spot) -> Head:
    """The head and the body of a block's text, which begins at `spot`."""
    given: dict[str, str] = {}
    spots: dict[str, Spot] = {}
    lines = text.split("\n")
    i = 0
    while i < len(lines) and (found := KEY.fullmatch(lines[i].rstrip())):
        if found[1] in given:
            raise spot.down(i).wrong(f"the line {found[1]!r} stands twice")
        given[found[1]], spots[found[1]] = found[2].strip(), spot.down(i)
        i += 1
    body = "\n".join(lines[i:])
    skipped = len(body) - len(body.lstrip("\n"))
    return Head(word, given, spots, body.strip("\n"), spot.down(i + skipped), spot.down(-1))


def lab_in(head: Head, otherwise: Lab | None = None) -> Lab:
    """The playground that a block describes: an example or a link, and boxes changed in it.

    Raises LessonError for what cannot be taken as it stands.
    """
    if not head.names_state and otherwise is not None:
        return otherwise
    state = _changed(head, _base(head))
    lab = lab_of(state)
    try:
        refuse(lab.setup.problems)
    except CutawayError as error:
        raise head.spot.wrong(f"the playground refuses this: {error}") from None
    return lab


def _base(head: Head) -> PlayState:
    if "example" in head.given:
        name = head.given["example"]
        found = example(name)
        if found is None:
            names = ", ".join(known.name for known in EXAMPLES)
            raise head.spots["example"].wrong(f"there is no example {name!r}; there are {names}")
        return found.state
    if "link" in head.given:
        opened = state_of(head.given["link"])
        if opened.unread:
            raise head.spots["link"].wrong(opened.unread[0].english)
        return opened.state
    if not head.names_state:
        raise head.spot.wrong(
            f"the block {head.word} names no playground: write “example: …”, “link: …”, or the "
            "boxes themselves, such as “input: 1 2; 3 4”"
        )
    return replace(DEFAULT, layers=(LayerState(),)) if "input" in head.given else DEFAULT


def _changed(head: Head, state: PlayState) -> PlayState:
    own = {key: text for key, text in head.given.items() if key in WHOLE}
    layers = list(state.layers)
    for key, text in head.given.items():
        prefix = _layer_of(key)
        box = key.removeprefix(prefix)
        if key in STATE or box not in BOXES:
            continue
        number = int(prefix[5:-1]) if prefix else 1
        if not 1 <= number <= min(MOST_LAYERS, len(layers) + 1):
            raise head.spots[key].wrong(f"there are {len(layers)} layers; got {key}")
        if number > len(layers):
            layers.append(LayerState())
        layers[number - 1] = replace(layers[number - 1], **{box: text})
    return replace(state, **own, layers=tuple(layers))


def _layer_of(key: str) -> str:
    found = re.match(r"layer\d\.", key)
    return found[0] if found else ""
