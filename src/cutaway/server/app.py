"""The application: routes, behind the gate, with the headers around everything."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp

from cutaway.protocol.messages import Failure
from cutaway.protocol.room import Room
from cutaway.server.address import Address
from cutaway.server.assets import Asset, assets, routes
from cutaway.server.events import Events
from cutaway.server.gate import Gate
from cutaway.server.headers import Headers
from cutaway.server.rpc import Rpc, failed

FOR_EVER = "private, max-age=31536000, immutable"


def application(
    room: Room, address: Address, page: tuple[Asset, ...] | None = None, debug: bool = False
) -> ASGIApp:
    """What uvicorn serves.

    page   the public files; those of the package where it is None
    """
    found = assets() if page is None else page
    events = Events()
    rpc = Rpc(room.handlers, events, debug)

    async def blob(request: Request) -> Response:
        data = room.blob(request.path_params["key"])
        if data is None:
            return failed(Failure("route", "there is no such blob", {}), 404)
        return Response(data, media_type="image/png", headers={"cache-control": FOR_EVER})

    app = Starlette(
        routes=[
            *routes(found),
            Route("/rpc/{method}", rpc.serve, methods=["POST"]),
            Route("/blob/{key}", blob, methods=["GET"]),
            WebSocketRoute("/events", events.serve),
        ],
        exception_handlers={404: _missing, 405: _wrong_verb},
    )
    app.router.redirect_slashes = False
    return Headers(Gate(app, address, [asset.path for asset in found]))


async def _missing(request: Request, error: Exception) -> Response:
    return failed(Failure("route", "there is nothing at this address", {}), 404)


async def _wrong_verb(request: Request, error: Exception) -> Response:
    return failed(Failure("route", "this address does not take this method", {}), 405)
