"""A name from a model, a class or a file crosses as data: a string of a frame, never a page."""

import pytest
from torch import Tensor, nn

from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.inputs.shipped import photos
from cutaway.networks.network import ClassName, Network
from cutaway.protocol.encode import decode
from cutaway.protocol.house import House
from tests.server.asking import Door, door

EVIL = "<img src=x onerror=alert(1)>"


class Net(nn.Module):
    """A network whose layer and classes are named to break a page."""

    def __init__(self) -> None:
        super().__init__()
        self.add_module(EVIL, nn.Conv2d(3, 2, 3))

    def forward(self, x: Tensor) -> Tensor:
        layer: nn.Module = self.get_submodule(EVIL)
        scores: Tensor = layer(x).mean((2, 3))
        return scores


@pytest.fixture(scope="module")
def evil() -> Door:
    network = Network(
        name=f"net{EVIL}",
        title=EVIL,
        body=Net().eval(),
        preprocess=Preprocess((8, 8), crop=True),
        input_shape=(1, 3, 8, 8),
        classes=(ClassName(EVIL, EVIL), ClassName("cat")),
        pictures=photos()[:1],
    )
    return door(House(network))


def test_every_answer_with_a_name_is_a_frame(evil: Door) -> None:
    name = f"net{EVIL}"
    run = {"network": name, "picture": ""}
    asks: dict[str, dict[str, object]] = {
        "catalogue": {},
        "open": {"network": name},
        "run": run,
        "overview": run,
        "maps": {**run, "step": EVIL},
        "explain": {**run, "step": EVIL, "index": [0, 1, 2, 3]},
        "field": {**run, "step": EVIL, "index": [0, 1, 2, 3]},
        "links": run,
        "parts": {**run, "step": EVIL, "channel": 0},
        "values": {**run, "step": EVIL, "channel": 9},
    }
    for method, ask in asks.items():
        answer = evil.rpc(method, ask)
        assert answer.status == (422 if method == "values" else 200), (method, answer.meta)
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert EVIL.encode() in answer.body, method
    scores = evil.rpc("run", run).meta["scores"]
    assert EVIL in {score["english"] for score in scores}


def test_the_page_itself_holds_no_name(evil: Door, front: Door) -> None:
    for path in ("/", "/page.js", "/cutaway.css", "/icon.svg"):
        answer = evil.knock("GET", path)
        assert EVIL.encode() not in answer.body
        assert answer.body == front.knock("GET", path).body


def test_an_error_repeats_a_name_only_as_data(evil: Door) -> None:
    for method, ask in (("open", {"network": EVIL}), ("run", {"network": EVIL, "picture": ""})):
        answer = evil.rpc(method, ask)
        assert (answer.status, answer.headers["content-type"]) == (422, "application/octet-stream")
        assert "<img" in decode(answer.body)[0]["message"]
    for path in (f"/{EVIL}", f"/rpc/{EVIL}", f"/blob/{EVIL}"):
        assert EVIL.encode() not in evil.knock("GET", path, evil.key).body
