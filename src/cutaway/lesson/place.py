"""Where in a chapter's file something stands, for what is said when it cannot be read."""

from dataclasses import dataclass

from cutaway.errors import LessonError


@dataclass(frozen=True, slots=True)
class Spot:
    """A line of a file; lines count from 1."""

    file: str
    line: int

    def down(self, lines: int) -> "Spot":
        """So many lines further down."""
        return Spot(self.file, self.line + lines)

    def wrong(self, told: str) -> LessonError:
        """The error to raise: the file, the line, and what is said."""
        return LessonError(f"{self.file}:{self.line}: {told}", file=self.file, line=self.line)
