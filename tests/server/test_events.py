"""Progress of an ask at work; a client that leaves ends it. In a process of its own."""

import asyncio
import gc
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.types import Message
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from cutaway.protocol.encode import decode, frame
from cutaway.protocol.messages import Progress
from cutaway.server.events import MOST_WAITING, Events
from tests.conftest import Served, serving
from tests.server.asking import in_a_loop
from tests.server.wire import PATIENCE, ask, head, opened, request

STEPS = 400
CODE = f"""
import time
from pathlib import Path
from torch import nn

HERE = Path(__file__).parent

class Net(nn.Module):
    def forward(self, x):
        real = not x.is_meta
        for _ in range({STEPS}):
            x = x + 1
            if real and (HERE / "slow").exists():
                time.sleep(0.02)
        if real:
            with (HERE / "ended").open("a") as file:
                file.write("one ")
        return x
"""
RUN = {"network": "Net", "picture": ""}


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """A server of a network that is slow while a file named `slow` exists."""
    folder = tmp_path_factory.mktemp("slow")
    (folder / "net.py").write_text(CODE)
    words = (f"{folder / 'net.py'}:Net", "--trust", "--input", "3x8x8")
    with serving(folder / "log.txt", *words) as served:
        yield served, folder


def listen(served: Served, *offers: str, origin: str = "") -> ClientConnection:
    """A page's WebSocket."""
    named = origin or f"http://127.0.0.1:{served.port}"
    return connect(
        f"ws://127.0.0.1:{served.port}/events",
        origin=named,  # type: ignore[arg-type]  # a NewType of str
        subprotocols=offers or ("cutaway", f"token.{served.token}"),  # type: ignore[arg-type]
        open_timeout=PATIENCE,
        proxy=None,
    )


def begin(client: socket.socket, served: Served, name: str) -> None:
    """Asks for the run under a name, and does not wait for the answer."""
    body = frame(RUN)
    lines = (f"Content-Length: {len(body)}", f"X-Ask: {name}", "Connection: close")
    client.sendall(head(served, "POST /rpc/run HTTP/1.1", *lines) + body)


def progress_of(page: ClientConnection, name: str) -> dict[str, object]:
    """The next that is told of one ask."""
    while True:
        told = json.loads(page.recv(PATIENCE))
        assert told["event"] == "progress"
        if told["data"]["ask"] == name:
            return dict(told["data"])


def test_a_client_that_leaves_ends_its_run(slow: tuple[Served, Path]) -> None:
    served, folder = slow
    (folder / "slow").touch()
    with listen(served) as page:
        with opened(served) as client:
            begin(client, served, "first")
            told = progress_of(page, "first")
            assert (told["what"], told["total"]) == ("Net", STEPS + 1)
            assert told["done"] in range(1, STEPS)
        with opened(served) as client:
            begin(client, served, "second")
            progress_of(page, "second")  # one run is made at a time: the first has ended
            assert not (folder / "ended").exists()  # and never came to its end
            (folder / "slow").unlink()
            assert client.recv(15) == b"HTTP/1.1 200 OK"
    assert (folder / "ended").read_text() == "one "
    status, reply = ask(served, "run", RUN)
    assert (status, len(decode(reply)[0]["steps"])) == (200, STEPS + 1)
    assert (folder / "ended").read_text() == "one "  # it was kept
    assert "Traceback" not in served.log.read_text()


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_site_is_shut_out(served: Served, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused, listen(served, origin=origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("offers", [("cutaway",), ("cutaway", "token.guess"), ("token.",)])
def test_a_page_without_the_token_is_shut_out(served: Served, offers: tuple[str, ...]) -> None:
    with pytest.raises(InvalidStatus) as refused, listen(served, *offers):
        pass
    assert refused.value.response.status_code == 403


def test_the_token_is_never_said_back(served: Served) -> None:
    with listen(served) as page:
        assert page.subprotocol == "cutaway"
        assert page.response is not None
        assert served.token not in str(page.response.headers)
        assert "Sec-WebSocket-Extensions" not in page.response.headers  # no compression


def test_what_a_page_says_is_limited_and_ignored(served: Served) -> None:
    with listen(served) as page:
        page.send("hello")
        page.send("x" * 2**17)
        with pytest.raises(ConnectionClosedError, match="1009"):
            page.recv(PATIENCE)
    with listen(served) as page:
        page.send(b"\x00\x01")
        assert page.ping().wait(PATIENCE)
    assert request(served, "GET", "/")[0] == 200
    assert "Traceback" not in served.log.read_text()


def test_a_page_that_leaves_while_it_is_told_something_is_no_fault() -> None:
    faults: list[dict[str, object]] = []
    sent: list[Message] = []

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, fault: faults.append(fault))
        gone, accepted = asyncio.Event(), asyncio.Event()
        incoming: list[Message] = [
            {"type": "websocket.connect"},
            {"type": "websocket.receive", "bytes": b"ignored"},
            {"type": "websocket.receive", "text": "ignored"},
        ]

        async def receive() -> Message:
            if incoming:
                return incoming.pop(0)
            await gone.wait()
            return {"type": "websocket.disconnect", "code": 1006}

        async def send(message: Message) -> None:
            sent.append(message)
            accepted.set()
            if message["type"] == "websocket.send" and len(sent) > 3:
                raise OSError("the page has gone")

        events = Events()
        socket = WebSocket({"type": "websocket", "subprotocols": ["cutaway"]}, receive, send)
        serving = asyncio.create_task(events.serve(socket))
        await accepted.wait()
        await asyncio.to_thread(tell, events)
        await asyncio.sleep(0)
        gone.set()
        await serving
        gc.collect()

    def tell(events: Events) -> None:
        for done in range(3 * MOST_WAITING):
            events.tell(Progress("a", done, 0, ""))

    in_a_loop(main())
    gc.collect()
    assert [message["type"] for message in sent] == ["websocket.accept", *["websocket.send"] * 3]
    assert json.loads(sent[1]["text"])["data"] == {"ask": "a", "done": 0, "total": 0, "what": ""}
    assert faults == []
