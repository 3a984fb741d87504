"""Where the server listens, and the addresses it answers to."""

import errno
import secrets
import socket
from dataclasses import dataclass, field

from cutaway.errors import CutawayError

HOST = "127.0.0.1"
PORT = 8137
TRIED = 20


@dataclass(frozen=True, slots=True)
class Address:
    """One launch of the server.

    port          the port it listens on
    public_port   the port by which a browser reaches it, through a tunnel; None for the same
    token         256 random bits that every request but those for the page carries
    """

    port: int
    public_port: int | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """Every `Host` that is answered."""
        ports = {self.port, self.public_port or self.port}
        names = (HOST, "localhost", "[::1]")
        return frozenset(f"{name}:{port}" for name in names for port in ports)

    def launch(self, view: str = "") -> str:
        """The address to open: the token, and a view's state, in the fragment."""
        port = self.public_port or self.port
        return f"http://{HOST}:{port}/#token={self.token}{'&' + view if view else ''}"


def listen(port: int | None) -> socket.socket:
    """A socket that listens on 127.0.0.1.

    port   None: 8137, or the next free one; 0: any free one; else this one and no other

    Raises CutawayError where the port is taken or no port.
    """
    if port is None:
        for candidate in range(PORT, PORT + TRIED):
            try:
                return _bind(candidate)
            except OSError:
                continue
        raise CutawayError(f"ports {PORT} to {PORT + TRIED - 1} are all taken; choose a --port")
    if not 0 <= port <= 65535:
        raise CutawayError(f"a port lies between 0 and 65535; got {port}")
    try:
        return _bind(port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CutawayError(
                f"port {port} is taken; choose another --port, or leave it out for a free one"
            ) from None
        raise CutawayError(
            f"port {port} cannot be opened ({error.strerror}); choose another --port"
        ) from None


def _bind(port: int) -> socket.socket:
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; without
    # it the body of every answer waits some 40 ms for the browser to acknowledge the header
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener
