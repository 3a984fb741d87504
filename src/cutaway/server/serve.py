"""Runs the server until it is told to stop."""

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp


def serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serves on a listening socket; calls `ready` once requests are answered."""
    asyncio.run(_serve(app, listener, ready))


async def _serve(app: ASGIApp, listener: socket.socket, ready: Callable[[], None]) -> None:
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=2**16,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started and not running.done():
        await asyncio.sleep(0.01)
    if server.started:
        ready()
    await running
