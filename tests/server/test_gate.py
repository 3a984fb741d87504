"""Who may come in: the right host, no other site, the token, whatever the route and the method."""

import base64
from urllib.parse import urlsplit

import pytest

from cutaway.server import gate
from cutaway.server.address import Address
from tests.server.asking import HOST, PORT, Door, door

PUBLIC = ("/", "/page.js", "/cutaway.css", "/icon.svg")
GATED = ("/rpc/catalogue", "/rpc/run", "/rpc/none", "/blob/0", "/events", "/none", "/index.html")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "LOOK")


@pytest.mark.parametrize(
    "host",
    [
        *(f"{name}:{PORT}" for name in ("evil.example", "127.0.0.1.evil.example", "0.0.0.0")),
        *(f"127.0.0.1:{port}" for port in (80, PORT + 1, 0)),
        *(f"{name}:{PORT}" for name in ("127.0.0.2", "[::ffff:127.0.0.1]", "2130706433")),
        *("127.0.0.1", "localhost", "", f"http://{HOST}", f"{HOST}, {HOST}", f" {HOST}"),
    ],
)
def test_another_host_is_refused(front: Door, host: str) -> None:
    for path in (*PUBLIC, *GATED):
        assert front.knock("GET", path, front.key, host=host).status == 421, path
    assert front.socket(f"token.{front.address.token}", host=host) == "close"


def test_host_is_asked_for_exactly_once(front: Door) -> None:
    assert front.knock("GET", "/", host=None).status == 421
    assert front.knock("GET", "/", (("host", HOST),)).status == 421
    assert front.knock("GET", "/", (("host", "evil.example"),)).status == 421


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]", "LOCALHOST"])
def test_our_own_hosts_are_answered(front: Door, name: str) -> None:
    assert front.knock("GET", "/", host=f"{name}:{PORT}").status == 200
    tunnelled = door(public_port=9000)
    for port in (9000, PORT):
        assert tunnelled.knock("GET", "/", host=f"{name}:{port}").status == 200
    assert tunnelled.knock("GET", "/", host=f"{name}:9001").status == 421
    assert front.knock("GET", "/", host=f"{name}:9000").status == 421
    assert tunnelled.address.launch().startswith("http://127.0.0.1:9000/#token=")


@pytest.mark.parametrize(
    "origin",
    [
        *("null", "http://evil.example", f"http://evil.example:{PORT}", "http://127.0.0.1", ""),
        *(f"https://{HOST}", f"http://127.0.0.1:{PORT + 1}", f"http://{HOST}/", f"file://{HOST}"),
        f"http://localhost:{PORT}",  # another name than the Host of this very request
    ],
)
def test_another_origin_is_refused(front: Door, origin: str) -> None:
    headers = (*front.key, ("origin", origin))
    for method in ("GET", "POST", "OPTIONS"):
        for path in ("/", "/rpc/catalogue"):
            answer = front.knock(method, path, headers)
            assert answer.status == 403
            assert not [name for name in answer.headers if name.startswith("access-control")]
    ours = (("origin", f"http://{HOST}"), ("origin", origin))
    assert front.knock("GET", "/", ours).status == 403
    assert front.socket(f"token.{front.address.token}", headers=(("origin", origin),)) == "close"


def test_our_own_origin_passes_and_no_cors_header_is_ever_sent(front: Door) -> None:
    headers = (
        *front.key,
        ("origin", f"http://{HOST}"),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization"),
    )
    for method in METHODS:
        answer = front.knock(method, "/rpc/size", headers)
        assert answer.status == (422 if method == "POST" else 405)
        assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "site", ["cross-site", "same-site", "", "Same-Origin", "same-origin, none"]
)
def test_another_site_is_refused(front: Door, site: str) -> None:
    headers = (*front.key, ("sec-fetch-site", site))
    assert front.knock("GET", "/", headers).status == 403
    assert front.knock("POST", "/rpc/catalogue", headers).status == 403
    assert (
        front.socket(f"token.{front.address.token}", headers=(("sec-fetch-site", site),)) == "close"
    )


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_site_passes(front: Door, site: str) -> None:
    assert front.knock("GET", "/", (("sec-fetch-site", site),)).status == 200


@pytest.mark.parametrize("method", METHODS)
def test_every_route_but_the_page_asks_for_the_token(front: Door, method: str) -> None:
    plain = (("content-type", "text/plain"),)  # what a form of another site may send unasked
    for path in GATED:
        assert front.knock(method, path, plain).status == 401, path
        assert front.knock(method, path, front.key).status in (404, 405, 422, 200), path
    for path in PUBLIC:
        expected = 200 if method in ("GET", "HEAD") else 401
        assert front.knock(method, path, plain).status == expected, path


@pytest.mark.parametrize(
    "given",
    [
        *("", "Bearer", "Bearer ", "bearer {}", "Basic {}", "{}", "Bearer  {}", "Bearer {}x"),
        *("Bearer x{}", "Bearer é{}", "Bearer {}, Bearer {}"),
    ],
)
def test_another_token_is_refused(front: Door, given: str) -> None:
    token = front.address.token
    headers = (("authorization", given.replace("{}", token)),)
    assert front.knock("POST", "/rpc/catalogue", headers).status == 401
    halves = (("authorization", f"Bearer {token[:-1]}"),)
    assert front.knock("POST", "/rpc/catalogue", halves).status == 401
    assert front.knock("POST", "/rpc/catalogue", (*front.key, *front.key)).status == 401
    assert front.knock("POST", "/rpc/catalogue", (("cookie", f"token={token}"),)).status == 401
    assert front.knock("GET", f"/blob/0?token={token}").status == 401


def test_the_token_is_long_and_secret_and_travels_in_the_fragment() -> None:
    one, two = Address(PORT), Address(PORT)
    assert one.token != two.token
    assert len(base64.urlsafe_b64decode(one.token + "=")) == 32
    assert one.token not in repr(one)
    parts = urlsplit(one.launch("network=filters"))
    assert parts.fragment == f"token={one.token}&network=filters"
    assert parts.query == "" and one.token not in parts.path


def test_tokens_are_compared_in_constant_time(front: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(first: bytes, second: bytes) -> bool:
        compared.append((first, second))
        return False

    monkeypatch.setattr(gate.hmac, "compare_digest", compare)
    assert front.knock("POST", "/rpc/catalogue", front.key).status == 401
    assert compared == [(front.address.token.encode(),) * 2]


def test_a_page_opened_again_needs_no_token(front: Door) -> None:
    first = front.knock("GET", "/")
    again = front.knock("GET", "/", (("if-none-match", first.headers["etag"]),))
    assert (first.status, again.status, again.body) == (200, 304, b"")
    assert "set-cookie" not in first.headers


def test_the_websocket_asks_for_the_token_as_a_subprotocol(front: Door) -> None:
    token = front.address.token
    assert front.socket("cutaway", f"token.{token}") == "accept"
    assert front.socket("cutaway", f"token.{token}", headers=(("origin", f"http://{HOST}"),)) == (
        "accept"
    )
    assert front.socket("cutaway") == "close"
    assert front.socket() == "close"
    assert front.socket("cutaway", "token.", "token") == "close"
    assert front.socket("cutaway", f"token.{token}x") == "close"
    assert front.socket(f"token.{token}", "token.other") == "close"
    assert front.socket("cutaway", headers=front.key) == "close"
    assert front.socket(f"token.{token}", path="/none") == "close"
