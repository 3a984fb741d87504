"""What the tests of the chapters share: the chapters, and everything in them, one after another."""

from collections.abc import Iterator

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
from cutaway.lesson.inline import Line
from cutaway.lesson.library import LANGUAGES, Library
from cutaway.lesson.markup import names_in, written

OURS = Library()
NAMES = [entry.name for entry in OURS.chapters()]


def chapter(name: str, language: str = "en") -> Chapter:
    return OURS.chapter(name, language).chapter


def scenes() -> Iterator[tuple[str, Scene]]:
    """Every scene in English, with its chapter's name."""
    for name in NAMES:
        for scene in chapter(name).scenes:
            yield name, scene


def blocks(found: Chapter) -> Iterator[Block]:
    """Every block, those within others too."""
    for scene in found.scenes:
        yield from inside(scene.blocks)


def inside(found: tuple[Block, ...]) -> Iterator[Block]:
    for block in found:
        yield block
        if isinstance(block, Aside):
            yield from inside(block.blocks)
        elif isinstance(block, Items):
            for item in block.items:
                yield from inside(item)


def lines(block: Block) -> Iterator[Line]:
    """The lines of one block, not of those within it."""
    if isinstance(block, Heading | Paragraph | Question | Cloze):
        yield block.parts
    elif isinstance(block, Choice):
        yield block.parts
        for alternative in block.alternatives:
            yield from (alternative.parts, alternative.said)
    elif isinstance(block, Tabular):
        for row in block.rows:
            yield from row


def text_of(name: str, language: str) -> str:
    """Everything a reader reads of a chapter, without what is filled in."""
    found = chapter(name, language)
    told = [found.title]
    for scene in found.scenes:
        if scene.live is not None:
            told.append(written(scene.live.caption))
    for block in blocks(found):
        told += map(written, lines(block))
        if isinstance(block, Listing):
            told.append(block.text)
    for marking in OURS.chapter(name, language).markings.values():
        told += (mistake.said for mistake in marking.mistakes)
    return "\n".join(told)


def outline(block: Block) -> object:
    """What both languages must have alike of a block: all but its words."""
    if isinstance(block, Question):
        return (block.kind, block.id, block.about, block.review, block.link)
    if isinstance(block, Choice):
        return (block.kind, block.id, block.review, [a.right for a in block.alternatives])
    if isinstance(block, Cloze):
        return (block.kind, block.id, block.review, block.pieces)
    if isinstance(block, Heading):
        return (block.kind, block.level)
    if isinstance(block, Aside):
        return (block.kind, block.about, [outline(inner) for inner in block.blocks])
    if isinstance(block, Items):
        return (block.kind, block.ordered, [[outline(b) for b in item] for item in block.items])
    if isinstance(block, Tabular):
        return (block.kind, [len(row) for row in block.rows])
    return (block.kind, sorted({name for line in lines(block) for name in names_in(line)}))


__all__ = ["LANGUAGES", "NAMES", "OURS", "blocks", "chapter", "outline", "scenes", "text_of"]
