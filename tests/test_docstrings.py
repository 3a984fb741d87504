"""The examples in docstrings give what stands below them."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest
import torch

SOURCE = Path(__file__).parents[1] / "src"
FILES = [path for path in SOURCE.rglob("*.py") if ">>> " in path.read_text("utf-8")]
MODULES = sorted(".".join(path.relative_to(SOURCE).with_suffix("").parts) for path in FILES)


def test_there_are_examples() -> None:
    assert len(MODULES) > 80


@pytest.mark.parametrize("name", MODULES)
def test_an_example_gives_what_it_says(name: str) -> None:
    module = import_module(name)
    with torch.random.fork_rng():
        found = doctest.testmod(module, extraglobs={"torch": torch})
    assert found.failed == 0 < found.attempted
