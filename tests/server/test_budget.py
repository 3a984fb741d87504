"""A run too large for the memory is refused before anything is allocated, and says its size."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from cutaway import cli
from cutaway.errors import BudgetError
from cutaway.networks.adopt import adopt
from cutaway.protocol import encode as encoding
from cutaway.protocol import whole
from cutaway.protocol.encode import MOST_REPLY, encode
from cutaway.protocol.house import House
from cutaway.protocol.messages import Numbers, Overview
from cutaway.recording.budget import check_budget, free_memory
from tests.server.asking import Door, door

SIDE = 10**6
CODE = """
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 1)
    def forward(self, x):
        assert x.is_meta
        return self.conv(x)
"""


class Watched(nn.Module):
    """A network that knows when it was given real numbers."""

    def __init__(self, then: Callable[[Tensor], Tensor]) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 1).requires_grad_(False)
        self.then = then
        self.ran = False

    def forward(self, x: Tensor) -> Tensor:
        self.ran = self.ran or not x.is_meta
        return self.then(self.conv(x))


def looks(x: Tensor) -> Tensor:
    return x if x.max() > 0 else -x  # no run of shapes can know


NETWORKS: dict[str, tuple[Callable[[Tensor], Tensor], int, float]] = {
    "a large input": (torch.relu, SIDE, 11.0),  # numbers kept, in units of SIDE²: 3 + 4 + 4
    "a look at values": (looks, SIDE, 7.0),  # at least those before it
    "a large step": (lambda x: x.repeat(1, 1, SIDE, SIDE), 1, 4.0),
}


@pytest.mark.parametrize(("then", "side", "numbers"), NETWORKS.values(), ids=NETWORKS)
def test_a_terabyte_is_refused_over_http(
    then: Callable[[Tensor], Tensor], side: int, numbers: float
) -> None:
    module = Watched(then)
    front = door(House(adopt(module, "large", (1, 3, side, side))))
    for method in ("run", "overview"):
        answer = front.rpc(method, {"network": "large", "picture": ""})
        assert (answer.status, answer.meta["code"]) == (422, "budget")
        wanted = answer.meta["facts"]["wanted"]
        assert wanted == pytest.approx(4 * numbers * SIDE**2, rel=1e-6)
        assert f"{wanted / 2**30:,.1f} GiB" in answer.meta["message"]
        assert "choose a smaller picture or network" in answer.meta["message"]
    assert not module.ran
    opened = front.rpc("open", {"network": "large"})
    assert opened.status == 200  # opening one is no harm


def test_a_terabyte_is_told_by_summary_and_refused_by_explain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = tmp_path / "large.py"
    code.write_text(CODE)
    monkeypatch.setattr("cutaway.commands.explain.prepare", lambda: None)
    common = [f"{code}:Net", "--trust", "--input", f"3x{SIDE}x{SIDE}"]

    monkeypatch.setattr(sys, "argv", ["cutaway", "summary", *common])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    assert f"{7 * 4 * SIDE**2 / 2**20:,.1f} MiB" in capsys.readouterr().out

    picture = tmp_path / "small.png"
    Image.new("RGB", (8, 8)).save(picture)
    words = [*common, "--image", str(picture), "--at", "conv:0,0,0"]
    monkeypatch.setattr(sys, "argv", ["cutaway", "explain", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().err.strip()
    assert ended.value.code == 2
    assert told.startswith("cutaway: this run would keep 26,077.0 GiB; at most ")
    assert len(told.splitlines()) == 1


def test_half_of_the_free_memory_is_allowed() -> None:
    check_budget(2**20)
    assert 2**26 < free_memory() < 2**50
    with pytest.raises(BudgetError, match=r"this run would keep 3\.0 GiB; at most 2\.0 GiB"):
        check_budget(3 * 2**30, 2 * 2**30)


def test_a_reply_is_capped(front: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 2**16
    monkeypatch.setattr(whole, "ROOM", limit // 2)
    monkeypatch.setattr(encoding, "MOST_REPLY", limit)
    run = {"network": "tiny-vgg", "picture": ""}
    overview = front.rpc("overview", {**run, "most": 64})
    assert overview.status == 200
    shapes = [maps["codes"]["shape"] for maps in overview.meta["maps"]]
    assert shapes[1] == [limit // 2 // sum(h * w for _, h, w in shapes), 28, 28]
    maps = front.rpc("maps", {**run, "step": "pool1", "most": 1000})
    assert maps.meta["codes"]["shape"] == [10, 14, 14]
    monkeypatch.setattr(whole, "ROOM", 800)
    assert front.rpc("maps", {**run, "step": "pool1"}).meta["codes"]["shape"] == [4, 14, 14]
    parts = front.rpc("parts", {**run, "step": "conv1_2", "channel": 0})
    assert len(parts.meta["parts"]) == 1 and parts.meta["total"] == 10
    monkeypatch.setattr(encoding, "MOST_REPLY", 3000)
    refused = front.rpc("values", {**run, "step": "conv1_1", "channel": 0})
    assert (refused.status, refused.meta["code"]) == (422, "budget")


def test_one_thing_too_large_for_a_reply_is_refused() -> None:
    numbers = Numbers("u1", (MOST_REPLY + 1,), bytes(MOST_REPLY + 1))
    with pytest.raises(BudgetError, match="at most 64 are sent: ask for fewer maps"):
        encode([numbers])
    assert encode(Overview(()))
