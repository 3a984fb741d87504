"""How large is the output? A question, its worked answer, and what a wrong answer mixed up."""

from dataclasses import dataclass, replace
from random import Random

from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.playground.size import Size, size_of


@dataclass(frozen=True, slots=True)
class Question:
    """One axis of a convolution or pooling layer: input positions, and its window."""

    length: int
    size: int
    stride: int
    padding: int
    dilation: int


@dataclass(frozen=True, slots=True)
class Grade:
    """Whether an answer is right, the right one, its arithmetic, and the likely mistake.

    mistake   "" where none is known, else one of: no-floor, no-padding, padding-once,
              no-dilation, off-by-one
    """

    right: bool
    expected: int
    worked: str
    mistake: str


def question(seed: int) -> Question:
    """The question of this seed: always the same one, and always answerable.

    >>> question(7) == question(7)
    True
    """
    random = Random(seed)
    while True:
        asked = Question(
            length=random.choice((7, 13, 28, 32, 55, 56, 64, 112, 224, 227)),
            size=random.choice((1, 2, 3, 5, 7, 11)),
            stride=random.choice((1, 1, 2, 3, 4)),
            padding=random.choice((0, 0, 1, 2, 3)),
            dilation=random.choice((1, 1, 1, 2)),
        )
        if asked.padding <= asked.size // 2 and asked.dilation * (asked.size - 1) < asked.length:
            return asked


def grade(asked: Question, answer: int) -> Grade:
    """The answer judged. Raises ShapeError where the question itself has no answer."""
    size = _size(asked)
    right = answer == size.outputs
    mistake = "" if right else _mistake(asked, size, answer)
    return Grade(right, size.outputs, worked(asked, size), mistake)


def worked(asked: Question, size: Size) -> str:
    """The arithmetic in one line.

    >>> asked = Question(224, 7, 2, 3, 1)
    >>> worked(asked, _size(asked))
    '⌊(224 + 2·3 − 7) / 2⌋ + 1 = ⌊223 / 2⌋ + 1 = 112'
    """
    reach = str(size.reach) if asked.dilation == 1 else f"({asked.dilation}·({asked.size} − 1) + 1)"
    return (
        f"⌊({asked.length} + 2·{asked.padding} − {reach}) / {asked.stride}⌋ + 1 = "
        f"⌊{size.room} / {asked.stride}⌋ + 1 = {size.outputs}"
    )


def _size(asked: Question) -> Size:
    return size_of(asked.length, _window(asked))


def _window(asked: Question) -> Window:
    return Window(asked.size, asked.stride, asked.padding, asked.padding, asked.dilation)


def _mistake(asked: Question, size: Size, answer: int) -> str:
    slips, window = {"no-floor": -(-size.room // asked.stride) + 1}, _window(asked)
    for name, changed in (
        ("no-padding", replace(window, before=0, after=0)),
        ("padding-once", replace(window, after=0)),
        ("no-dilation", replace(window, dilation=1)),
    ):
        try:
            slips[name] = size_of(asked.length, changed).outputs
        except ShapeError:
            continue
    slips["off-by-one"] = size.outputs - 1
    return next((name for name, slip in slips.items() if slip == answer), "")
