"""Where chapters come from: ours, and a folder of a teacher's own."""

from pathlib import Path

import pytest

from cutaway.errors import AddressError, LessonError
from cutaway.lesson.library import Library
from tests.lesson.walk import NAMES


def write(folder: Path, name: str, text: str) -> None:
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def test_a_folder_comes_first_in_the_order_of_its_files(tmp_path: Path) -> None:
    write(tmp_path, "en/02-second.md", "# Second")
    write(tmp_path, "en/01-first.md", "# First")
    write(tmp_path, "zh-Hans/01-first.md", "# 第一")
    write(tmp_path, "en/notes.txt", "not a chapter")
    found = Library(tmp_path).chapters()
    assert [entry.name for entry in found] == ["first", "second", *NAMES]
    assert [(e.title, e.title_zh, e.own) for e in found[:2]] == [
        ("First", "第一", True),
        ("Second", "Second", True),
    ]
    chapter = Library(tmp_path).chapter("second", "zh-Hans").chapter
    assert (chapter.title, chapter.language) == ("Second", "en")


def test_a_folder_without_languages_serves_both(tmp_path: Path) -> None:
    write(tmp_path, "only.md", "# 只有一种")
    entry = Library(tmp_path).chapters()[0]
    assert (entry.title, entry.title_zh) == ("只有一种", "只有一种")


def test_a_chapter_of_the_same_name_takes_the_place_of_ours(tmp_path: Path) -> None:
    write(tmp_path, "en/01-pooling.md", "# My pooling")
    library = Library(tmp_path)
    assert [entry.name for entry in library.chapters()].count("pooling") == 1
    assert library.chapter("pooling", "en").chapter.title == "My pooling"


def test_a_chapter_is_read_anew_when_its_file_has_changed(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "# Before")
    library = Library(tmp_path)
    assert library.chapter("a", "en").chapter.title == "Before"
    write(tmp_path, "a.md", "# After")
    assert library.chapter("a", "en").chapter.title == "After"


def test_what_is_wrong_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"there is no chapter in .*: expected files such as 01"):
        Library(tmp_path).chapters()
    with pytest.raises(LessonError, match="is no folder"):
        Library(tmp_path / "missing").chapters()
    write(tmp_path, "en/01-a.md", "# A\n\n{size}")
    with pytest.raises(LessonError, match=r"^en/01-a\.md:3: \{size\} names a number"):
        Library(tmp_path).chapters()
    (tmp_path / "en/01-a.md").write_bytes(b"\xff\xfe")
    with pytest.raises(LessonError, match=r"en/01-a\.md: this file cannot be read as UTF-8"):
        Library(tmp_path).chapters()


def test_an_unknown_chapter_lists_the_known() -> None:
    with pytest.raises(AddressError, match="there is no chapter 'x'; there are by-hand, sizes"):
        Library().chapter("x", "en")


def test_a_name_that_no_folder_can_have() -> None:
    with pytest.raises(LessonError, match="cannot be read: File name too long"):
        Library(Path("x" * 300)).chapter("sizes", "en")
