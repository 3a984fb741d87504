"""A chapter's file is read into typed blocks; what is wrong is told with its file and line."""

import pytest

from cutaway.errors import LessonError
from cutaway.lesson.blocks import Listing, Paragraph, PlayLive
from cutaway.lesson.inline import Plain, Strong, Sub, Sup, Value, When
from cutaway.lesson.markup import filled, line_of
from cutaway.lesson.place import Spot
from cutaway.lesson.read import read

PLAY = "```play\nexample: by-hand\n```\n"
HERE = Spot("a.md", 1)


def first(text: str) -> Paragraph:
    block = read(f"# T\n\n{text}", "a.md").chapter.scenes[0].blocks[0]
    assert isinstance(block, Paragraph)
    return block


def test_a_scene_begins_at_a_live_block_and_ends_at_a_rule() -> None:
    text = f"# T\n\none\n\n{PLAY}\ntwo {{params}}\n\n---\n\nthree\n"
    scenes = read(text, "a.md").chapter.scenes
    assert [scene.live is not None for scene in scenes] == [False, True, False]
    assert [scene.values for scene in scenes] == [{}, {"params": "10"}, {}]
    assert isinstance(scenes[1].live, PlayLive)
    assert scenes[1].live.show == ("stage", "settings")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "&lt;b&gt; <b>bold</b>",
    ],
)
def test_markup_is_text(text: str) -> None:
    """No part of a chapter is anything but text to the page."""
    for part in first(text).parts:
        assert isinstance(part, Plain)
    assert "<" in "".join(part.text for part in first(text).parts if isinstance(part, Plain))


def test_what_a_line_holds() -> None:
    line = line_of("a *b* C~o~ Z^p^ \\{c\\} `{d}` {output.size}", HERE)
    kinds = [piece.kind for piece in line]
    assert kinds == ["plain", "strong", "plain", "sub", "plain", "sup", "plain", "code", "plain",
                     "value"]  # fmt: skip
    assert [p for p in line if isinstance(p, Strong | Sub | Sup | Value)][-1].name == "output.size"
    assert "{c}" in "".join(p.text for p in line if isinstance(p, Plain))


def test_lines_join_with_a_space_in_english_and_with_none_in_chinese() -> None:
    assert first("one\ntwo").parts == (Plain("plain", "one two"),)
    assert first("卷积\n汇聚").parts == (Plain("plain", "卷积汇聚"),)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"a": "1", "b": "2"}, "A not"),
        ({"a": "0", "b": "2"}, "B not"),
        ({"a": "–", "b": "–"}, "B "),
        ({"a": "2", "b": "2"}, "A same"),
    ],
)
def test_conditions(values: dict[str, str], told: str) -> None:
    line = line_of("{if a}A{else}B{end} {if a = b}{if a = 2}same{end}{else}not{end}", HERE)
    assert sum(isinstance(piece, When) for piece in line) == 2
    assert filled(line, values) == (Plain("plain", told),)


WRONG = [
    ("no title", "a.md:1: a chapter begins with its title"),
    ("# A\n\n# B", "a.md:3: a chapter has one title"),
    ("# A\n\n{params}", "a.md:3: {params} names a number, and nothing stands beside"),
    (f"# A\n\n{PLAY}\n\n{{weights}}", "a.md:8: there is no value 'weights'; there are channels"),
    (
        f"# A\n\n{PLAY}\n" + " ".join(f"{{output[0,0,{n}]}}" for n in range(90)),
        "a.md:7: too many different numbers beside one live block",
    ),
    (f"# A\n\n{PLAY}\n{{if params}}a", "a.md:7: {if params} has no {end}"),
    (f"# A\n\n{PLAY}\na{{else}}b", "a.md:7: {else} stands without its {if …}"),
    (f"# A\n\n{PLAY}\n{{if a b}}c{{end}}", "a.md:7: expected {if NAME} or {if NAME = VALUE}"),
    ("# A\n\n{two words}", "a.md:3: {two words} names no value; a brace that is meant as such"),
    ("# A\n\n[x](other.md)", "a.md:3: the link 'other.md' leads nowhere"),
    ("# A\n\n![x](a.png)", "a.md:3: a chapter holds no pictures"),
    ("# A\n\n> [!slip E12] x", "a.md:3: expected [!slip E1] … [!slip E11]; got [!slip E12]"),
    ("# A\n\n```ruby\nx\n```", "a.md:3: there is no block 'ruby'; there are play, network"),
    ("# A\n\n> ```play\n> ```", "a.md:3: the block play cannot stand inside another"),
    ("# A\n\n```play\n```", "a.md:3: the block play names no playground"),
    ("# A\n\n```play\nexample: by-foot\n```", "a.md:4: there is no example 'by-foot'"),
    ("# A\n\n```play\nlink: 9*x\n```", "a.md:4: the link is of version '9'"),
    ("# A\n\n```play\ncolour: red\n```", "a.md:4: the block play has no line 'colour'"),
    ("# A\n\n```play\ninput: 1 2\ninput: 3\n```", "a.md:5: the line 'input' stands twice"),
    ("# A\n\n```play\nexample: by-hand\nstride: 0\n```", "a.md:3: the playground refuses this:"),
    ("# A\n\n```play\nexample: by-hand\nlayer3.size: 2\n```", "a.md:5: there are 1 layers"),
    ("# A\n\n```play\nexample: by-hand\nshow: all\n```", "a.md:5: show is some of stage, sum"),
    ("# A\n\n```network\nplace: x\n```", "a.md:3: the block network needs a line “network: …”"),
    ("# A\n\n```structure\nwords: conv3\ninput: 1x9x9\n```", "a.md:3: word 1, 'conv3', is no"),
    ("# A\n\n```structure\nknobs: 1 2\ninput: 1x9x9\n```", "a.md:4: knobs are N M b K"),
    ("# A\n\n```question\nid: a\nanswer: colour\n\nx\n```", "a.md:5: answer is one of matrix"),
    ("# A\n\n```question\nid: a\nanswer: size\n\nx\n```", "a.md:3: the block question names no"),
    (f"# A\n\n{PLAY}\n```question\nid: a\nanswer: size\n```", "the question itself is missing"),
    (
        f"# A\n\n{PLAY}\n```question\nid: a\nanswer: number\nvalue: x\n\nx\n```",
        "a.md:7: this question has no answer: there is no value 'x'",
    ),
    (
        f"# A\n\n{PLAY}\n```question\nid: a\nanswer: size\n\nx\n- 4: y\n```",
        "one of the mistakes is the right answer, 4×4",
    ),
    (
        "# A\n\n```choice\nid: a\n\nx\n- [ ] a\n  > no\n- [ ] b\n  > no\n```",
        "a.md:3: a choice has at least two answers",
    ),
    ("# A\n\n```choice\nid: a\n\nx\n- [x] a\n- [ ] b\n  > no\n```", "say something to whoever"),
    ("# A\n\n```cloze\nid: a\n\nx\n---\nno blank\n```", "and code with a blank as «key»"),
    (
        "# A\n\n" + 2 * "```cloze\nid: a\n\nx\n---\nf(«1»)\n```\n",
        "a.md:10: two questions have the id 'a'",
    ),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_is_wrong_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(LessonError) as refused:
        read(text, "a.md")
    assert told in str(refused.value)
    assert str(refused.value).startswith("a.md:")
    assert "\n" not in str(refused.value)


def test_code_is_read_and_never_run() -> None:
    chapter = read("# A\n\n```python\nraise SystemExit\n```", "a.md").chapter
    assert chapter.scenes[0].blocks == (Listing("listing", "python", "raise SystemExit"),)
