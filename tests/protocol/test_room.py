"""A room that is built late: what is ready waits for nothing, and the rest is built once."""

import threading
from contextlib import suppress

from cutaway.protocol.answer import answer
from cutaway.protocol.asks import METHODS
from cutaway.protocol.house import House
from cutaway.protocol.room import Room, late
from cutaway.protocol.small import handlers as small
from cutaway.protocol.whole import room


def test_what_is_ready_builds_nothing() -> None:
    def build() -> Room:
        raise AssertionError("built")

    found = late(small(), build)
    told = answer(found.handlers, "size", {"length": 10, "size": 3})
    assert told.answer.outputs == 8  # type: ignore[attr-defined]
    assert found.blob("any") is None


def test_the_rest_is_answered_as_if_it_had_been_there() -> None:
    house = House()
    found = late(small(), lambda: room(house))
    assert set(found.handlers) == set(room(house).handlers) == set(METHODS)
    opened = answer(found.handlers, "open", {"network": "tiny-vgg"})
    assert opened == answer(room(house).handlers, "open", {"network": "tiny-vgg"})
    key = opened.pictures[0].thumbnail  # type: ignore[attr-defined]
    assert found.blob(key) == house.blob(key) is not None


def test_it_is_built_once_for_many_threads() -> None:
    built: list[int] = []
    ready, twice = threading.Barrier(5), threading.Barrier(2)

    def build() -> Room:
        built.append(1)
        with suppress(threading.BrokenBarrierError):
            twice.wait(0.2)  # for a second thread that builds, where none should
        return Room({"open": lambda ask: "told"}, lambda key: None)

    found, told = late({}, build), []

    def ask() -> None:
        ready.wait(10)
        told.append(found.handlers["open"](None))

    threads = [threading.Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert told == ["told"] * 5 and built == [1]
