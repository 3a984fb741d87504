"""A page that is watched: what it asks of the network, and whether it complains."""

import re
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
INSIDE = {"blob", "data"}
REFUSED = re.compile(r"Failed to load resource: .* status of 4|WebSocket connection .* failed")

Browse = Callable[..., "Page"]


class Served(Protocol):
    """Whatever has pages to open."""

    @property
    def address(self) -> str: ...

    def at(self, place: str) -> str: ...


@contextmanager
def watching(browser: "Browser") -> "Iterator[Browse]":
    """Gives a function that opens pages, each with storage of its own; afterwards none of them
    may have asked another host for anything, nor have written an error to the console.
    """
    faults: list[str] = []
    contexts = []

    def browse(
        served: Served,
        place: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        locale: str = "en-US",
        calm: bool = False,
        touch: bool = False,
        refusals: bool = False,
        key: bool = True,
        script: str = "",
        holding: str = "",
    ) -> "Page":
        """Opens a view of the app.

        calm       the person asked for no motion
        touch      a phone: pressed with a finger
        refusals   the server may refuse an ask, which the browser logs
        key        the address carries the session's key
        script     runs before the page's own
        holding    files that do not arrive
        """
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            reduced_motion="reduce" if calm else "no-preference",
            has_touch=touch,
            is_mobile=touch,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        _watch(page, faults, refusals)
        if script:
            page.add_init_script(script)
        if holding:
            context.route(holding, lambda route: None)
        bare = served.address.partition("#")[0]
        page.goto(served.at(place) if key else f"{bare}#{place}")
        return page

    yield browse
    for context in contexts:
        context.close()
    assert faults == []


def _watch(page: "Page", faults: list[str], refusals: bool) -> None:
    def asked(address: str) -> None:
        parts = urlsplit(address)
        if parts.hostname != "127.0.0.1" and parts.scheme not in INSIDE:
            faults.append(f"asked for {address}")

    def told(message: "ConsoleMessage") -> None:
        excused = refusals and REFUSED.match(message.text)
        if message.type == "error" and not excused:
            faults.append(message.text)

    page.on("request", lambda request: asked(request.url))
    page.on("websocket", lambda socket: asked(socket.url))
    page.on("console", told)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
