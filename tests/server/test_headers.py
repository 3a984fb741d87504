"""The same strict headers around every answer, whatever the route and whatever its status."""

from collections.abc import Callable

import pytest

from cutaway.protocol.encode import frame
from cutaway.protocol.house import House
from cutaway.server.body import MOST
from tests.conftest import Served
from tests.server.asking import Answer, Door, door
from tests.server.wire import request

STRICT = {
    "content-security-policy": {
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    },
    "x-content-type-options": {"nosniff"},
    "referrer-policy": {"no-referrer"},
    "cross-origin-resource-policy": {"same-origin"},
    "cross-origin-opener-policy": {"same-origin"},
}
FORBIDDEN = ("set-cookie", "server", "x-powered-by", "location")


class Broken(House):
    """A house with a fault."""

    def blob(self, key: str) -> bytes | None:
        raise RuntimeError(key)


def _fault(front: Door) -> Answer:
    broken = door(Broken())
    return broken.knock("GET", "/blob/0", broken.key)


def _blob(front: Door) -> Answer:
    opened = front.rpc("open", {"network": "tiny-vgg"}).meta
    return front.knock("GET", f"/blob/{opened['pictures'][0]['thumbnail']}", front.key)


def _known(front: Door) -> Answer:
    tag = front.knock("GET", "/page.js").headers["etag"]
    return front.knock("GET", "/page.js", (("if-none-match", tag),))


ANSWERS: dict[str, tuple[int, Callable[[Door], Answer]]] = {
    "page": (200, lambda front: front.knock("GET", "/")),
    "script": (200, lambda front: front.knock("GET", "/page.js")),
    "style": (200, lambda front: front.knock("GET", "/cutaway.css")),
    "icon": (200, lambda front: front.knock("GET", "/icon.svg")),
    "known file": (304, _known),
    "reply": (200, lambda front: front.rpc("catalogue", {})),
    "blob": (200, _blob),
    "no blob": (404, lambda front: front.knock("GET", "/blob/0", front.key)),
    "token": (401, lambda front: front.knock("POST", "/rpc/run")),
    "origin": (403, lambda front: front.knock("GET", "/", (("origin", "null"),))),
    "no route": (404, lambda front: front.knock("GET", "/none", front.key)),
    "slash": (404, lambda front: front.knock("GET", "/page.js/", front.key)),
    "no method": (404, lambda front: front.knock("POST", "/rpc/none", front.key)),
    "wrong verb": (405, lambda front: front.knock("DELETE", "/rpc/run", front.key)),
    "too large": (
        413,
        lambda front: front.knock("POST", "/rpc/run", front.key, [bytes(MOST + 1)]),
    ),
    "host": (421, lambda front: front.knock("GET", "/", host="evil.example")),
    "no answer": (422, lambda front: front.knock("POST", "/rpc/run", front.key, [frame({})])),
    "fault": (500, _fault),
}


@pytest.mark.parametrize(("status", "knock"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_is_strict(front: Door, status: int, knock: Callable[[Door], Answer]) -> None:
    answer = knock(front)
    assert answer.status == status
    for name, wanted in STRICT.items():
        assert set(answer.headers[name].split("; ")) == wanted, name
    assert not [name for name in FORBIDDEN if name in answer.headers]
    assert answer.headers["cache-control"] in ("no-store", "no-cache") or status == 200
    assert b"Traceback" not in answer.body


def test_what_is_private_is_kept_by_no_shared_cache(front: Door) -> None:
    assert front.rpc("catalogue", {}).headers["cache-control"] == "no-store"
    assert _blob(front).headers["cache-control"].startswith("private")


def test_the_wire_carries_them_too(served: Served) -> None:
    for path in ("/", "/page.js", "/none"):
        _, headers, _ = request(served, "GET", path)
        for name, wanted in STRICT.items():
            assert set(str(headers[name]).split("; ")) == wanted, name
        assert not [name for name in FORBIDDEN if name in headers]
