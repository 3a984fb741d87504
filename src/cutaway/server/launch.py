"""Starts the server for a person: prints the address, opens the browser."""

import os
import sys
import threading
import webbrowser

from cutaway.protocol.room import Room
from cutaway.recording.garbage import search_as_usual
from cutaway.server.address import HOST, Address, listen
from cutaway.server.app import application
from cutaway.server.serve import serve


def launch(
    room: Room,
    *,
    port: int | None = None,
    public_port: int | None = None,
    browser: bool = True,
    view: str = "",
    debug: bool = False,
) -> None:
    """Serves until Ctrl-C. The address is the first line on standard output, flushed.

    port         None: 8137 or the next free one; 0: any free one
    public_port  the port by which the browser reaches us, through a tunnel
    view         the fragment of a link, to open that view again
    """
    listener = listen(port)
    address = Address(listener.getsockname()[1], public_port)
    app = application(room, address, debug=debug)
    search_as_usual()

    def ready() -> None:
        print(address.launch(view), flush=True)
        if "SSH_CONNECTION" in os.environ and public_port is None:
            print(_tunnel(address.port), file=sys.stderr)
        elif browser:
            threading.Thread(target=_open, args=(address.launch(view),), daemon=True).start()

    try:
        serve(app, listener, ready)
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


def _open(link: str) -> None:
    if not webbrowser.open(link):
        print("no browser was found; open the address above in one", file=sys.stderr)


def _tunnel(port: int) -> str:
    return (
        f"over ssh: run  ssh -L {port}:{HOST}:{port} USER@THIS-MACHINE  where your browser is, and "
        "open the address there (for another port there, start with --public-port)"
    )
