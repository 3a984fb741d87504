"""What a door opens on: handlers by method, and the pictures to be fetched beside their replies."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Lock

from cutaway.protocol.answer import Handlers
from cutaway.protocol.asks import METHODS

Build = Callable[[], "Room"]


@dataclass(frozen=True, slots=True)
class Room:
    """Everything a page may ask for.

    handlers   by method
    blob       a picture by its key; None where there is none
    """

    handlers: Handlers
    blob: Callable[[str], bytes | None]


def late(ready: Handlers, build: Build) -> Room:
    """A room of which some handlers are ready; it is built when another one is asked for.

    So a page that needs no network does not wait for torch.
    """
    built = _Built(build)
    rest = {method: partial(built.answer, method) for method in METHODS if method not in ready}
    return Room({**rest, **ready}, built.blob)


class _Built:
    """A room that is built at the first ask, once, whichever thread that comes from."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._room: Room | None = None
        self._lock = Lock()

    def answer(self, method: str, ask: object, *buffers: bytes) -> object:
        with self._lock:
            room = self._room = self._room or self._build()
        return room.handlers[method](ask, *buffers)

    def blob(self, key: str) -> bytes | None:
        room = self._room  # not built, it has made none
        return room.blob(key) if room else None
