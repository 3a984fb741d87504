"""docs/write-a-lesson.md holds: its blocks are read, and the names it lists are all there are."""

import re
from pathlib import Path

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
