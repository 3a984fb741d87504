"""What the page may ask: one frozen dataclass per method, and what each is answered with.

`answer.py` checks every ask against its dataclass before a handler sees it; `typescript.py`
writes the same table for the page. A field with a default may be left out.
"""

from dataclasses import dataclass
from typing import Literal

from cutaway.protocol import explanations, messages


@dataclass(frozen=True, slots=True)
class CatalogueAsk:
    """Which networks there are, and which to open."""


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """Facts about one network, and its pictures."""

    network: str


@dataclass(frozen=True, slots=True)
class RunAsk:
    """Run a network on a picture."""

    network: str
    picture: str


@dataclass(frozen=True, slots=True)
class OverviewAsk:
    """The first `most` maps of every step."""

    network: str
    picture: str
    most: int = 20


@dataclass(frozen=True, slots=True)
class MapsAsk:
    """Maps first … first + most − 1 of a step, in the order asked for."""

    network: str
    picture: str
    step: str
    first: int = 0
    most: int = 256
    order: Literal["strength", "channel"] = "strength"


@dataclass(frozen=True, slots=True)
class ValuesAsk:
    """The recorded numbers of one map."""

    network: str
    picture: str
    step: str
    channel: int


@dataclass(frozen=True, slots=True)
class ExplainAsk:
    """How one number was made."""

    network: str
    picture: str
    step: str
    index: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PartsAsk:
    """One channel taken apart into what each of its inputs adds."""

    network: str
    picture: str
    step: str
    channel: int
    first: int = 0
    most: int = 10


@dataclass(frozen=True, slots=True)
class FieldAsk:
    """What one number reads from, and feeds, through the network."""

    network: str
    picture: str
    step: str
    index: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class UploadAsk:
    """Add a picture; the file itself is the ask's one buffer."""

    network: str
    name: str


@dataclass(frozen=True, slots=True)
class SizeAsk:
    """Output size of one sliding axis."""

    length: int
    size: int
    stride: int = 1
    before: int = 0
    after: int = 0
    dilation: int = 1
    ceil: bool = False


CARRIES_BUFFERS = frozenset({"upload"})
METHODS: dict[str, tuple[type, type]] = {
    "catalogue": (CatalogueAsk, messages.Catalogue),
    "open": (OpenAsk, messages.Opened),
    "run": (RunAsk, messages.Run),
    "overview": (OverviewAsk, messages.Overview),
    "maps": (MapsAsk, messages.Maps),
    "values": (ValuesAsk, messages.Values),
    "explain": (ExplainAsk, explanations.Explanation),
    "parts": (PartsAsk, explanations.Parts),
    "field": (FieldAsk, explanations.Fields),
    "upload": (UploadAsk, messages.Picture),
    "size": (SizeAsk, messages.SizeAnswer),
}
