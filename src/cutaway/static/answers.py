"""Answers that are the same for every reader, given once when the folder is written.

The page shows them before its Python has started, and they carry what that Python has no library
for: the pixels of the photographs. Each is the very frame that a server sends.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict

from cutaway.lesson.library import Library
from cutaway.networks.inputs.shipped import photos
from cutaway.playground.examples import EXAMPLES
from cutaway.protocol import asks, photographs, small
from cutaway.protocol.encode import encode

Ask = asks.PhotographAsk | asks.PlayExampleAsk | asks.LessonsAsk | asks.LessonAsk | asks.ExamplesAsk


def answers(library: Library) -> dict[str, bytes]:
    """Frames by the key that the page finds them under."""
    handlers = {**small.handlers(library), **photographs.handlers()}
    return {key_of(method, ask): encode(handlers[method](ask)) for method, ask in _kept(library)}


def key_of(method: str, ask: Ask) -> str:
    """A method and its ask as one text: fields by name, without spaces.

    >>> key_of("lesson", asks.LessonAsk("pooling", "en"))
    'lesson {"language":"en","name":"pooling"}'
    """
    return f"{method} {json.dumps(asdict(ask), sort_keys=True, separators=(',', ':'))}"


def _kept(library: Library) -> Iterator[tuple[str, Ask]]:
    yield "examples", asks.ExamplesAsk()
    for example in EXAMPLES:
        yield "play_example", asks.PlayExampleAsk(example.name)
    yield "lessons", asks.LessonsAsk()
    for chapter in library.chapters():
        yield "lesson", asks.LessonAsk(chapter.name, "en")
        yield "lesson", asks.LessonAsk(chapter.name, "zh-Hans")
    for name in ("", *(photo.id for photo in photos())):
        yield "photograph", asks.PhotographAsk(name)
