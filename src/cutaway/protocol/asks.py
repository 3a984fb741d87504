"""What the page may ask: one frozen dataclass per method, and what each is answered with.

`answer.py` checks every ask against its dataclass before a handler sees it; `typescript.py`
writes the same table for the page. A field with a default may be left out.
"""

from dataclasses import dataclass
from typing import Literal

from cutaway.lesson.blocks import Chapter
from cutaway.lesson.structure import Structured
from cutaway.protocol import explanations, messages, playing, reckoning, teaching, versus


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
class LinksAsk:
    """How fields go from step to step: the geometry of a run, for a page that draws many."""

    network: str
    picture: str


@dataclass(frozen=True, slots=True)
class UploadAsk:
    """Add a picture; the file itself is the ask's one buffer."""

    network: str
    name: str


@dataclass(frozen=True, slots=True)
class BatchAsk:
    """Let several pictures of a network, by their ids, run together from now on, as one batch."""

    network: str
    pictures: tuple[str, ...]


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
    want: int = 0


@dataclass(frozen=True, slots=True)
class PlayAsk:
    """Compute the playground; the one buffer is a PlayState as UTF-8 JSON."""


@dataclass(frozen=True, slots=True)
class PlayLinkAsk:
    """Open a link; the one buffer is its text."""


@dataclass(frozen=True, slots=True)
class PlayLineAsk:
    """Set a layer by a line of PyTorch; the one buffer is the PlayState so far."""

    line: str
    layer: int = 0


@dataclass(frozen=True, slots=True)
class PlayExampleAsk:
    """Open an example by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class PlayCellAsk:
    """Open one output number, (channel, *place) of a layer; the one buffer is the PlayState."""

    layer: int
    index: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CompareAsk:
    """Convolution and pooling side by side, with the layers of a PlayState, the one buffer."""


@dataclass(frozen=True, slots=True)
class CostAsk:
    """What a line of PyTorch costs on an input such as 64x64 or 3x224x224."""

    line: str
    input: str


@dataclass(frozen=True, slots=True)
class DepthAsk:
    """One big kernel against several small ones."""

    big: int = 7
    small: int = 3
    channels: int = 64


@dataclass(frozen=True, slots=True)
class ExamplesAsk:
    """Which examples there are."""


@dataclass(frozen=True, slots=True)
class JudgeAsk:
    """Judge an answer about a layer of a PlayState, the one buffer."""

    what: Literal["matrix", "size", "params", "macs", "flops"]
    answer: str
    layer: int = 0


@dataclass(frozen=True, slots=True)
class LessonsAsk:
    """Which chapters there are."""


@dataclass(frozen=True, slots=True)
class LessonAsk:
    """One chapter, in a language if it is written in it."""

    name: str
    language: Literal["en", "zh-Hans"] = "en"


@dataclass(frozen=True, slots=True)
class LessonAnswerAsk:
    """Judge an answer to a question of a chapter."""

    name: str
    question: str
    answer: str
    language: Literal["en", "zh-Hans"] = "en"


@dataclass(frozen=True, slots=True)
class FillAsk:
    """Values that a text names, parted by spaces, of a PlayState, the one buffer."""

    names: str


@dataclass(frozen=True, slots=True)
class FillNetworkAsk:
    """Values that a text names, parted by spaces, of a network."""

    network: str
    names: str


@dataclass(frozen=True, slots=True)
class StructureAsk:
    """A network in the words of VGG's table: a column of it, N M b K as knobs, or words."""

    input: str = "3x224x224"
    words: str = ""
    column: str = ""
    knobs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PhotographAsk:
    """A photograph by its name; the first where it is ""."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class SideBySideAsk:
    """The figures of several networks."""

    networks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapsAsk:
    """Two networks on one picture of A's, step by step."""

    a: str
    b: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class GapMapsAsk:
    """One channel of a step of both; −1: the one that is farthest apart."""

    a: str
    b: str
    picture: str
    step_a: str
    step_b: str
    channel: int = -1


CARRIES_BUFFERS = frozenset(
    {"upload", "play", "play_link", "play_line", "play_cell", "compare", "judge", "fill"}
)
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
    "links": (LinksAsk, explanations.Links),
    "upload": (UploadAsk, messages.Picture),
    "batch": (BatchAsk, messages.Batch),
    "size": (SizeAsk, reckoning.Sized),
    "play": (PlayAsk, playing.Played),
    "play_link": (PlayLinkAsk, playing.Played),
    "play_line": (PlayLineAsk, playing.Played),
    "play_example": (PlayExampleAsk, playing.Played),
    "play_cell": (PlayCellAsk, playing.PlayedCell),
    "compare": (CompareAsk, reckoning.Compared),
    "cost": (CostAsk, reckoning.Costed),
    "depth": (DepthAsk, reckoning.Deepened),
    "examples": (ExamplesAsk, reckoning.Examples),
    "judge": (JudgeAsk, reckoning.Judged),
    "photograph": (PhotographAsk, playing.Photograph),
    "lessons": (LessonsAsk, teaching.Lessons),
    "lesson": (LessonAsk, Chapter),
    "lesson_answer": (LessonAnswerAsk, reckoning.Judged),
    "fill": (FillAsk, teaching.Filled),
    "fill_network": (FillNetworkAsk, teaching.Filled),
    "structure": (StructureAsk, Structured),
    "side_by_side": (SideBySideAsk, versus.SideBySide),
    "gaps": (GapsAsk, versus.Gaps),
    "gap_maps": (GapMapsAsk, versus.GapMaps),
}
