"""An answer about the playground's own example, judged; a known mistake is called by its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import isclose
from typing import Literal

from cutaway.errors import AskError
from cutaway.exercises.count_slips import (
    Miscounted,
    miscounted_flops,
    miscounted_macs,
    miscounted_params,
    missized,
)
from cutaway.exercises.matrix_slips import mistaken
from cutaway.exercises.slips import SLIPS
from cutaway.playground.cost import Quantity, costs, value_of
from cutaway.playground.formula import formulas
from cutaway.playground.grid import Grid
from cutaway.playground.lab import Lab, lab_of
from cutaway.playground.layer import Layer
from cutaway.playground.matrix import matrix_text, read_matrix
from cutaway.playground.numerals import number_of, plain, whole_of
from cutaway.playground.reason import refuse
from cutaway.playground.state import PlayState

What = Literal["matrix", "size", "params", "macs", "flops"]
MISCOUNTS = {
    "params": miscounted_params,
    "macs": miscounted_macs,
    "flops": miscounted_flops,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said to an answer.

    right      whether it is right, perhaps by another convention
    expected   the right answer, as text
    slips      names of the mistakes it came from, where known; see `slips.py`
    english, chinese   the sentence
    wrong      places of a matrix that differ, (channel, *place); () where its size does too
    """

    right: bool
    expected: str
    slips: tuple[str, ...]
    english: str
    chinese: str
    wrong: tuple[tuple[int, ...], ...] = ()


RIGHT = ("Right.", "正确。")


def judge(state: PlayState, what: What, answer: str, layer: int = 0) -> Verdict:
    """The answer to a layer of the state. Raises AskError for an answer that cannot be read.

    >>> from cutaway.playground.state import DEFAULT
    >>> judge(DEFAULT, "matrix", "11 13; 19 17").slips
    ('no-padding',)
    >>> judge(DEFAULT, "params", "9").english
    'The biases are missing: 1, one for each output channel.'
    """
    lab = lab_of(state)
    if not 0 <= layer < len(lab.passes):
        raise AskError(f"there are {len(lab.passes)} layers; got {layer}")
    if what == "matrix":
        return _matrix(lab, layer, answer)
    if what == "size":
        return _size(lab.layers[layer], answer)
    return _count(lab.layers[layer], what, answer)


def _matrix(lab: Lab, number: int, answer: str) -> Verdict:
    output = lab.passes[number].output
    if not output.known:
        raise AskError("the answer has too many numbers to be judged")
    given, problems = read_matrix(answer, len(output.shape) - 1, "answer")
    refuse(problems)
    expected = matrix_text(output)
    if _alike(given, output):
        return Verdict(True, expected, (), *RIGHT)
    for found in mistaken(lab.state, number):
        if _alike(given, found.output) and not _alike(found.output, output):
            sentences = [SLIPS[name].told(**found.facts) for name in found.names]
            english, chinese = _joined(sentences, " ", "")
            return Verdict(False, expected, found.names, english, chinese, _places(given, output))
    return _unknown(given, output, expected)


def _unknown(given: Grid, output: Grid, expected: str) -> Verdict:
    if given.shape != output.shape:
        got, wanted = _shape(given), _shape(output)
        return Verdict(
            False,
            expected,
            (),
            f"The answer is {wanted}; yours is {got}.",
            f"答案的尺寸是 {wanted}；你的是 {got}。",
        )
    wrong = _places(given, output)
    *rows, column = (i + 1 for i in wrong[0][1:])
    where = f"row {rows[0]}, column {column}" if rows else f"place {column}"
    where_zh = f"第 {rows[0]} 行第 {column} 列" if rows else f"第 {column} 个位置"
    return Verdict(
        False,
        expected,
        (),
        f"{len(wrong)} of {output.size} numbers differ, the first in {where}.",
        f"{output.size} 个数中有 {len(wrong)} 个不对，第一个在{where_zh}。",
        wrong,
    )


def _size(layer: Layer, answer: str) -> Verdict:
    """One number for all axes, or one for each."""
    parts = plain(answer).lower().replace("×", "x").replace("*", "x").split("x")
    given = [whole_of(part) for part in parts]
    found = formulas(layer)
    expected = "×".join(str(formula.outputs) for formula in found)
    if None in given or len(given) not in (1, layer.axes):
        raise AskError(f"{_form(layer.axes, parts)}; got {answer[:40]!r}")
    numbers = (given * layer.axes)[: layer.axes]
    for axis, (number, formula) in enumerate(zip(numbers, found, strict=True)):
        assert number is not None
        if number != formula.outputs:
            return _number(number, formula.outputs, expected, missized(layer, axis))
    return Verdict(True, expected, (), *RIGHT)


def _form(axes: int, parts: list[str]) -> str:
    """What an answer that is no size should look like, without telling the answer."""
    if any(number_of(part) is not None and whole_of(part) is None for part in parts):
        return "a size is whole: what the stride leaves over is dropped, never rounded up"
    return "the answer is a size: " + ("a number, or one for each axis" if axes > 1 else "a number")


def _count(layer: Layer, what: Quantity, answer: str) -> Verdict:
    given = whole_of(answer.replace(",", "").replace("，", "").replace(" ", ""))
    if given is None:
        raise AskError(f"the answer is a whole number; got {answer[:40]!r}")
    expected = value_of(costs(layer), what)
    if not layer.convolves:
        return _number(given, expected, f"{expected:,}", ())
    return _number(given, expected, f"{expected:,}", MISCOUNTS[what](layer))


def _number(given: int, right: int, expected: str, wrong: Iterable[Miscounted]) -> Verdict:
    if given == right:
        return Verdict(True, expected, (), *RIGHT)
    possible = [found for found in wrong if found.value == given]
    possible = [found for found in possible if found.right] or possible
    if possible:
        sentences = {f.name: SLIPS[f.name].told(answer=given, **f.facts) for f in possible}
        told = _joined(list(sentences.values()), " Or: ", "或者：")
        right_too = any(found.right for found in possible)
        return Verdict(right_too, expected, tuple(sentences), *told)
    return Verdict(
        False,
        expected,
        (),
        f"Not {given:,}: it is {expected}.",
        f"不是 {given:,}，应为 {expected}。",
    )


def _joined(sentences: list[tuple[str, str]], english: str, chinese: str) -> tuple[str, str]:
    return english.join(told for told, _ in sentences), chinese.join(told for _, told in sentences)


def _shape(found: Grid) -> str:
    sizes = found.shape[1:] if found.shape[0] == 1 else found.shape
    return "×".join(map(str, sizes))


def _alike(given: Grid, found: Grid) -> bool:
    if given.shape != found.shape or not (given.known and found.known):
        return False
    pairs = zip(given.values, found.values, strict=True)
    return all(isclose(a, b, rel_tol=1e-6, abs_tol=1e-6) for a, b in pairs)


def _places(given: Grid, output: Grid) -> tuple[tuple[int, ...], ...]:
    if given.shape != output.shape:
        return ()
    numbers = zip(given.values, output.values, strict=True)
    differ = [not isclose(a, b, rel_tol=1e-6, abs_tol=1e-6) for a, b in numbers]
    places = product(*map(range, output.shape))
    return tuple(place for place, wrong in zip(places, differ, strict=True) if wrong)
