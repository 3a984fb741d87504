"""Bodies are counted as they come, not by what they claim; the server stays up after bad ones."""

from collections.abc import Iterable

import pytest

from cutaway.networks.inputs.pictures import MOST_BYTES
from cutaway.protocol.encode import decode, frame
from cutaway.server.body import MOST, MOST_UPLOAD
from tests.conftest import Served
from tests.server.asking import Door
from tests.server.wire import ask, head, knock, opened, request, until

PIECE = 2**18


@pytest.mark.parametrize("claim", [None, "10", "0", str(MOST), str(2**60), "−1"])
def test_a_body_is_counted_whatever_it_claims(front: Door, claim: str | None) -> None:
    headers = front.key + ((("content-length", claim.replace("−", "-")),) if claim else ())
    answer = front.knock("POST", "/rpc/run", headers, [bytes(PIECE)] * 100)
    assert answer.status == 413
    assert answer.meta["code"] == "body"
    assert answer.meta["facts"] == {"most": MOST}
    assert answer.taken == MOST // PIECE + 1  # the rest was never read


def test_the_limit_itself_is_allowed(front: Door) -> None:
    def padded(size: int) -> Iterable[bytes]:
        ask = frame({"length": 5, "size": 3})
        return [ask, bytes(size - len(ask))]

    assert front.knock("POST", "/rpc/size", front.key, padded(MOST)).status == 200
    assert front.knock("POST", "/rpc/size", front.key, padded(MOST + 1)).status == 413


def test_a_body_in_many_pieces_is_one_body(front: Door) -> None:
    ask = frame({"length": 5, "size": 3})
    pieces = [ask[i : i + 1] for i in range(len(ask))]
    answer = front.knock("POST", "/rpc/size", front.key, pieces)
    assert (answer.status, answer.meta["answer"]["outputs"]) == (200, 3)


def test_an_upload_may_be_larger_and_no_more_than_that(front: Door) -> None:
    large = frame({"network": "tiny-vgg", "name": "a"}, [bytes(3 * MOST)])
    assert front.knock("POST", "/rpc/upload", front.key, [large]).meta["code"] == "picture"
    pieces = [bytes(2**20)] * (MOST_UPLOAD // 2**20 + 10)
    answer = front.knock("POST", "/rpc/upload", front.key, pieces)
    assert (answer.status, answer.taken) == (413, MOST_UPLOAD // 2**20 + 1)


def test_a_picture_of_a_byte_too_many_is_refused(front: Door) -> None:
    answer = front.rpc("upload", {"network": "tiny-vgg", "name": "a"}, bytes(MOST_BYTES + 1))
    assert answer.status == 422
    assert f"{MOST_BYTES:,}" in answer.meta["message"]


def test_the_wire_counts_too(served: Served) -> None:
    line = "POST /rpc/run HTTP/1.1"
    chunk = b"10000\r\n" + bytes(2**16) + b"\r\n"
    chunked = head(served, line, "Transfer-Encoding: chunked") + chunk * (MOST // 2**16 + 1)
    assert knock(served, chunked).startswith(b"HTTP/1.1 413 ")
    claimed = head(served, line, f"Content-Length: {2**40}") + bytes(MOST + 1)
    assert knock(served, claimed).startswith(b"HTTP/1.1 413 ")


def test_the_server_stays_up_and_silent_after_bad_requests(served: Served) -> None:
    line = "POST /rpc/run HTTP/1.1"
    with opened(served) as connection:  # leaves in the middle of its body
        connection.sendall(head(served, line, "Content-Length: 100") + b"half")
    with opened(served) as connection:  # leaves in the middle of its head
        connection.sendall(head(served, line)[:-9])
    assert knock(served, b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n").startswith(b"HTTP/1.1 400 ")
    assert knock(served, head(served, line, "Host: evil.example")).startswith(b"HTTP/1.1 400 ")
    assert knock(served, head(served, line, "Content-Length: x")).startswith(b"HTTP/1.1 400 ")
    for body in (b"", b"\xff\xff\xff\xff", b"\x02\0\0\0{}", bytes(1000)):
        status, _, answer = request(
            served, "POST", "/rpc/run", body, Authorization=f"Bearer {served.token}"
        )
        assert (status, decode(answer)[0]["code"]) == (422, "ask")
    status, reply = ask(served, "catalogue", {})
    assert status == 200 and decode(reply)[0]["networks"]
    assert served.process.poll() is None
    assert until(lambda: "Invalid HTTP request" in served.log.read_text())  # the log is read
    assert "Traceback" not in served.log.read_text()
