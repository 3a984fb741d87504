"""docs/shape-errors.md: every example is run, and fails with the very message printed there."""

import re
from pathlib import Path

import pytest

from cutaway.errors import CutawayError

PAGE = Path(__file__).parents[2] / "docs" / "shape-errors.md"
EXAMPLE = re.compile(r"```python\n([^`]*)```\n+```text\n([^`]*)```")
FIRST = "import cutaway\nimport torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"


def examples() -> list[tuple[str, str]]:
    """(the code, the message) of each example of the page."""
    return EXAMPLE.findall(PAGE.read_text("utf-8"))


def message_of(code: str) -> str:
    """What the example fails with. Its lines are those of a file net.py, the imports aside."""
    space: dict[str, object] = {}
    exec(FIRST, space)
    with pytest.raises(CutawayError) as caught:
        exec(compile(code, "net.py", "exec"), space)
    return str(caught.value)


def test_the_page_has_its_examples_and_their_imports() -> None:
    assert len(examples()) >= 15
    assert FIRST in PAGE.read_text("utf-8")


@pytest.mark.parametrize(("code", "told"), examples(), ids=range(1, len(examples()) + 1))
def test_the_message_is_the_one_on_the_page(code: str, told: str) -> None:
    assert message_of(code) == told.removesuffix("\n")
