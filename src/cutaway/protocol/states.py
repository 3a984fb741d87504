"""The playground's state out of the buffer of an ask, and back as a message."""

import json
from dataclasses import asdict, fields
from typing import Any

from cutaway.errors import AskError
from cutaway.playground.state import LayerState, PlayState
from cutaway.protocol import playing

MOST_BYTES = 800_000
MOST_BOX = 400_000


def state_in(buffers: tuple[bytes, ...]) -> PlayState:
    """The state of an ask. Raises AskError where its one buffer holds none.

    >>> state_in((b'{"input": "1 2", "layers": [{"kind": "conv1d"}]}',)).layers[0].kind
    'conv1d'
    """
    found = _json(text_in(buffers))
    layers = found.pop("layers", [])
    if not isinstance(layers, list) or len(layers) > 64:
        raise AskError("the state's layers are a list of at most 64")
    made = tuple(LayerState(**_texts(layer, LayerState)) for layer in layers)
    return PlayState(**_texts(found, PlayState), layers=made)


def text_in(buffers: tuple[bytes, ...]) -> str:
    """The UTF-8 text of an ask's one buffer."""
    if len(buffers) != 1:
        raise AskError(f"this ask carries one buffer, UTF-8 text; got {len(buffers)}")
    if len(buffers[0]) > MOST_BYTES:
        raise AskError(f"the text has {len(buffers[0]):,} bytes; at most {MOST_BYTES:,}")
    return bytes(buffers[0]).decode("utf-8", "replace")


def state_out(state: PlayState) -> playing.PlayState:
    """The state as a message."""
    layers = tuple(playing.Boxes(**asdict(layer)) for layer in state.layers)
    own = {f.name: getattr(state, f.name) for f in fields(state) if f.name != "layers"}
    return playing.PlayState(**own, layers=layers)


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise AskError("the state is no JSON") from None
    if not isinstance(found, dict):
        raise AskError("the state is an object with input, layers, …")
    return found


def _texts(found: object, kind: type[PlayState | LayerState]) -> dict[str, str]:
    names = {field.name for field in fields(kind)} - {"layers"}
    if not isinstance(found, dict):
        raise AskError(f"a layer's boxes are an object; got {type(found).__name__}")
    for name, text in found.items():
        if name not in names:
            raise AskError(f"the state has no box {name!r:.40}; it has {sorted(names)}")
        if not isinstance(text, str) or len(text) > MOST_BOX:
            raise AskError(f"the box {name} holds a text of at most {MOST_BOX:,} characters")
    return found
