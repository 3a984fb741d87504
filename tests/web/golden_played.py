"""Writes web/test/goldens/played.json: states that the page's own geometry is held to.

Run `python -m tests.web.golden_played` after a deliberate change of the playground.
"""

import json
from base64 import b64encode
from itertools import product
from math import inf, isnan
from pathlib import Path
from random import Random

from cutaway.playground.cell import Pair
from cutaway.playground.examples import example
from cutaway.playground.lab import Lab, lab_of
from cutaway.playground.layer import Layer
from cutaway.playground.state import LayerState, PlayState
from cutaway.protocol.encode import encode
from cutaway.protocol.played import played

GOLDEN = Path(__file__).parents[2] / "web" / "test" / "goldens" / "played.json"
EXAMPLES = (
    "by-hand",
    "channels-56",
    "edge-pooled-padded",
    "max-pool",
    "two-filters",
    "two-layers",
    "depthwise",
    "transposed",
    "one-dimension",
)
CELLS = 5


def states() -> dict[str, PlayState]:
    """Examples of the lecture, and layers that are easy to get wrong."""
    known = {name: example(name) for name in EXAMPLES}
    found = {name: one.state for name, one in known.items() if one is not None}
    hard = {
        "flipped": LayerState(kernel="1 2 3; 4 5 6", padding="1", flip="yes", bias="2"),
        "reflected": LayerState(kernel="3x3", padding="2", mode="reflect", stride="2"),
        "one-sided": LayerState(kernel="2x3", padding="1 0 0 2", dilation="2 1"),
        "grouped": LayerState(kernel="4x2x2", groups="2", stride="1 2"),
        "mean-ceil": LayerState("avgpool2d", size="3", stride="2", padding="1", ceil="yes"),
        "mean-uncounted": LayerState("avgpool2d", size="3", padding="1", counted="no"),
        "max-ceil": LayerState("maxpool2d", size="3", stride="2", padding="1", ceil="yes"),
        "painted": LayerState("conv_transpose2d", "2x3x2", stride="2", padding="1", groups="2",
                              extra="1", dilation="1 2", flip="yes"),
        "relu": LayerState("relu"),
    }  # fmt: skip
    return found | {name: PlayState("2x5x5", layers=(layer,)) for name, layer in hard.items()}


def golden() -> dict[str, object]:
    """Each state's reply, and some of its numbers as the engine opens them."""
    found: dict[str, object] = {}
    for name, state in states().items():
        lab = lab_of(state)
        frame = b64encode(encode(played(lab))).decode()
        found[name] = {"frame": frame, "cells": _cells(lab)}
    return found


def _cells(lab: Lab) -> list[dict[str, object]]:
    rng = Random(1)
    found = []
    for layer, done in enumerate(lab.passes):
        places = list(product(*map(range, done.shape)))
        for index in rng.sample(places, min(CELLS, len(places))):
            cell = lab.cell(layer, index)
            found.append(
                {
                    "layer": layer,
                    "index": index,
                    "values": ["-inf" if p.value == -inf else p.value for p in cell.pairs],
                    "weights": [pair.weight for pair in cell.pairs],
                    "taps": [_tap(pair, done.layer) for pair in cell.pairs],
                    "value": cell.value,
                    "divisor": None if isnan(cell.divisor) else cell.divisor,
                }
            )
    return found


def _tap(pair: Pair, layer: Layer) -> int:
    """The weight's number in its plane; −1 where there is none."""
    found = -1
    for place, size in zip(pair.tap[2:], layer.sizes, strict=False):
        found = max(found, 0) * size + place
    return found


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(golden()) + "\n", encoding="utf-8")
