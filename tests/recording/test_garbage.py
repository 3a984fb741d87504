"""The search for cycles is put off, and comes back as it was."""

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from cutaway.recording.garbage import USUAL, no_search, search_as_usual, search_seldom


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()
    gc.enable()


def test_it_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="mine"), no_search():
        assert not gc.isenabled()
        raise ValueError("mine")
    assert gc.isenabled()


def test_whoever_has_put_it_off_keeps_it_so() -> None:
    gc.disable()
    with no_search():
        pass
    assert not gc.isenabled()


def test_a_process_that_goes_on_searches_as_usual() -> None:
    search_seldom()
    assert gc.get_threshold()[0] > USUAL[0]
    search_as_usual()
    assert gc.get_threshold() == USUAL
    assert gc.get_freeze_count() > 0


def test_a_process_that_started_so_ends_without_a_last_search() -> None:
    program = (
        "import gc\n"
        "from cutaway.recording.garbage import search_seldom\n"
        "class Cycle:\n"
        "    def __init__(self): self.own = self\n"
        "    def __del__(self): print('searched')\n"
        "Cycle()\n"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True)
        for text in (program, program + "search_seldom()\n")
    ]
    assert [output.stdout for output in outputs] == ["searched\n", ""]
