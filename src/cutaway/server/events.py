"""The one WebSocket: progress of asks at work, told to every open page."""

import asyncio
import json
from dataclasses import asdict

from starlette.websockets import WebSocket

from cutaway.protocol.messages import Progress
from cutaway.server.gate import PROTOCOL

MOST_WAITING = 64


class Events:
    """Keeps the open sockets; `tell` may be called from any thread."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    def tell(self, progress: Progress) -> None:
        """Sends it to every page; a page that does not keep up misses some."""
        text = json.dumps({"event": "progress", "data": asdict(progress)})
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, text)

    async def serve(self, socket: WebSocket) -> None:
        """One page, until it leaves."""
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self._queues.add(queue)
        await socket.accept(PROTOCOL if PROTOCOL in socket.scope["subprotocols"] else None)
        sender = asyncio.create_task(_send(socket, queue))
        try:
            while (await socket.receive())["type"] != "websocket.disconnect":
                pass  # nothing is asked here
        finally:
            sender.cancel()
            self._queues.discard(queue)

    def _spread(self, text: str) -> None:
        for queue in self._queues:
            if not queue.full():
                queue.put_nowait(text)


async def _send(socket: WebSocket, queue: "asyncio.Queue[str]") -> None:
    while True:
        await socket.send_text(await queue.get())
