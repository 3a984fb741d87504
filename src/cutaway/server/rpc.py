"""POST /rpc/<method>: one ask in, one reply out, the work in a thread of its own."""

import asyncio
import re
import threading
import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from cutaway.protocol.answer import Handlers, answer, failure_of
from cutaway.protocol.asks import CARRIES_BUFFERS, METHODS
from cutaway.protocol.encode import decode, encode, frame_of_failure
from cutaway.protocol.messages import Failure, Progress
from cutaway.protocol.progress import listening
from cutaway.server.body import MOST, MOST_UPLOAD, BodyError, body_of
from cutaway.server.events import Events

FRAME = "application/octet-stream"
ASK_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
PAUSE = 0.05
LEFT = Failure("gone", "the page left", {})


class Gone(BaseException):
    """The client left: ends the work on its ask. No Exception, so that no network catches it."""


class Rpc:
    """Answers asks by way of the handlers.

    debug   tell what kind of fault of our own it was
    """

    def __init__(self, handlers: Handlers, events: Events, debug: bool = False) -> None:
        self._handlers = handlers
        self._events = events
        self._debug = debug

    async def serve(self, request: Request) -> Response:
        """One ask."""
        method = request.path_params["method"]
        if method not in METHODS:
            return failed(Failure("route", "there is no such method", {}), 404)
        try:
            body = await body_of(request, MOST_UPLOAD if method in CARRIES_BUFFERS else MOST)
        except BodyError as error:
            return failed(failure_of(error), 413)
        except ClientDisconnect:
            return failed(LEFT, 422)
        gone = threading.Event()
        watcher = asyncio.create_task(_watch(request, gone))
        try:
            return await run_in_threadpool(self._work, method, body, _ask_id(request), gone)
        finally:
            watcher.cancel()

    def _work(self, method: str, body: bytes, ask: str, gone: threading.Event) -> Response:
        try:
            params, buffers = decode(body)
            with listening(self._teller(ask, gone)):
                reply = answer(self._handlers, method, params, buffers)
            return Response(encode(reply), media_type=FRAME)
        except Gone:
            return failed(LEFT, 422)
        except Exception as error:
            failure = failure_of(error, self._debug)
            return failed(failure, 500 if failure.code == "internal" else 422)

    def _teller(self, ask: str, gone: threading.Event):  # type: ignore[no-untyped-def]  # a Listener
        last = time.monotonic()

        def tell(done: int, total: int, what: str) -> None:
            nonlocal last
            if gone.is_set():
                raise Gone
            if ask and time.monotonic() - last > PAUSE:
                last = time.monotonic()
                self._events.tell(Progress(ask, done, total, what))

        return tell


def failed(failure: Failure, status: int) -> Response:
    """A failure as an answer."""
    return Response(frame_of_failure(failure), status, media_type=FRAME)


def _ask_id(request: Request) -> str:
    given = request.headers.get("x-ask", "")
    return given if ASK_ID.fullmatch(given) else ""


async def _watch(request: Request, gone: threading.Event) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(PAUSE)
    gone.set()
