"""The states that the page's geometry is tested with are what the engine answers."""

import json

from tests.web.golden_played import GOLDEN, golden


def test_goldens_are_what_the_engine_answers() -> None:
    kept = json.loads(GOLDEN.read_text("utf-8"))
    assert kept == json.loads(json.dumps(golden()))
    assert len(kept) > 15
