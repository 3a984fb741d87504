"""How large is the output? A question, its worked answer, and what a wrong answer mixed up."""

from dataclasses import dataclass
from random import Random

from cutaway.exercises.count_slips import missized
from cutaway.playground.formula import formulas
from cutaway.playground.layer import Layer


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

    mistake   "" where none is known, else the name of a slip; see `slips.py`
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
    """The answer judged. Raises ShapeError where the question itself has no answer.

    >>> grade(Question(224, 7, 2, 3, 1), 113).mistake
    'no-floor'
    """
    layer = _layer(asked)
    formula = formulas(layer)[0]
    right = answer == formula.outputs
    slips = (slip.name for slip in missized(layer, 0) if slip.value == answer)
    mistake = "" if right else next(slips, "")
    return Grade(right, formula.outputs, formula.numbers, mistake)


def _layer(asked: Question) -> Layer:
    return Layer(
        kind="conv1d",
        channels=1,
        space=(asked.length,),
        outputs=1,
        sizes=(asked.size,),
        strides=(asked.stride,),
        before=(asked.padding,),
        after=(asked.padding,),
        dilations=(asked.dilation,),
    )
