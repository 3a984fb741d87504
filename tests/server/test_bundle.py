"""Nothing leaves the machine: the bundle names no other host, and the widget sends no HTML."""

import inspect
import os
import re
import socket
from pathlib import Path
from typing import Any

import pytest
from torch import nn

from cutaway.networks.adopt import adopt
from cutaway.networks.inputs.shipped import data_file
from cutaway.notebook import widget
from cutaway.notebook.widget import CutawayWidget
from cutaway.protocol.encode import decode, frame
from cutaway.protocol.house import House
from tests.server.asking import Door

WEB = Path(widget.__file__).parents[1] / "web"
FILES = (
    *("index.html", "page.js", "widget.js", "cutaway.css", "icon.svg"),
    *("static.html", "static.js", "worker.js"),
)
NAMESPACES = re.compile(r"http://www\.w3\.org/(?:1998/Math/MathML|1999/x(?:html|link)|2000/svg)\b")
HOSTS = re.compile(r"""(?:\b(?:https?|wss?|ftp):|["'`(=]\s*)//[\w\[$]""")
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    """Without a bundle these tests skip, saying so; in CI they fail."""
    if not all((WEB / name).is_file() for name in FILES):
        missing = "the web bundle was never built: make setup"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)


def hosts(text: str) -> list[str]:
    """Where a text names a host: addresses with a scheme, and those that borrow the page's."""
    plain = NAMESPACES.sub("", text)
    return [plain[found.start() : found.end() + 30] for found in HOSTS.finditer(plain)]


@pytest.mark.parametrize("name", FILES)
def test_the_bundle_names_no_host(name: str) -> None:
    text = (WEB / name).read_text("utf-8")
    assert len(text) > 100
    own = "`${protocol}//${location.host}/events`"  # the socket of the very host we came from
    assert [found for found in hosts(text) if "location.host" not in found] == [], own


@pytest.mark.parametrize("name", FILES)
def test_the_page_holds_no_script_or_style_of_its_own(name: str) -> None:
    text = (WEB / name).read_text("utf-8")
    assert not re.search(r"\b(eval|Function|importScripts|sendBeacon|RTCPeerConnection)\(", text)
    assert not re.search(r"@import|\bdocument\.cookie|sourceMappingURL=http", text)
    if name.endswith(".html"):
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)


def test_the_test_sees_hosts() -> None:
    for text in (
        'fetch("https://cdn.example/x")',
        "url(//fonts.example/a.woff)",
        "new WebSocket(`wss://${host}`)",
        'src="//cdn.example/x.js"',
        '"http://www.w3.org.evil.example/2000/svg"',
    ):
        assert len(hosts(text)) == 1, text
    assert hosts('createElementNS("http://www.w3.org/2000/svg") // a remark') == []


def test_the_server_calls_nobody(front: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def call(*where: object) -> None:
        raise AssertionError(f"a call to {where}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, call)
    for name in ("getaddrinfo", "create_connection", "gethostbyname"):
        monkeypatch.setattr(socket, name, call)
    run = {"network": "tiny-vgg", "picture": "9"}
    upload = {"network": "tiny-vgg", "name": "a"}
    assert front.rpc("catalogue", {}).status == 200
    assert front.rpc("open", {"network": "tiny-vgg"}).status == 200
    assert front.rpc("upload", upload, data_file("coffee.jpg")).status == 200
    assert front.rpc("run", run).status == 200
    assert front.rpc("explain", {**run, "step": "fc3", "index": [0, 1]}).status == 200


@pytest.fixture
def cell() -> CutawayWidget:
    """The widget on a network whose layer is named to break a page."""
    module = nn.Sequential()
    module.add_module(EVIL, nn.Conv2d(3, 2, 3))
    house = House(adopt(module.requires_grad_(False), EVIL, (1, 3, 8, 8)))
    return CutawayWidget(house)


def test_the_widget_is_the_bundle_and_a_view(cell: CutawayWidget) -> None:
    state = cell.get_state()
    assert state["_esm"] == (WEB / "widget.js").read_text("utf-8")
    assert state["_css"] == (WEB / "cutaway.css").read_text("utf-8")
    assert EVIL not in str(state)
    shown: Any = cell._repr_mimebundle_()
    bundle = shown[0] if isinstance(shown, tuple) else shown
    assert set(bundle) <= {"text/plain", "application/vnd.jupyter.widget-view+json"}
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert EVIL not in str(bundle)


def test_the_widget_writes_no_html() -> None:
    source = inspect.getsource(widget)
    assert not re.search(r"_repr_html_|\bHTML\(|IPython|[\"']\s*<[a-z/!]", source)
    assert "_repr_html_" not in dir(CutawayWidget)


def test_the_widget_answers_with_frames(
    cell: CutawayWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[object, list[bytes]]] = []
    monkeypatch.setattr(cell, "send", lambda content, buffers: sent.append((content, buffers)))
    run = {"network": EVIL, "picture": ""}
    cell._on_message(cell, {"id": "p-1", "method": "run"}, [memoryview(frame(run))])
    content, (reply,) = sent.pop()
    assert content == {"id": "p-1"}
    meta, _ = decode(reply)
    assert EVIL in [step["name"] for step in meta["steps"]]
    key = meta["picture"]["thumbnail"]
    (png,) = decode(cell.reply("blob", frame({"key": key})))[1]
    assert png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("content", "buffers"),
    [
        ({"id": 1}, []),
        ({"id": 1, "method": "none"}, [frame({})]),
        ({"id": 1, "method": "__init__"}, [frame({})]),
        ({"id": 1, "method": "run"}, [b"no frame"]),
        ({"id": 1, "method": "blob"}, [frame({"key": "../x"})]),
        ({"id": 1, "method": "blob"}, [frame([])]),
        ({"id": 1, "method": "run"}, [frame({"network": "a", "picture": ""}, [b"x"])]),
    ],
)
def test_the_widget_refuses_in_a_frame(
    cell: CutawayWidget,
    monkeypatch: pytest.MonkeyPatch,
    content: dict[str, object],
    buffers: list[bytes],
) -> None:
    sent: list[list[bytes]] = []
    monkeypatch.setattr(cell, "send", lambda _, buffers: sent.append(buffers))
    cell._on_message(cell, content, [memoryview(part) for part in buffers])
    ((reply,),) = sent
    assert b'"failed":true' in reply
    assert set(decode(reply)[0]) == {"code", "message", "facts"}
