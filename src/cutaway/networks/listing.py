"""The networks that have names, as a list to choose from."""

from dataclasses import dataclass

from cutaway.arithmetic.box import Shape
from cutaway.networks import zoo
from cutaway.networks.network import Network
from cutaway.networks.notation.text import parse
from cutaway.networks.notation.weighing import weigh


@dataclass(frozen=True, slots=True)
class Entry:
    """One named network.

    year, paper   0 and "" where it was not published
    params        of the network itself; 0 where it cannot be opened here
    weights       where its weights are from
    missing       why it cannot be opened here; "" where it can
    """

    name: str
    title: str
    year: int
    paper: str
    params: int
    input_shape: Shape
    weights: str
    note: str
    missing: str


def listing() -> tuple[Entry, ...]:
    """Every named network; no weight is made.

    >>> next(entry.params for entry in listing() if entry.name == "tiny-vgg")
    7740
    """
    return tuple(map(_entry, zoo.NAMES))


def _entry(name: str) -> Entry:
    missing = zoo.available(name)
    if missing:
        return Entry(name, name, 0, "", 0, (), "", "", missing)
    found = zoo.network(name)
    paper = (found.year, found.paper)
    return Entry(
        name, found.title, *paper, _params(found), found.input_shape, found.source, found.note, ""
    )


def _params(found: Network) -> int:
    """Of its notation in closed form where it has one."""
    if found.notation:
        return weigh(parse(found.notation), found.input_shape).params
    return sum(p.numel() for p in found.skeleton.parameters())
