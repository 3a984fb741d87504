"""docs/notation.md tells the truth: its words, its examples, its error message."""

import re
from pathlib import Path

import pytest

from cutaway.errors import NetworkError
from cutaway.networks.architectures.architecture import written
from cutaway.networks.notation.text import is_notation, parse
from cutaway.networks.notation.vocabulary import OPTIONS, PLAIN, SHAPES

PAGE = (Path(__file__).parents[3] / "docs" / "notation.md").read_text("utf-8")


def quoted(section: str) -> list[str]:
    """What stands between backquotes in the first column of a section's table."""
    text = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
    rows = [re.split(r"(?<!\\)\|", line)[1] for line in text.splitlines() if line[:3] == "| `"]
    return [word.replace("\\|", "|") for row in rows for word in re.findall("`([^`]+)`", row)]


def test_every_word_is_in_the_table_and_no_other() -> None:
    words = quoted("Words")
    assert len(words) > 25 and all(map(parse, words))
    heads = {re.match("[a-zA-Z-]*[a-zA-Z]6?", word)[0].removesuffix("6") for word in words}  # type: ignore[index]
    known = {name.removesuffix("6") for name in (*SHAPES, *PLAIN)}
    assert heads == known


def test_every_option_is_in_the_table() -> None:
    for options in OPTIONS.values():
        for option in re.findall(r"(/\w+)", options):
            assert f"`{option}`" in PAGE


@pytest.mark.parametrize("text", [text for text in quoted("Signs") if "…" not in text])
def test_every_sign_is_read(text: str) -> None:
    assert parse(text)


def test_the_examples_open() -> None:
    found = re.findall(r"^cutaway \w+ '([^']+)' --input (\S+)", PAGE, re.MULTILINE)
    assert len(found) == 2
    for text, size in found:
        shape = (1, *map(int, size.split("x")))
        assert is_notation(text) and written(text, shape).skeleton is not None


def test_the_error_is_as_printed() -> None:
    message, line, caret = PAGE.rpartition("```text\n")[2].splitlines()[:3]
    with pytest.raises(NetworkError) as caught:
        parse(line)
    assert message == f"cutaway: {caught.value}"
    assert caret.strip() == "^" * len("cnv3-64")


def test_the_grammar_is_the_readers() -> None:
    from cutaway.networks.notation import reader

    assert reader.__doc__ is not None
    rules = [line for line in reader.__doc__.splitlines() if " = " in line]
    assert len(rules) == 4 and all(rule in PAGE for rule in rules)
