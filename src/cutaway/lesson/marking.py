"""What a question needs to be judged, and the verdict on an answer."""

from dataclasses import dataclass
from typing import Literal

from cutaway.errors import AskError
from cutaway.exercises.judge import Verdict, judge
from cutaway.lesson.structure import structured
from cutaway.lesson.values import grouped, value_of
from cutaway.playground.costing import costing
from cutaway.playground.lab import lab_of
from cutaway.playground.numerals import number_of, whole_of
from cutaway.playground.state import PlayState

About = Literal["matrix", "size", "params", "macs", "flops", "number"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """A wrong answer that has a reason, in the chapter's own language."""

    answer: str
    said: str


@dataclass(frozen=True, slots=True)
class Marking:
    """How a question is judged.

    state, layer   the playground it is about, where it is about one
    line, words    or the line of PyTorch, or the words of VGG's table
    input          the input's shape of these
    value          for a number: the name of the value that is right
    mistakes       wrong answers foreseen by whoever wrote the question
    """

    about: About
    state: PlayState | None = None
    layer: int = 0
    line: str = ""
    words: str = ""
    input: str = ""
    value: str = ""
    mistakes: tuple[Mistake, ...] = ()

    def right(self) -> str:
        """The right answer, as text. Raises CutawayError where there is none."""
        if self.about != "number" and self.state is not None:
            return judge(self.state, self.about, "0", self.layer).expected
        return self._number()

    def verdict(self, answer: str) -> Verdict:
        """What is said to an answer. Raises AskError for one that cannot be read."""
        told = self._foreseen(answer)
        if self.about != "number" and self.state is not None:
            found = judge(self.state, self.about, answer, self.layer)
            if found.right or found.slips or not told:
                return found
            return Verdict(False, found.expected, ("foreseen",), told, told, found.wrong)
        right = self._number()
        if _alike(answer, right):
            return Verdict(True, right, (), "Right.", "正确。")
        if told:
            return Verdict(False, right, ("foreseen",), told, told)
        given = answer.strip()[:40]
        return Verdict(
            False, right, (), f"Not {given}: it is {right}.", f"不是 {given}，应为 {right}。"
        )

    def _number(self) -> str:
        if self.state is not None:
            return value_of(lab_of(self.state), self.value)
        if self.words:
            return _named(structured(self.words, self.input).values, self.value or self.about)
        found = costing(self.line, self.input)
        return grouped(
            {"params": found.params, "macs": found.macs, "flops": found.flops}[self.about]
        )

    def _foreseen(self, answer: str) -> str:
        return next((m.said for m in self.mistakes if _same(answer, m.answer)), "")


def _named(values: dict[str, str], name: str) -> str:
    if name not in values:
        raise AskError(f"there is no value {name!r}; there are {', '.join(values)}")
    return values[name]


def _alike(answer: str, right: str) -> bool:
    """Whether a number, or a size such as 4×4, is the right one."""
    given = answer.replace(",", "").replace("，", "")
    found, wanted = number_of(given), number_of(right.replace(",", ""))
    if wanted is None:
        sizes = _sizes(answer)
        return sizes is not None and sizes == _sizes(right)
    if found is None:
        raise AskError(f"the answer is a number; got {answer.strip()[:40]!r}")
    return abs(found[0] - wanted[0]) <= 1e-6 * abs(wanted[0])


def _same(answer: str, mistake: str) -> bool:
    try:
        return _alike(answer, mistake)
    except AskError:
        return False


def _sizes(text: str) -> list[int | None] | None:
    parts = [whole_of(part) for part in text.lower().replace("×", "x").replace("*", "x").split("x")]
    return None if None in parts else parts
