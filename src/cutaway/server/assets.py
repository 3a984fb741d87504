"""The page and its files: a fixed list, read once; no route takes a path."""

import hashlib
from dataclasses import dataclass
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from cutaway.errors import CutawayError

TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}
PAGE = ("index.html", "page.js", "cutaway.css", "icon.svg")


@dataclass(frozen=True, slots=True)
class Asset:
    """One public file."""

    path: str
    kind: str
    data: bytes

    @property
    def tag(self) -> str:
        return f'"{hashlib.sha256(self.data).hexdigest()[:32]}"'


def assets() -> tuple[Asset, ...]:
    """The files of the page. Raises CutawayError where the bundle was never built."""
    folder = files("cutaway") / "web"
    found = []
    for name in PAGE:
        file = folder / name
        if not file.is_file():
            raise CutawayError(
                "this copy of Cutaway has no web page; build it with `make setup`, or install "
                "a release: pip install cutaway"
            )
        path = "/" if name == "index.html" else f"/{name}"
        found.append(Asset(path, TYPES[name.rpartition(".")[2]], file.read_bytes()))
    return tuple(found)


def routes(found: tuple[Asset, ...]) -> list[BaseRoute]:
    """One route for each file."""
    return [Route(asset.path, _Serving(asset), methods=["GET"]) for asset in found]


class _Serving:
    """Answers with one file, or 304 where the browser has it."""

    def __init__(self, asset: Asset) -> None:
        self._asset = asset

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]  # ASGI
        request = Request(scope, receive)
        headers = {"etag": self._asset.tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == self._asset.tag:
            response = Response(status_code=304, headers=headers)
        else:
            response = Response(self._asset.data, media_type=self._asset.kind, headers=headers)
        await response(scope, receive, send)
