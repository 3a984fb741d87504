"""The text inside a line of Markdown as typed pieces: values in braces, conditions, subscripts."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from cutaway.lesson.inline import Anchor, Code, Inline, Line, Plain, Strong, Sub, Sup, Value, When
from cutaway.lesson.place import Spot

BRACES = re.compile(r"\{([^{}]*)\}|~([^\s~]{1,12})~|\^([^\s^]{1,12})\^")
CONDITION = re.compile(r"if +([^ =]+)(?: *= *([^ =]+))?")
HAN = re.compile("[\u3000-\u9fff\uff00-\uffef]")
SAFE = ("https://", "http://", "#")


@dataclass(frozen=True, slots=True)
class Mark:
    """A turn of a condition: if, else or end."""

    word: str
    name: str = ""
    equals: str = ""


@lru_cache(maxsize=1)
def markdown() -> MarkdownIt:
    """CommonMark and tables; HTML is text, and an escaped brace stays apart from its text."""
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("text_join")


def line_of(text: str, spot: Spot) -> Line:
    """One line of Markdown.

    >>> line_of("of *{output.size}*", Spot("a.md", 1))[1].parts
    (Value(kind='value', name='output.size'),)
    """
    tree = SyntaxTreeNode(markdown().parseInline(" ".join(text.split())))
    return pieces(tree.children[0].children, spot) if tree.children else ()


def pieces(nodes: Iterable[SyntaxTreeNode], spot: Spot) -> Line:
    """The nodes of a line, conditions folded. Raises LessonError for what has no place in one."""
    found = [piece for node in nodes for piece in _pieces(node, spot)]
    line, word = _until(found, spot)
    if word:
        raise spot.wrong(f"{{{word}}} stands without its {{if …}}")
    return _joined(line)


def names_in(line: Iterable[Inline]) -> Iterator[str]:
    """The names of all values in a line, those of its conditions too."""
    for piece in line:
        if isinstance(piece, Value):
            yield piece.name
        elif isinstance(piece, When):
            yield piece.name
            if piece.equals and not _literal(piece.equals):
                yield piece.equals
            yield from names_in((*piece.so, *piece.otherwise))
        elif isinstance(piece, Strong | Anchor):
            yield from names_in(piece.parts)


def filled(line: Iterable[Inline], values: dict[str, str]) -> Line:
    """The line with its values written in and its conditions decided."""
    found: list[Inline] = []
    for piece in line:
        if isinstance(piece, Value):
            found.append(Plain("plain", values[piece.name]))
        elif isinstance(piece, When):
            found += filled(piece.so if holds(piece, values) else piece.otherwise, values)
        elif isinstance(piece, Strong):
            found.append(Strong("strong", filled(piece.parts, values)))
        elif isinstance(piece, Anchor):
            found.append(Anchor("anchor", piece.href, filled(piece.parts, values)))
        else:
            found.append(piece)
    return _joined(found)


def holds(piece: When, values: dict[str, str]) -> bool:
    """Whether a condition is met: its value equals the other, or is something and not 0."""
    value = values[piece.name]
    if piece.equals:
        return value == values.get(piece.equals, piece.equals)
    return value not in ("", "0", "–")


def written(line: Iterable[Inline]) -> str:
    """The line as plain text; values as {their names}."""
    found = ""
    for piece in line:
        if isinstance(piece, Value):
            found += f"{{{piece.name}}}"
        elif isinstance(piece, When):
            found += written(piece.so) + written(piece.otherwise)
        elif isinstance(piece, Strong | Anchor):
            found += written(piece.parts)
        else:
            found += piece.text
    return found


def _literal(text: str) -> bool:
    """Whether what a condition compares with is a number or a size such as 4×4, and no name."""
    return text[0].isdigit() or text[0] == "−"


def _pieces(node: SyntaxTreeNode, spot: Spot) -> Iterator[Inline | Mark]:
    if node.type == "text":
        yield from _split(node.content, spot)
    elif node.type == "text_special":
        yield Plain("plain", node.content)
    elif node.type in ("softbreak", "hardbreak"):
        yield Plain("plain", "\n")
    elif node.type == "code_inline":
        yield Code("code", node.content)
    elif node.type in ("strong", "em"):
        yield Strong("strong", pieces(node.children, spot))
    elif node.type == "link":
        href = str(node.attrs.get("href", ""))
        if not href.startswith(SAFE):
            raise spot.wrong(
                f"the link {href!r:.60} leads nowhere: begin with https:// or, within the app, #"
            )
        yield Anchor("anchor", href, pieces(node.children, spot))
    elif node.type == "image":
        raise spot.wrong("a chapter holds no pictures; a live block shows what is meant")
    else:
        raise spot.wrong(f"{node.type} has no place in a line of a chapter")


def _split(text: str, spot: Spot) -> Iterator[Inline | Mark]:
    done = 0
    for found in BRACES.finditer(text):
        if found.start() > done:
            yield Plain("plain", text[done : found.start()])
        if found[2]:
            yield Sub("sub", found[2])
        elif found[3]:
            yield Sup("sup", found[3])
        else:
            yield _braced(found[1].strip(), spot)
        done = found.end()
    if done < len(text):
        yield Plain("plain", text[done:])


def _braced(word: str, spot: Spot) -> Inline | Mark:
    if word in ("else", "end"):
        return Mark(word)
    if word.startswith("if "):
        found = CONDITION.fullmatch(word)
        if found is None:
            raise spot.wrong(f"expected {{if NAME}} or {{if NAME = VALUE}}; got {{{word}}}")
        return Mark("if", found[1], found[2] or "")
    if not word or " " in word:
        raise spot.wrong(
            f"{{{word}}} names no value; a brace that is meant as such is written \\{{"
        )
    return Value("value", word)


def _condition(mark: Mark, rest: list[Inline | Mark], spot: Spot) -> When:
    then, word = _until(rest, spot)
    otherwise: list[Inline] = []
    if word == "else":
        otherwise, word = _until(rest, spot)
    if word != "end":
        raise spot.wrong(f"{{if {mark.name}}} has no {{end}}")
    return When("when", mark.name, mark.equals, _joined(then), _joined(otherwise))


def _until(rest: list[Inline | Mark], spot: Spot) -> tuple[list[Inline], str]:
    """Takes pieces off the rest, up to an else or an end; gives which it was, "" for none."""
    line: list[Inline] = []
    while rest:
        piece = rest.pop(0)
        if not isinstance(piece, Mark):
            line.append(piece)
        elif piece.word == "if":
            line.append(_condition(piece, rest, spot))
        else:
            return line, piece.word
    return line, ""


def _joined(line: Iterable[Inline]) -> Line:
    """Neighbouring texts as one; a line break is a space, and nothing between Chinese signs."""
    found: list[Inline] = []
    for piece in line:
        last = found[-1] if found else None
        if isinstance(piece, Plain) and isinstance(last, Plain):
            found[-1] = Plain("plain", last.text + piece.text)
        else:
            found.append(piece)
    return tuple(_unbroken(piece) if isinstance(piece, Plain) else piece for piece in found)


def _unbroken(piece: Plain) -> Plain:
    parts = piece.text.split("\n")
    text = parts[0]
    for part in parts[1:]:
        near = f"{text[-1:]}{part[:1]}"
        text += part if HAN.search(near) else f" {part}"
    return Plain("plain", text)
