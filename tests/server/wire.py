"""Asks the served process over a real socket."""

import socket
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection, HTTPMessage

from cutaway.protocol.encode import frame
from tests.conftest import Served

PATIENCE = 20.0


def request(
    served: Served, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, HTTPMessage, bytes]:
    """One request; `X_Ask="a"` is the header `X-Ask: a`."""
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def ask(served: Served, method: str, params: object, **headers: str) -> tuple[int, bytes]:
    """One ask, with the token."""
    authorized = {"Authorization": f"Bearer {served.token}", **headers}
    status, _, body = request(served, "POST", f"/rpc/{method}", frame(params), **authorized)
    return status, body


def knock(served: Served, data: bytes) -> bytes:
    """What comes back for these bytes, until the server closes or has said its first words."""
    with opened(served) as connection:
        connection.sendall(data)
        return connection.recv(4096)


def opened(served: Served) -> socket.socket:
    """A connection to the server."""
    return socket.create_connection(("127.0.0.1", served.port), PATIENCE)


def head(served: Served, line: str, *lines: str) -> bytes:
    """The head of a request with the token, up to its body."""
    first = (line, f"Host: 127.0.0.1:{served.port}", f"Authorization: Bearer {served.token}")
    return "".join(f"{part}\r\n" for part in (*first, *lines, "")).encode()


def until(true: Callable[[], bool]) -> bool:
    """Whether something comes true before our patience ends."""
    end = time.monotonic() + PATIENCE
    while not true() and time.monotonic() < end:
        time.sleep(0.01)
    return true()
