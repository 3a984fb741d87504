"""Writes web/test/goldens/photo.json: small pictures filtered by the playground's own arithmetic.

The page filters whole photographs by itself; it is held to these. Run
`python -m tests.web.golden_photo` after a deliberate change of the playground.
"""

import json
from base64 import b64encode
from pathlib import Path

from cutaway.playground.lab import lab_of
from cutaway.playground.state import LayerState, PlayState
from cutaway.protocol.encode import encode
from cutaway.protocol.played import played

GOLDEN = Path(__file__).parents[2] / "web" / "test" / "goldens" / "photo.json"
SOBEL = "1 0 -1; 2 0 -2; 1 0 -1"
BLUR = "1/9 1/9 1/9; 1/9 1/9 1/9; 1/9 1/9 1/9"
EACH = {"groups": "depthwise"}
LAYERS = {
    "plain": LayerState(kernel=SOBEL, **EACH),
    "padded": LayerState(kernel=BLUR, padding="1", bias="3", **EACH),
    "strided": LayerState(kernel="1 2; 3 4; 5 6", stride="2 3", padding="1 0 2 1", **EACH),
    "dilated": LayerState(kernel=SOBEL, dilation="2", padding="2", mode="reflect", **EACH),
    "replicated": LayerState(kernel="5x5", padding="2", mode="replicate", **EACH),
    "circular": LayerState(kernel=SOBEL, padding="3 1", mode="circular", **EACH),
    "flipped": LayerState(kernel="1 2 3; 4 5 6; 7 8 9", flip="yes", **EACH),
    "summed": LayerState(kernel=f"{SOBEL} | {BLUR} | 0 1 0; 1 -4 1; 0 1 0", bias="2", padding="1"),
}


def golden() -> dict[str, str]:
    """Each state's reply: a 3×7×9 input, and its output, one plane a channel or their sum."""
    states = {name: PlayState("3x7x9", layers=(layer,)) for name, layer in LAYERS.items()}
    return {
        name: b64encode(encode(played(lab_of(state)))).decode() for name, state in states.items()
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(golden(), indent=1) + "\n", encoding="utf-8")
