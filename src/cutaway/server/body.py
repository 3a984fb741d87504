"""The body of a request, counted as it comes."""

from starlette.requests import Request

from cutaway.errors import CutawayError

MOST = 2**20
MOST_UPLOAD = 64 * 2**20 + 2**16  # the largest picture, and its frame


class BodyError(CutawayError):
    code = "body"


async def body_of(request: Request, most: int) -> bytes:
    """The whole body. Raises BodyError once more than `most` bytes have come."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise BodyError(f"the request holds more than {most:,} bytes; send less", most=most)
        parts.append(part)
    return b"".join(parts)
