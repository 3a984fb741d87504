"""Starting: one address on 127.0.0.1, told first; what cannot be is one line and exit code 2."""

import asyncio
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from cutaway.errors import CutawayError
from cutaway.protocol.house import House
from cutaway.protocol.whole import room
from cutaway.server import address, launch
from cutaway.server.address import listen
from tests.conftest import Served
from tests.server.asking import in_a_loop
from tests.server.wire import ask, head, knock, request, until

LISTENING = "0A"
LOOPBACK = "0100007F"


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_it_listens_on_loopback_alone(served: Served) -> None:
    process = Path(f"/proc/{served.process.pid}")
    links = [path.readlink().name for path in (process / "fd").iterdir()]
    own = {found[1] for link in links if (found := re.fullmatch(r"socket:\[(\d+)\]", link))}
    listening = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in (process / "net" / table).read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if rest[5] in own and (state == LISTENING or table.startswith("udp")):
                listening.append((table, local))
    assert listening == [("tcp", f"{LOOPBACK}:{served.port:04X}")]


def test_no_other_host_can_be_asked_for() -> None:
    command = [sys.executable, "-m", "cutaway", "open", "--host", "0.0.0.0", "--no-browser"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "--host" in done.stderr


def test_the_address_is_the_first_line_and_works(served: Served) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#token=[\w-]{43}", served.address)
    assert served.port > 0  # asked for port 0: the free one that was found
    status, headers, body = request(served, "GET", "/")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"page.js" in body


def test_the_log_never_tells_the_token(served: Served) -> None:
    secret = served.token
    assert ask(served, "catalogue", {})[0] == 200
    assert ask(served, "run", {"network": secret, "picture": ""})[0] == 422
    request(served, "GET", f"/?token={secret}")
    request(served, "GET", f"/{secret}", Authorization=f"Bearer {secret}", Referer=served.address)
    assert knock(served, head(served, f"GET /{secret}")).startswith(b"HTTP/1.1 400 ")
    knock(served, head(served, f"GET /events?token={secret} HTTP/1.1", "Upgrade: websocket"))
    assert until(lambda: "Invalid HTTP request" in served.log.read_text())  # the log is read
    assert secret not in served.log.read_text()


def test_answers_do_not_wait_for_acknowledgement() -> None:
    """With Nagle's algorithm the body of each answer came some 40 ms after its header."""
    kept: list[int] = []

    async def serve_one() -> None:
        done = asyncio.Event()

        def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            found = writer.get_extra_info("socket")
            kept.append(found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()
            done.set()

        async with await asyncio.start_server(met, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            await done.wait()
            writer.close()
            await writer.wait_closed()

    with listen(0) as listener:
        in_a_loop(serve_one())
    assert kept and kept[0] != 0


def test_a_taken_port_is_one_line_and_exit_code_2(taken: int) -> None:
    command = [sys.executable, "-m", "cutaway", "open", "--no-browser", "--port", str(taken)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"cutaway: port {taken} is taken; choose another --port, or leave it out for a free one"
    ]


def test_without_a_port_the_next_free_one_is_taken(
    taken: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "PORT", taken)
    with listen(None) as found:
        assert found.getsockname()[0] == "127.0.0.1"
        assert taken < found.getsockname()[1] < taken + address.TRIED
    monkeypatch.setattr(address, "TRIED", 1)
    with pytest.raises(CutawayError, match="all taken; choose a --port"):
        listen(None)


@pytest.mark.parametrize("port", [-1, 65536, 2**40])
def test_what_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(CutawayError, match="between 0 and 65535"):
        listen(port)


def launched(monkeypatch: pytest.MonkeyPatch, **options: object) -> list[str]:
    """What the browser was asked to open, by a launch that serves nothing."""
    links: list[str] = []
    told = threading.Event()

    def browse(link: str) -> bool:
        links.append(link)
        told.set()
        return True

    def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None]) -> None:
        ready()
        if options.get("browser", True) and "SSH_CONNECTION" not in launch.os.environ:
            assert told.wait(10)
        raise KeyboardInterrupt

    monkeypatch.setattr(launch.webbrowser, "open", browse)
    monkeypatch.setattr(launch, "serve", serve)
    launch.launch(room(House()), port=0, **options)  # type: ignore[arg-type]
    return links


def test_the_browser_opens_the_address(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    (link,) = launched(monkeypatch, view="network=filters")
    out, _ = capfd.readouterr()
    assert out.splitlines()[0] == link
    assert link.endswith("&network=filters")


def test_over_ssh_the_tunnel_is_told_instead(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.2 1 10.0.0.1 22")
    assert launched(monkeypatch) == []
    out, told = capfd.readouterr()
    port = re.match(r"http://127\.0\.0\.1:(\d+)/", out)
    assert port is not None
    assert f"ssh -L {port[1]}:127.0.0.1:{port[1]} " in told
    assert launched(monkeypatch, public_port=9000, browser=False) == []
    assert capfd.readouterr().out.startswith("http://127.0.0.1:9000/#token=")


def test_without_a_browser_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launch.webbrowser, "open", lambda link: False)
    launch._open("http://127.0.0.1:1/#token=secret")
    assert capfd.readouterr().err == "no browser was found; open the address above in one\n"
