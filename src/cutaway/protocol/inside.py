"""Answers of the playground and the lesson where they run inside the page: a frame for a frame."""

from collections.abc import Callable
from pathlib import Path

from cutaway.lesson.library import Library
from cutaway.protocol.answer import answer, failure_of
from cutaway.protocol.encode import decode, encode, frame_of_failure
from cutaway.protocol.small import handlers

Reply = Callable[[str, "bytes | memoryview"], bytes]


def answering(chapters: str) -> Reply:
    """The function that gives the frame which answers an ask's frame, as a server gives it.

    chapters   the folder with a teacher's own chapters; it need not exist

    >>> b"a frame has at least 4 bytes; got 0" in answering("")("size", b"")
    True
    """
    folder = Path(chapters)
    known = handlers(Library(folder if chapters and folder.is_dir() else None))

    def reply(method: str, frame: bytes | memoryview) -> bytes:
        try:
            params, buffers = decode(bytes(frame))
            return encode(answer(known, method, params, buffers))
        except Exception as error:
            return frame_of_failure(failure_of(error))

    return reply
