"""The widget: asks come as messages, replies go back as the same frames that HTTP carries."""

from importlib.resources import files
from typing import Any

import anywidget
from traitlets import Unicode

from cutaway.errors import CutawayError
from cutaway.protocol.answer import answer, failure_of
from cutaway.protocol.encode import decode, encode, frame, frame_of_failure
from cutaway.protocol.house import House
from cutaway.protocol.whole import handlers


class CutawayWidget(anywidget.AnyWidget):
    """The app in a cell. Python sends it numbers and names, never HTML.

    A message from the page is ``{"id", "method"}`` and one buffer, the ask's frame; the answer
    is ``{"id"}`` and one buffer. The method `blob` gives the content at an address.
    """

    _esm = Unicode().tag(sync=True)
    _css = Unicode().tag(sync=True)  # an attribute that is no trait would never reach the page

    def __init__(self, house: House) -> None:
        folder = files("cutaway") / "web"
        if not (folder / "widget.js").is_file():
            raise CutawayError("this copy of Cutaway has no web bundle; build it: make setup")
        self._house = house
        self._handlers = handlers(house)
        super().__init__(
            _esm=(folder / "widget.js").read_text("utf-8"),
            _css=(folder / "cutaway.css").read_text("utf-8"),
        )
        self.on_msg(self._on_message)

    def _on_message(self, _: object, content: Any, buffers: list[Any]) -> None:
        reply = self.reply(str(content.get("method", "")), bytes(buffers[0]) if buffers else b"")
        self.send({"id": content.get("id")}, buffers=[reply])

    def reply(self, method: str, frame: bytes) -> bytes:
        """The frame that answers an ask's frame."""
        try:
            params, sent = decode(frame)
            if method == "blob":
                return self._blob(params)
            return encode(answer(self._handlers, method, params, sent))
        except Exception as error:
            return frame_of_failure(failure_of(error))

    def _blob(self, params: Any) -> bytes:
        key = params.get("key") if isinstance(params, dict) else None
        data = self._house.blob(str(key))
        if data is None:
            raise CutawayError("there is no such blob")
        return frame({}, [data])
