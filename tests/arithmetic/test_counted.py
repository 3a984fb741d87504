"""One thing is not several, in words and in the messages that count."""

import pytest

from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError


def test_one_is_told_apart() -> None:
    assert counted(1, "channel") == "1 channel"
    assert counted(0, "channel") == "0 channels"
    assert counted("1,024", "axis", "axes") == "1,024 axes"


def test_a_message_about_one_position() -> None:
    with pytest.raises(ShapeError, match=r"does not fit in 1 position padded"):
        Window(3).outputs(1)
    with pytest.raises(ShapeError, match=r"does not fit in 2 positions padded"):
        Window(3).outputs(2)
