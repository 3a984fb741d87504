"""docs/write-a-lesson.md holds: its blocks are read, and the names it lists are all there are."""

import re
from pathlib import Path

import pytest

from cutaway.errors import LessonError
from cutaway.lesson.read import read
from cutaway.lesson.structure import VALUES
from cutaway.lesson.values import COUNTS, PLACED, PLAIN, SHIFTED
from cutaway.protocol.network_values import STEPS, TOTALS

TEXT = (Path(__file__).parents[2] / "docs" / "write-a-lesson.md").read_text("utf-8")


def test_every_block_shown_is_a_block() -> None:
    shown = "\n\n".join(re.findall(r"^````\n(.*?)\n````$", TEXT, re.MULTILINE | re.DOTALL))
    chapter = read(f"# Shown\n\n{shown}", "write-a-lesson.md").chapter
    kinds = [block.kind for scene in chapter.scenes for block in scene.blocks]
    assert kinds == ["question", "choice", "cloze"]
    sentences = re.findall(r"^```\n(The output is .*?)\n```$", TEXT, re.MULTILINE | re.DOTALL)
    assert len(sentences) == 1
    read(f"# Shown\n\n{shown}\n\n{sentences[0]}", "write-a-lesson.md")


def test_every_value_is_listed() -> None:
    listed = set(re.findall(r"[a-z_]+(?:\.[a-z_]+)?", TEXT[TEXT.index("- `play`:") :]))
    of_play = {name for name in PLAIN if name.partition(".")[0] not in COUNTS}
    known = of_play | set(COUNTS) | set(PLACED) | set(SHIFTED) | set(VALUES)
    known |= {"formula"} | set(TOTALS) | set(STEPS)
    assert {name for name in known if name not in listed} - {"formula.symbols"} == set()


def test_the_error_is_as_printed() -> None:
    """Of a brace that names nothing, on the line of the file that the page says."""
    (printed,) = re.findall(r"^cutaway: (.*) …$", TEXT, re.MULTILINE)
    file, line, _ = printed.split(":", 2)
    chapter = "# Waves\n\n```play\nexample: output-size\n```\n"
    chapter += "\n" * (int(line) - chapter.count("\n") - 1) + "{weights}\n"
    with pytest.raises(LessonError) as caught:
        read(chapter, file)
    assert str(caught.value).startswith(printed)


def test_a_structure_needs_what_the_page_says() -> None:
    for words in ("words: conv3-16 maxpool FC-10", "knobs: 3 2 1 1", "columns: A B C D E"):
        assert f"`{words}`" in TEXT
        with pytest.raises(LessonError, match="needs a line “input: …”"):
            read(f"# Shown\n\n```structure\n{words}\n```\n", "shown.md")
        read(f"# Shown\n\n```structure\n{words}\ninput: 3x224x224\n```\n", "shown.md")
