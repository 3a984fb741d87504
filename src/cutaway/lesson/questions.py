"""Blocks that ask: a question to type an answer to, one to choose from, code with blanks."""

import re
from typing import get_args

from cutaway.errors import CutawayError
from cutaway.lesson.blocks import Alternative, Choice, Cloze, Question
from cutaway.lesson.fields import Head, lab_in
from cutaway.lesson.inline import Line
from cutaway.lesson.marking import About, Marking, Mistake
from cutaway.lesson.markup import filled, line_of, names_in
from cutaway.lesson.place import Spot
from cutaway.lesson.structure import column
from cutaway.lesson.values import values_of
from cutaway.playground.lab import Lab
from cutaway.playground.link import link_of

KEYS = ("id", "answer", "layer", "value", "line", "words", "column", "input", "review")
PHOTOGRAPH = "3x224x224"
OPTION = re.compile(r"- \[([ xX])\] +(.+)")
MISTAKE = re.compile(r"- +([^:：]+)[:：] *(.+)")
BLANK = re.compile("«([^«»]*)»")


def question(head: Head, beside: Lab | None) -> tuple[Question, Marking]:
    """A question, and how it is judged; about the playground beside it unless it names one."""
    head.only(*KEYS, "STATE")
    about: About = next(w for w in get_args(About) if w == head.choice("answer", get_args(About)))
    apart = any(key in head.given for key in ("line", "words", "column"))
    lab = None if apart else lab_in(head, beside)
    asked, mistakes = _asked(head)
    text = head.text("layer", "1")
    if text not in ("1", "2", "3", "4"):
        raise head.spots["layer"].wrong(f"layer is 1, 2, 3 or 4; got {text!r}")
    if "line" in head.given and about not in ("params", "macs", "flops"):
        raise head.spots["answer"].wrong("of a line of PyTorch one may ask params, macs or flops")
    marking = Marking(
        about,
        lab.state if lab else None,
        int(text) - 1,
        head.text("line", ""),
        _words(head),
        head.text("input", PHOTOGRAPH if "column" in head.given else "") if lab is None else "",
        head.text("value") if about == "number" else "",
        mistakes,
    )
    try:
        right = marking.right()
        if any(marking.verdict(m.answer).right for m in mistakes):
            raise head.below.wrong(f"one of the mistakes is the right answer, {right}")
        parts = _filled(asked, lab)
    except CutawayError as error:
        if error.code == "lesson":
            raise
        raise head.spot.wrong(f"this question has no answer: {error}") from None
    link = link_of(lab.state) if lab else ""
    return Question("question", head.text("id"), about, head.yes("review"), link, parts), marking


def _words(head: Head) -> str:
    if "column" not in head.given:
        return head.text("words", "")
    try:
        return column(head.given["column"])
    except CutawayError as error:
        raise head.spots["column"].wrong(str(error)) from None


def choice(head: Head, beside: Lab | None) -> Choice:
    """A question with answers to choose from."""
    head.only("id", "review", "STATE")
    lab = lab_in(head, beside) if head.names_state or beside else None
    asked: list[str] = []
    alternatives: list[Alternative] = []
    right, option, said = False, "", ""
    spot = head.below
    for i, text in enumerate([*head.body.split("\n"), "- [ ] end"]):
        found = OPTION.fullmatch(text.strip())
        if found:
            if option:
                alternatives.append(_alternative(right, option, said, spot, lab))
            right, option, said, spot = found[1] != " ", found[2], "", head.below.down(i)
        elif text.strip().startswith(">") and option:
            said += text.strip()[1:]
        elif option and text.strip():
            raise head.below.down(i).wrong("expected “- [ ] …”, “- [x] …” or “> what is said”")
        else:
            asked.append(text)
    if not any(found.right for found in alternatives) or len(alternatives) < 2:
        raise head.spot.wrong(
            "a choice has at least two answers, “- [ ] …”, and one right, “- [x]”"
        )
    parts = _filled(line_of(" ".join(asked), head.below), lab)
    return Choice("choice", head.text("id"), head.yes("review"), parts, tuple(alternatives))


def cloze(head: Head) -> Cloze:
    """Code with blanks: the question, a line “---”, and the code with its blanks as «key»."""
    head.only("id", "review")
    asked, bar, code = head.body.partition("\n---\n")
    pieces = tuple(BLANK.split(code))
    if not bar or len(pieces) < 3:
        raise head.below.wrong("expected a question, a line ---, and code with a blank as «key»")
    parts = line_of(asked, head.below)
    return Cloze("cloze", head.text("id"), head.yes("review"), parts, pieces)


def _asked(head: Head) -> tuple[Line, tuple[Mistake, ...]]:
    lines = head.body.split("\n")
    first = next((i for i, text in enumerate(lines) if text.startswith("- ")), len(lines))
    mistakes = []
    for i, text in enumerate(lines[first:], first):
        found = MISTAKE.fullmatch(text.strip())
        if found:
            mistakes.append(Mistake(found[1].strip(), found[2]))
        elif text.strip():
            raise head.below.down(i).wrong("expected “- wrong answer: what is said to it”")
    asked = line_of(" ".join(lines[:first]), head.below)
    if not asked:
        raise head.below.wrong("the question itself is missing")
    return asked, tuple(mistakes)


def _alternative(right: bool, option: str, said: str, spot: Spot, lab: Lab | None) -> Alternative:
    if not said.strip():
        raise spot.wrong("say something to whoever chooses this: a line “> …” below it")
    return Alternative(
        right, _filled(line_of(option, spot), lab, spot), _filled(line_of(said, spot), lab, spot)
    )


def _filled(line: Line, lab: Lab | None, spot: Spot | None = None) -> Line:
    names = list(names_in(line))
    if not names:
        return line
    if lab is None:
        raise (spot or Spot("", 0)).wrong(f"{{{names[0]}}} names a number of no playground")
    return filled(line, values_of(lab, names))
