"""What a chapter is made of, as it crosses to the page: the page draws it, and runs nothing."""

from dataclasses import dataclass
from typing import Literal, Union

from cutaway.lesson.inline import Inline

Panel = Literal[
    "stage",
    "sum",
    "formula",
    "cost",
    "code",
    "settings",
    "shift",
    "compare",
    "depth",
    "picture",
]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, level 2 or 3."""

    kind: Literal["heading"]
    level: int
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    kind: Literal["paragraph"]
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    kind: Literal["items"]
    ordered: bool
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """Something said aside.

    about   "E4": a slip of the lecture's slides by its number; "" any other remark
    """

    kind: Literal["aside"]
    about: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Tabular:
    """A table: its first row is the head."""

    kind: Literal["tabular"]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of code or of numbers, to be read."""

    kind: Literal["listing"]
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer is typed, and judged by the ask `lesson_answer`.

    about    what is asked for: a matrix, the size of the output, a count, or a number
    review   it is one of the lecture's review questions
    link     the playground's state that it is about, "" for none
    """

    kind: Literal["question"]
    id: str
    about: Literal["matrix", "size", "params", "macs", "flops", "number"]
    review: bool
    link: str
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One answer to choose, and what is said to whoever chooses it."""

    right: bool
    parts: tuple[Inline, ...]
    said: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with answers to choose from; at least one is right."""

    kind: Literal["choice"]
    id: str
    review: bool
    parts: tuple[Inline, ...]
    alternatives: tuple[Alternative, ...]


@dataclass(frozen=True, slots=True)
class Cloze:
    """Code with blanks; the key is shown when asked for, and nothing is run.

    pieces   code, blank, code, blank, …, code
    """

    kind: Literal["cloze"]
    id: str
    review: bool
    parts: tuple[Inline, ...]
    pieces: tuple[str, ...]


Block = Union[  # noqa: UP007  read at run time
    Heading, Paragraph, Items, Aside, Tabular, Listing, Question, Choice, Cloze
]


@dataclass(frozen=True, slots=True)
class PlayLive:
    """The playground, opened by the text of a link.

    show   which of its parts, in order
    """

    kind: Literal["play"]
    link: str
    show: tuple[Panel, ...]
    caption: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NetworkLive:
    """A place in the app, as the fragment of a link: "network=tiny-vgg&view=wall&step=conv1_2"."""

    kind: Literal["network"]
    network: str
    place: str
    caption: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class StructureLive:
    """A network in the words of VGG's table.

    words      "conv3-64 conv3-64 maxpool FC-10"
    input      "3x224x224"
    knobs      N, M, b and K may be turned
    columns    names of the columns of VGG's table to choose from
    """

    kind: Literal["structure"]
    words: str
    input: str
    knobs: bool
    columns: tuple[str, ...]
    caption: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Some blocks and what stands beside them.

    live     null where nothing stands beside them
    values   what the values in the text are while nothing has been changed, by name
    """

    live: PlayLive | NetworkLive | StructureLive | None
    values: dict[str, str]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter in one language.

    language   the one it is written in, which is another than asked for where that lacks it
    """

    name: str
    title: str
    language: str
    scenes: tuple[Scene, ...]
