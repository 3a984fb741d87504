"""Who may come in: checks every request before any route sees it.

A page on another site can make a browser send requests here, so `Host`, `Origin` and
`Sec-Fetch-Site` are checked; other people on this machine can connect too, so all but the page
itself asks for the token. There are no cookies: they are shared between ports.
"""

import hmac
from collections.abc import Collection

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cutaway.protocol.encode import frame_of_failure
from cutaway.protocol.messages import Failure
from cutaway.server.address import Address

PROTOCOL = "cutaway"
TOKEN_PREFIX = "token."
READS = ("GET", "HEAD")
REFUSALS = {
    421: ("host", "this address is not one of Cutaway's; open the one it printed"),
    403: ("origin", "this request comes from another site"),
    401: ("token", "this request carries no valid token; open the address that Cutaway printed"),
}


class Gate:
    """Lets requests through to `app` that pass every check.

    public   paths of the page and its files, which need no token
    """

    def __init__(self, app: ASGIApp, address: Address, public: Collection[str]) -> None:
        self._app = app
        self._address = address
        self._public = frozenset(public)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal == 0:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            for message in _refused(refusal):
                await send(message)

    def _refusal(self, scope: Scope) -> int:
        """The status to refuse with; 0 to let through."""
        headers: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts = headers.get("host", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._address.hosts:
            return 421
        if any(
            origin.lower() != f"http://{hosts[0].lower()}" for origin in headers.get("origin", [])
        ):
            return 403
        if any(site not in ("same-origin", "none") for site in headers.get("sec-fetch-site", [])):
            return 403
        reads = scope["type"] == "http" and scope["method"] in READS
        if reads and scope["path"] in self._public:
            return 0
        return 0 if self._carries_token(scope, headers) else 401

    def _carries_token(self, scope: Scope, headers: dict[str, list[str]]) -> bool:
        if scope["type"] == "websocket":
            offers = [p for p in scope.get("subprotocols", ()) if p.startswith(TOKEN_PREFIX)]
            given = [offer.removeprefix(TOKEN_PREFIX) for offer in offers]
        else:
            given = [
                value[len("Bearer ") :]
                for value in headers.get("authorization", [])
                if value.startswith("Bearer ")
            ]
        token = self._address.token.encode()
        return len(given) == 1 and hmac.compare_digest(given[0].encode(), token)


def _refused(status: int) -> tuple[Message, Message]:
    code, text = REFUSALS[status]
    body = frame_of_failure(Failure(code, text, {}))
    headers = [
        (b"content-type", b"application/octet-stream"),
        (b"content-length", str(len(body)).encode()),
    ]
    return (
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": body},
    )
