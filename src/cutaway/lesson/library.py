"""The chapters there are: those that come with Cutaway, and a teacher's own folder."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from cutaway.errors import AddressError, LessonError
from cutaway.lesson.read import Read, read

LANGUAGES = ("en", "zh-Hans")
FILE = re.compile(r"(?:\d+-)?([a-z0-9][a-z0-9-]*)\.md")


@dataclass(frozen=True, slots=True)
class ChapterEntry:
    """A chapter in the list: its name, and its title in each language."""

    name: str
    title: str
    title_zh: str
    own: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where a chapter stands in each language; the same file for both where it has but one."""

    name: str
    texts: dict[str, Traversable]
    own: bool

    def text(self, language: str) -> tuple[Traversable, str]:
        """The file to read for a language, and the language that it is in."""
        if language in self.texts:
            return self.texts[language], language
        other = next(iter(self.texts))
        return self.texts[other], other


@dataclass(frozen=True, slots=True)
class Library:
    """Chapters in order: the folder's own first; one with the name of ours stands in its place.

    folder   None where there is none
    """

    folder: Path | None = None

    def chapters(self) -> tuple[ChapterEntry, ...]:
        """The list. Raises LessonError for a chapter that cannot be read."""
        found = []
        for source in self._sources():
            titles = [self._read(source, language).chapter.title for language in LANGUAGES]
            found.append(ChapterEntry(source.name, titles[0], titles[1], source.own))
        return tuple(found)

    def chapter(self, name: str, language: str) -> Read:
        """One chapter. Raises AddressError where there is none, LessonError as `read` does."""
        sources = {source.name: source for source in self._sources()}
        if name not in sources:
            raise AddressError(
                f"there is no chapter {name[:40]!r}; there are {', '.join(sources)}", lesson=name
            )
        return self._read(sources[name], language)

    def _sources(self) -> tuple[Source, ...]:
        ours = _found(files("cutaway") / "lesson" / "chapters", own=False)
        if self.folder is None:
            return ours
        try:
            if not self.folder.is_dir():
                raise LessonError(
                    f"{self.folder} is no folder; expected one with chapters, NAME.md"
                )
            theirs = _found(self.folder, own=True)
        except OSError as error:
            raise LessonError(
                f"{self.folder} cannot be read: {error.strerror}; check its permissions"
            ) from None
        if not theirs:
            raise LessonError(
                f"there is no chapter in {self.folder}: expected files such as 01-name.md, there "
                "or in the folders en and zh-Hans"
            )
        names = {source.name for source in theirs}
        return (*theirs, *(source for source in ours if source.name not in names))

    def _read(self, source: Source, language: str) -> Read:
        file, written = source.text(language)
        shown = f"{file.parent.name}/{file.name}" if isinstance(file, Path) else file.name
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LessonError(f"{shown}: this file cannot be read as UTF-8 text: {error}") from None
        return _kept(text, shown, source.name, written)


@lru_cache(maxsize=64)
def _kept(text: str, file: str, name: str, language: str) -> Read:
    return read(text, file, name, language)


def _found(folder: Traversable, own: bool) -> tuple[Source, ...]:
    """The chapters of a folder, in the order of their files' names."""
    texts: dict[str, dict[str, Traversable]] = {}
    order: dict[str, str] = {}
    for language in (*LANGUAGES, ""):
        place = folder / language if language else folder
        if not place.is_dir():
            continue
        for file in sorted(place.iterdir(), key=lambda found: found.name):
            if found := FILE.fullmatch(file.name):
                texts.setdefault(found[1], {}).setdefault(language or "en", file)
                order.setdefault(found[1], file.name)
    named = sorted(texts, key=lambda name: order[name])
    return tuple(Source(name, texts[name], own) for name in named)
