"""The photographs that the playground's kernel may be laid over."""

from collections.abc import Callable

from cutaway.errors import AddressError
from cutaway.networks.inputs.shipped import photos
from cutaway.protocol import asks
from cutaway.protocol.messages import Numbers
from cutaway.protocol.playing import Photograph, PhotographName

CHANNELS = 3


def handlers() -> dict[str, Callable[..., Photograph]]:
    """By method."""
    return {"photograph": _photograph}


def _photograph(ask: asks.PhotographAsk) -> Photograph:
    """One by its name, at full size; the first where it is ""."""
    known = photos()
    found = next((photo for photo in known if ask.name in ("", photo.id)), None)
    if found is None:
        names = ", ".join(photo.id for photo in known)
        raise AddressError(f"there is no photograph {ask.name[:40]!r}; there are {names}")
    image = found.load().convert("RGB")
    return Photograph(
        name=found.id,
        pixels=Numbers("u1", (image.height, image.width, CHANNELS), image.tobytes()),
        all=tuple(PhotographName(photo.id, photo.label, photo.label_zh) for photo in known),
    )
