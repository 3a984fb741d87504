"""The table of docs/conformance.md: one row a case, read back by the tests."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.cases import Case
from tests.conformance.outcome import Outcome

DOCUMENT = Path(__file__).parents[2] / "docs" / "conformance.md"
HEAD = "| case | operator | torch's calls | numbers | result |"
LINE = "|---|---|---|---:|---|"


@dataclass(frozen=True)
class Row:
    """One case: the calls it took, the output numbers that were recomputed, what became of it."""

    name: str
    operator: str
    calls: str
    numbers: int
    result: str

    def __str__(self) -> str:
        numbers = f"{self.numbers:,}"
        return f"| {self.name} | {self.operator} | {self.calls} | {numbers} | {self.result} |"


def row(case: Case, found: Outcome) -> Row:
    """What is written of a case."""
    result = f"**failed**: {found.faults[0]}" if found.faults else "passed"
    if found.left:
        result += f"; {found.left}"
    calls = " ".join(f"`{call}`" for call in found.calls)
    return Row(case.name, case.operator, calls, found.numbers, result)


def rows(text: str) -> tuple[Row, ...]:
    """The rows of the written table."""
    lines = text.split(HEAD + "\n" + LINE + "\n", 1)[1].splitlines()
    return tuple(_read(line) for line in lines if line.startswith("| "))


def _read(line: str) -> Row:
    name, operator, calls, numbers, result = line.strip("| ").split(" | ")
    return Row(name, operator, calls, int(numbers.replace(",", "")), result)


def document(found: Sequence[Row]) -> str:
    """The whole page."""
    return "\n".join((_opening(found), *_by_operator(found), "", "## Every case", "", HEAD, LINE,
                      *map(str, found), ""))  # fmt: skip


def _opening(found: Sequence[Row]) -> str:
    failed = sum(each.result.startswith("**failed**") for each in found)
    numbers = sum(each.numbers for each in found)
    return f"""# Conformance with ONNX's operator cases

The ONNX project keeps, for each of its operators, cases with inputs and the outputs that an implementation must give. Every one of these {len(found)} was turned into the torch calls that mean the same, recorded, and **all {numbers:,} output numbers were recomputed from their explanations** and compared with ONNX's. {len(found) - failed} pass, {failed} fail.

`python -m tools.write_conformance` writes this page; the tests fail when a row of it is no longer true.

- Compared are all output numbers, not samples; of the steps on the way there (a padding of its own, a transposition), 500 each.
- A recomputed number agrees with the recorded one within the tolerance of every explanation, and with ONNX's within ONNX's own ({"rtol 1e-3, atol 1e-7"}: some cases give four digits).
- Whole numbers are handed over as float64, which holds them exactly.
- What torch's call cannot say is a step of its own: uneven padding, padding wider than half a window, cropping. An average pool or Lp pool with gaps is a convolution by ones.

Not applicable are:

- the indices that `MaxPool` gives beside its maxima, in the two cases marked: positions are not made by arithmetic;
- cases that spell an operator out in several smaller ones (their names end in `expanded`), which hold no single call of it;
- `GlobalLpPool`, of which ONNX has no case; `ConvInteger` and `QLinearConv`, quantised, which Cutaway refuses to explain; `DeformConv`, which torch does not have.

| operator | cases | passed | failed | numbers |
|---|---:|---:|---:|---:|"""  # noqa: E501


def _by_operator(found: Sequence[Row]) -> list[str]:
    cases = Counter(each.operator for each in found)
    failed = Counter(each.operator for each in found if each.result.startswith("**failed**"))
    lines = []
    for operator, count in sorted(cases.items()):
        numbers = sum(each.numbers for each in found if each.operator == operator)
        passed = count - failed[operator]
        lines.append(f"| {operator} | {count} | {passed} | {failed[operator]} | {numbers:,} |")
    return lines
