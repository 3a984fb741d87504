"""Live blocks: what stands beside the text, and the values that the text may name."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import get_args

from cutaway.errors import CutawayError
from cutaway.lesson.blocks import NetworkLive, Panel, PlayLive, StructureLive
from cutaway.lesson.fields import Head, lab_in
from cutaway.lesson.markup import line_of
from cutaway.lesson.structure import column, pattern, structured
from cutaway.lesson.values import values_of
from cutaway.playground.lab import Lab
from cutaway.playground.link import link_of

Live = PlayLive | NetworkLive | StructureLive
Fill = Callable[[list[str]], dict[str, str]]
PLACE = re.compile(r"[A-Za-z0-9_.,:;=&%+-]*")
KNOBS = re.compile(r"(\d{1,2}) +(\d{1,2}) +(\d) +(\d)")


@dataclass(frozen=True, slots=True)
class Beside:
    """A live block read.

    lab    of a playground, for the questions that follow
    fill   gives the values of some names; raises CutawayError for a name that there is not
    """

    live: Live | None
    fill: Fill
    lab: Lab | None = None


def play(head: Head) -> Beside:
    """The playground."""
    head.only("caption", "show", "STATE")
    lab = lab_in(head)
    caption = line_of(head.text("caption", ""), head.spot)
    live = PlayLive("play", link_of(lab.state), tuple(_panels(head)), caption)
    return Beside(live, lambda names: values_of(lab, names), lab)


def _panels(head: Head) -> Iterator[Panel]:
    known: tuple[Panel, ...] = get_args(Panel)
    for word in head.text("show", "stage settings").split():
        panel = next((name for name in known if name == word), None)
        if panel is None:
            raise head.spots["show"].wrong(f"show is some of {', '.join(known)}; got {word!r}")
        yield panel


def network(head: Head) -> Beside:
    """A place in the app; its values are filled by whoever can open networks."""
    head.only("caption", "place", "network")
    place, name = head.text("place", ""), head.text("network")
    if not PLACE.fullmatch(place) or not PLACE.fullmatch(name):
        raise head.spot.wrong("a place is the text behind the # of a link of the app")
    live = NetworkLive("network", name, place, line_of(head.text("caption", ""), head.spot))
    return Beside(live, lambda names: dict.fromkeys(names, "…"))


def structure(head: Head) -> Beside:
    """A network in the words of VGG's table."""
    head.only("caption", "words", "input", "knobs", "columns")
    columns = tuple(head.text("columns", "").split())
    knobs = KNOBS.fullmatch(head.text("knobs", "")) if "knobs" in head.given else None
    if "knobs" in head.given and knobs is None:
        raise head.spots["knobs"].wrong("knobs are N M b K, four numbers such as 3 2 1 1")
    try:
        for name in columns:
            column(name)
        words = pattern(*map(int, knobs.groups())) if knobs else head.given.get("words", "")
        found = structured(words or column(head.text("columns").split()[0]), head.text("input"))
    except CutawayError as error:
        if error.code == "lesson":
            raise
        raise head.spot.wrong(str(error)) from None
    caption = line_of(head.text("caption", ""), head.spot)
    size = "x".join(map(str, found.input))
    live = StructureLive("structure", found.words, size, knobs is not None, columns, caption)
    return Beside(live, lambda names: _known(found.values, names))


def _known(values: dict[str, str], names: list[str]) -> dict[str, str]:
    for name in names:
        if name not in values:
            raise CutawayError(f"there is no value {name!r}; there are {', '.join(values)}")
    return {name: values[name] for name in names}


def nothing(names: list[str]) -> dict[str, str]:
    """Where nothing stands beside the text, it can name no value."""
    if names:
        raise CutawayError(f"{{{names[0]}}} names a number, and nothing stands beside this text")
    return {}
