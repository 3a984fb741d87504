"""A chapter's Markdown → its scenes. Nothing of the text can reach the page as markup."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from cutaway.errors import CutawayError
from cutaway.lesson import live, questions
from cutaway.lesson.blocks import (
    Aside,
    Block,
    Chapter,
    Choice,
    Cloze,
    Heading,
    Items,
    Listing,
    Paragraph,
    Question,
    Scene,
    Tabular,
)
from cutaway.lesson.fields import Head, head_of
from cutaway.lesson.inline import Line, Plain
from cutaway.lesson.live import Beside
from cutaway.lesson.marking import Marking
from cutaway.lesson.markup import markdown, names_in, pieces, written
from cutaway.lesson.place import Spot

LIVE = {"play": live.play, "network": live.network, "structure": live.structure}
ASKING = ("question", "choice", "cloze")
SLIPS = tuple(f"E{number}" for number in range(1, 12))
MOST_TEXT = 400_000
MOST_ASKED = 1000
"""Signs of all names of one scene: they travel in one ask, whose texts are no longer."""


@dataclass(frozen=True, slots=True)
class Read:
    """A chapter, and how its questions are judged, by their ids."""

    chapter: Chapter
    markings: dict[str, Marking]


@dataclass
class Reader:
    """What is being read: the scene so far, and what was finished before."""

    file: str
    shift: int = 0
    title: str = ""
    beside: Beside = field(default_factory=lambda: Beside(None, live.nothing))
    blocks: list[Block] = field(default_factory=list)
    names: dict[str, Spot] = field(default_factory=dict)
    scenes: list[Scene] = field(default_factory=list)
    markings: dict[str, Marking] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def spot(self, node: SyntaxTreeNode) -> Spot:
        found = node.map
        return Spot(self.file, found[0] + 1 if found else 1)

    def line(self, node: SyntaxTreeNode) -> Line:
        """The line of a paragraph or heading; the values it names belong to the scene."""
        inline = node.children[0] if node.children else None
        if inline is None:
            return ()
        line = pieces(inline.children, self.spot(node))
        for name in names_in(line):
            self.names.setdefault(name, self.spot(node))
        return line

    def close(self) -> None:
        """Ends the scene."""
        if self.blocks or self.beside.live:
            self.scenes.append(Scene(self.beside.live, self.values(), tuple(self.blocks)))
        self.blocks, self.names = [], {}

    def values(self) -> dict[str, str]:
        found: dict[str, str] = {}
        asked = 0
        for name, spot in self.names.items():
            asked += len(name) + 1
            if asked > MOST_ASKED:
                raise spot.wrong("too many different numbers beside one live block; begin another")
            try:
                found |= self.beside.fill([name])
            except CutawayError as error:
                raise spot.wrong(str(error)) from None
        return found


def read(text: str, file: str, name: str = "", language: str = "en") -> Read:
    """The chapter of a text. Raises LessonError naming the file, the line and what was expected.

    >>> read("# One\\n\\nTwo *words*.", "one.md").chapter.scenes[0].blocks[0].kind
    'paragraph'
    """
    if len(text) > MOST_TEXT:
        raise Spot(file, 1).wrong(f"the chapter has {len(text):,} signs; at most {MOST_TEXT:,}")
    reader = Reader(file)
    for node in SyntaxTreeNode(markdown().parse(text)).children:
        _top(reader, node)
    reader.close()
    if not reader.title:
        raise Spot(file, 1).wrong("a chapter begins with its title, a line “# …”")
    chapter = Chapter(name, reader.title, language, tuple(reader.scenes))
    return Read(chapter, reader.markings)


def _top(reader: Reader, node: SyntaxTreeNode) -> None:
    if node.type == "heading" and node.tag == "h1":
        if reader.title:
            raise reader.spot(node).wrong("a chapter has one title; write sections as “## …”")
        reader.title = written(reader.line(node))
    elif node.type == "hr":
        reader.close()
        reader.beside = Beside(None, live.nothing)
    elif node.type == "fence" and node.info.strip() in LIVE:
        reader.close()
        reader.beside = LIVE[node.info.strip()](_head(reader, node))
    elif node.type == "fence" and node.info.strip() in ASKING:
        reader.blocks.append(_asking(reader, node))
    else:
        reader.blocks.append(_block(reader, node))


def _head(reader: Reader, node: SyntaxTreeNode) -> Head:
    return head_of(node.info.strip(), node.content.rstrip("\n"), reader.spot(node).down(1))


def _asking(reader: Reader, node: SyntaxTreeNode) -> Question | Choice | Cloze:
    head = _head(reader, node)
    if head.text("id") in reader.ids:
        raise reader.spot(node).wrong(f"two questions have the id {head.text('id')!r}")
    reader.ids.add(head.text("id"))
    if head.word == "question":
        found, marking = questions.question(head, reader.beside.lab)
        reader.markings[found.id] = marking
        return found
    if head.word == "choice":
        return questions.choice(head, reader.beside.lab)
    return questions.cloze(head)


def _block(reader: Reader, node: SyntaxTreeNode) -> Block:
    if node.type == "heading":
        return Heading("heading", int(node.tag[1]), reader.line(node))
    if node.type == "paragraph":
        return Paragraph("paragraph", reader.line(node))
    if node.type in ("bullet_list", "ordered_list"):
        items = tuple(tuple(_blocks(reader, item)) for item in node.children)
        return Items("items", node.type == "ordered_list", items)
    if node.type == "blockquote":
        return _aside(reader, node)
    if node.type == "table":
        return Tabular("tabular", tuple(_rows(reader, node)))
    if node.type == "fence":
        return _listing(reader, node)
    raise reader.spot(node).wrong(f"{node.type} has no place in a chapter")


def _blocks(reader: Reader, node: SyntaxTreeNode) -> Iterator[Block]:
    for child in node.children:
        yield _block(reader, child)


def _aside(reader: Reader, node: SyntaxTreeNode) -> Aside:
    """A quotation; its first words [!slip E4] say what it is about."""
    blocks = list(_blocks(reader, node))
    first = blocks[0] if blocks else None
    about = ""
    if isinstance(first, Paragraph) and first.parts and isinstance(first.parts[0], Plain):
        mark, closed, rest = first.parts[0].text.partition("]")
        if mark.startswith("[!") and closed:
            about = mark.removeprefix("[!slip ")
            if about not in SLIPS:
                raise reader.spot(node).wrong(f"expected [!slip E1] … [!slip E11]; got {mark}]")
            blocks[0] = Paragraph("paragraph", (Plain("plain", rest.lstrip()), *first.parts[1:]))
    return Aside("aside", about, tuple(blocks))


def _rows(reader: Reader, node: SyntaxTreeNode) -> Iterator[tuple[Line, ...]]:
    for part in node.children:
        for row in part.children:
            yield tuple(
                _cell(reader, cell, reader.spot(row if row.map else node)) for cell in row.children
            )


def _cell(reader: Reader, node: SyntaxTreeNode, spot: Spot) -> Line:
    line = pieces(node.children[0].children, spot) if node.children else ()
    for name in names_in(line):
        reader.names.setdefault(name, spot)
    return line


def _listing(reader: Reader, node: SyntaxTreeNode) -> Listing:
    word = node.info.strip()
    if word in LIVE or word in ASKING:
        raise reader.spot(node).wrong(f"the block {word} cannot stand inside another")
    if word not in ("", "python", "text"):
        known = ", ".join((*LIVE, *ASKING, "python", "text"))
        raise reader.spot(node).wrong(f"there is no block {word!r:.40}; there are {known}")
    return Listing("listing", word, node.content.rstrip("\n"))
