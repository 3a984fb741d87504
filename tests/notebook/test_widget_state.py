"""What the widget sends to the page when it is shown: the program and its styles."""

from cutaway.notebook.widget import CutawayWidget
from cutaway.protocol.house import House


def test_program_and_styles_are_synced() -> None:
    state = CutawayWidget(House()).get_state()
    assert "cutaway" in state["_css"]
    assert len(state["_esm"]) > 10_000
