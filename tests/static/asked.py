"""Asks of the playground and the lesson, as frames, and what a server answers."""

import json

from cutaway.protocol.answer import answer, failure_of
from cutaway.protocol.encode import decode, encode, frame, frame_of_failure
from cutaway.protocol.small import handlers

STATE = {
    "input": "1 2 0 3; 0 1 2 3; 1 2 1 0; 5 2 3 1",
    "layers": [{"kind": "conv2d", "kernel": "1 2 1; 0 1 0; 2 1 0", "bias": "1", "padding": "1"}],
}
BUFFER = json.dumps(STATE).encode()
HALF = json.dumps({"input": "0.1 0.2 0.3", "layers": [{"kind": "avgpool1d", "size": "2"}]})
ASKS: dict[str, tuple[str, bytes]] = {
    "play": ("play", frame({}, [BUFFER])),
    "play of fractions": ("play", frame({}, [HALF.encode()])),
    "cell": ("play_cell", frame({"layer": 0, "index": [0, 1, 2]}, [BUFFER])),
    "line": ("play_line", frame({"line": "nn.Conv2d(1, 2, 3)", "layer": 0}, [BUFFER])),
    "size": ("size", frame({"length": 10, "size": 5, "stride": 2, "before": 1, "after": 1})),
    "cost": ("cost", frame({"line": "nn.Conv2d(100, 100, 5, padding=2)", "input": "64x64"})),
    "judge": ("judge", frame({"what": "matrix", "answer": "2 4", "layer": 0}, [BUFFER])),
    "lesson": ("lesson", frame({"name": "pooling", "language": "zh-Hans"})),
    "structure": ("structure", frame({"words": "conv3-64 maxpool FC-10", "input": "3x32x32"})),
    "a failure": ("play_example", frame({"name": "nobody's"})),
    "no method": ("run", frame({"network": "tiny-vgg", "picture": "1"})),
    "no frame": ("size", b"12"),
}


def served(method: str, sent: bytes) -> bytes:
    """The bytes that a server answers with."""
    try:
        return encode(answer(handlers(), method, *decode(sent)))
    except Exception as error:
        return frame_of_failure(failure_of(error))
