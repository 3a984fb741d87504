"""Asks the application in this process, as bytes on a socket would: no client library between."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.types import ASGIApp, Message, Scope

from cutaway.protocol.encode import decode, frame
from cutaway.protocol.house import House
from cutaway.protocol.whole import room
from cutaway.server.address import Address
from cutaway.server.app import application

PORT = 8137
HOST = f"127.0.0.1:{PORT}"
Pairs = tuple[tuple[str, str], ...]
Found = TypeVar("Found")


def in_a_loop(work: Coroutine[Any, Any, Found]) -> Found:
    """What a coroutine gives, in a thread of its own: a browser test may hold this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass(frozen=True)
class Answer:
    """What came back: names of headers in lower case; `taken` parts of the body were read."""

    status: int
    headers: dict[str, str]
    body: bytes
    taken: int

    @property
    def meta(self) -> Any:
        """What the frame of the body says."""
        return decode(self.body)[0]


@dataclass(frozen=True)
class Door:
    """The application, to knock on."""

    app: ASGIApp
    address: Address
    house: House = field(repr=False)

    @property
    def key(self) -> Pairs:
        return (("authorization", f"Bearer {self.address.token}"),)

    def knock(
        self,
        method: str,
        path: str,
        headers: Pairs = (),
        body: Iterable[bytes] = (b"",),
        host: str | None = HOST,
    ) -> Answer:
        """One request, as it is: only `Host` is added, unless it is None."""
        given = (*((("host", host),) if host is not None else ()), *headers)
        return in_a_loop(_request(self.app, _scope("http", method, path, given), [*body]))

    def rpc(self, method: str, params: object, *buffers: bytes) -> Answer:
        """One ask, with the token."""
        return self.knock("POST", f"/rpc/{method}", self.key, (frame(params, buffers),))

    def socket(
        self, *offers: str, headers: Pairs = (), host: str = HOST, path: str = "/events"
    ) -> str:
        """How a WebSocket is answered: "accept", or "close" before it was ever open."""
        scope = _scope("websocket", "GET", path, (("host", host), *headers))
        first = in_a_loop(_handshake(self.app, {**scope, "subprotocols": list(offers)}))
        return str(first["type"]).removeprefix("websocket.")


def door(house: House | None = None, debug: bool = False, public_port: int | None = None) -> Door:
    """The application around a house."""
    held = House() if house is None else house
    address = Address(PORT, public_port)
    return Door(application(room(held), address, debug=debug), address, held)


def _scope(kind: str, method: str, path: str, headers: Pairs) -> Scope:
    return {
        "type": kind,
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "ws" if kind == "websocket" else "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in headers],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", PORT),
    }


async def _request(app: ASGIApp, scope: Scope, parts: list[bytes]) -> Answer:
    sent: list[Message] = []
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        if taken == len(parts):
            await asyncio.Event().wait()  # the client stays until it has its answer
        taken += 1
        more = taken < len(parts)
        return {"type": "http.request", "body": parts[taken - 1], "more_body": more}

    await _run(app(scope, receive, _into(sent)), sent)
    start, *rest = sent
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    assert len(headers) == len(start["headers"]), "a header came twice"
    return Answer(start["status"], headers, b"".join(part["body"] for part in rest), taken)


async def _handshake(app: ASGIApp, scope: Scope) -> Message:
    sent: list[Message] = []
    waiting: list[Message] = [{"type": "websocket.connect"}]

    async def receive() -> Message:
        return waiting.pop() if waiting else {"type": "websocket.disconnect", "code": 1000}

    await _run(app(scope, receive, _into(sent)), sent)
    return sent[0]


async def _run(running: Awaitable[None], sent: list[Message]) -> None:
    """What is raised once an answer has been sent is for the server's log alone."""
    with suppress(Exception):
        await running
        return
    assert sent, "the application raised before it answered"


def _into(sent: list[Message]) -> Callable[[Message], Awaitable[None]]:
    async def send(message: Message) -> None:
        sent.append(message)

    return send
