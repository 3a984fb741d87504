"""The filtered pictures that the page is held to are what the engine computes."""

import json

from tests.web.golden_photo import GOLDEN, LAYERS, golden


def test_goldens_are_what_the_engine_computes() -> None:
    kept = json.loads(GOLDEN.read_text("utf-8"))
    assert kept == golden()
    assert set(kept) == set(LAYERS)
