"""Errors say what to do; a traceback or a path is told by nobody, and a fault only to `--debug`."""

import re

import pytest
from torch import Tensor, nn

from cutaway.networks.adopt import adopt
from cutaway.networks.network import Network
from cutaway.protocol.house import House
from tests.server.asking import Door, door

PATH = re.compile(r"/\w")
SECRET = "/home/somebody/secret.txt"


class Broken(House):
    """A house with a fault that names a path."""

    def network(self, name: str) -> Network:
        raise FileNotFoundError(2, "No such file or directory", SECRET)


class Failing(nn.Module):
    """A network that fails half way."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3).requires_grad_(False)
        self.fc = nn.Linear(100, 5).requires_grad_(False)

    def forward(self, x: Tensor) -> Tensor:
        scores: Tensor = self.fc(self.conv(x).flatten(1))
        return scores


def test_a_fault_of_our_own_tells_nothing() -> None:
    answer = door(Broken()).rpc("open", {"network": "tiny-vgg"})
    assert answer.status == 500
    assert answer.meta == {
        "code": "internal",
        "message": "something went wrong inside Cutaway",
        "facts": {},
    }


def test_debug_tells_what_it_was() -> None:
    answer = door(Broken(), debug=True).rpc("open", {"network": "tiny-vgg"})
    assert answer.status == 500
    assert answer.meta["message"] == (
        "something went wrong inside Cutaway: FileNotFoundError: "
        f"[Errno 2] No such file or directory: '{SECRET}'"
    )


ASKS: dict[str, tuple[str, dict[str, object], str]] = {
    "network": ("open", {"network": "tiny-vvg"}, "did you mean tiny-vgg?"),
    "picture": ("run", {"network": "tiny-vgg", "picture": "99"}, "add it again"),
    "step": (
        "maps",
        {"network": "tiny-vgg", "picture": "", "step": "conv_1"},
        "did you mean conv",
    ),
    "index": (
        "explain",
        {"network": "tiny-vgg", "picture": "", "step": "pool1", "index": [0, 9, 14, 0]},
        "indices run over 0…0, 0…9, 0…13, 0…13",
    ),
    "channel": (
        "values",
        {"network": "tiny-vgg", "picture": "", "step": "pool1", "channel": 10},
        "channels 0…9; got 10",
    ),
    "missing": ("run", {"network": "tiny-vgg"}, "the parameter 'picture' is missing"),
    "unknown": ("catalogue", {"all": True}, "there is no parameter 'all'"),
    "type": ("size", {"length": "7", "size": 3}, "length is of type int; got '7'"),
    "window": ("size", {"length": 3, "size": 7, "before": 1, "after": 1}, "does not fit in 3"),
}


@pytest.mark.parametrize(("method", "ask", "words"), ASKS.values(), ids=ASKS)
def test_what_cannot_be_answered_says_why(
    front: Door, method: str, ask: dict[str, object], words: str
) -> None:
    answer = front.rpc(method, ask)
    assert answer.status == 422
    assert words in answer.meta["message"]
    assert not PATH.search(answer.meta["message"]) and "Traceback" not in answer.meta["message"]


def test_a_network_that_fails_half_way_says_where() -> None:
    front = door(House(adopt(Failing(), "failing", (1, 3, 8, 8))))
    run = {"network": "failing", "picture": ""}
    answer = front.rpc("run", run)
    assert answer.status == 200
    failure = answer.meta["failure"]
    assert failure["code"] == "run"
    assert failure["message"].startswith("fc (test_errors.py:")
    assert "flatten gives 4·6·6 = 144 numbers, Linear expects 100" in failure["message"]
    assert "nn.Linear(144, 5)" in failure["message"]
    assert (failure["facts"]["got"], failure["facts"]["expected"]) == (144, 100)
    assert [step["name"] for step in answer.meta["steps"]] == ["input", "conv", "flatten"]
    assert not PATH.search(str(failure)) and "Traceback" not in str(failure)
    seen = front.rpc("explain", {**run, "step": "conv", "index": [0, 0, 0, 0]})
    assert seen.status == 200 and seen.meta["adds_up"]
    assert front.rpc("explain", {**run, "step": "fc", "index": [0, 0]}).status == 422
