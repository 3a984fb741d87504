"""Headers of every answer, whatever the route and whatever its status."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
DEFAULT_CACHE = "no-store"


class Headers:
    """Adds them to whatever `app` answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                message = {**message, "headers": _with_ours(message.get("headers", ()))}
            await send(message)

        await self._app(scope, receive, sending)


def _with_ours(headers: "list[tuple[bytes, bytes]]") -> list[tuple[bytes, bytes]]:
    found = [(name, value) for name, value in headers if name.decode() not in HEADERS]
    if not any(name == b"cache-control" for name, _ in found):
        found.append((b"cache-control", DEFAULT_CACHE.encode()))
    return found + [(name.encode(), value.encode()) for name, value in HEADERS.items()]
