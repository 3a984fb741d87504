"""The state behind a host: runs are made once, kept, and evicted; half a run is kept as such."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from PIL import Image
from torch import Tensor, nn

from cutaway.errors import AddressError, NetworkError, PictureError, RunError
from cutaway.explain import room
from cutaway.networks.adopt import adopt
from cutaway.networks.inputs.pictures import Picture
from cutaway.protocol import house as housing
from cutaway.protocol.house import House
from cutaway.protocol.progress import listening, report
from cutaway.recording.recorder import record
from tests.networks.inputs.test_pictures import encoded

DOT = encoded(Image.new("RGB", (3, 2), "red"))


class Counted(nn.Module):
    """A network that counts its real runs, and may be held until others have asked too."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 2, 1).requires_grad_(False)
        self.made: list[int] = []  # a list: recording gives attributes back as they were
        self.begun = threading.Event()
        self.go = threading.Event()
        self.go.set()

    @property
    def runs(self) -> int:
        return len(self.made)

    def forward(self, x: Tensor) -> Tensor:
        if not x.is_meta:
            self.made.append(1)
            self.begun.set()
            assert self.go.wait(20)
        y: Tensor = self.conv(x)
        return y


class Failing(Counted):
    """A network that fails after its convolution."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(x).reshape(7, 7, 7)


def housed(module: nn.Module, side: int = 8) -> House:
    return House(adopt(module, "net", (1, 3, side, side)))


def test_a_run_is_made_once_and_kept() -> None:
    module = Counted()
    house = housed(module)
    first = house.run("net", "coffee")
    assert house.run("net", "coffee") is first
    assert house.run("net", "") is first  # the first picture, by its other name
    assert module.runs == 1
    assert house.run("net", "chelsea") is not first
    assert module.runs == 2
    assert first.bytes == 4 * (3 + 2) * 8 * 8


@pytest.mark.parametrize("kind", [Counted, Failing])
def test_asks_at_once_make_one_run(kind: type[Counted]) -> None:
    module = kind()
    house = housed(module)
    module.go.clear()
    with ThreadPoolExecutor(6) as pool:
        first = pool.submit(house.run, "net", "coffee")
        assert module.begun.wait(20)
        others = [pool.submit(house.run, "net", "coffee") for _ in range(5)]
        module.go.set()
        runs = {id(future.result(20)) for future in (first, *others)}
    assert (module.runs, len(runs)) == (1, 1)


def test_runs_are_made_one_at_a_time() -> None:
    module = Counted()
    house = housed(module)
    with ThreadPoolExecutor(3) as pool:
        names = ("coffee", "chelsea", "camera")
        runs = [future.result(20) for future in [pool.submit(house.run, "net", n) for n in names]]
    assert module.runs == 3
    assert [run.picture.id for run in runs] == list(names)


def test_a_run_that_was_abandoned_is_made_by_the_next_that_asks() -> None:
    class Left(BaseException):
        pass

    def leave(done: int, total: int, what: str) -> None:
        assert (total, what) == (2, "net")
        if done == 2:
            raise Left

    module = Counted()
    house = housed(module)
    with pytest.raises(Left), listening(leave):
        house.run("net", "coffee")
    assert house.run("net", "coffee").failure is None
    assert module.runs == 2
    assert not module.conv._forward_hooks


def test_old_runs_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    module = Counted()
    house = housed(module)
    size = house.run("net", "coffee").bytes
    monkeypatch.setattr(housing, "free_memory", lambda: 4 * 2 * size)  # room for two
    house.run("net", "chelsea")
    house.run("net", "coffee")  # used again: now the younger
    house.run("net", "camera")
    assert module.runs == 3
    house.run("net", "coffee")
    assert module.runs == 3
    house.run("net", "chelsea")
    assert module.runs == 4


def test_a_run_alone_is_kept_however_large(monkeypatch: pytest.MonkeyPatch) -> None:
    module = Counted()
    house = housed(module)
    monkeypatch.setattr(room, "check_budget", lambda wanted, batch: None)
    monkeypatch.setattr(housing, "free_memory", lambda: 0)
    house.run("net", "coffee")
    house.run("net", "coffee")
    assert module.runs == 1


def test_a_given_run_is_never_evicted(monkeypatch: pytest.MonkeyPatch) -> None:
    module = Counted()
    recording = record(module, torch.rand(1, 3, 8, 8))
    house = House()
    house.keep(adopt(module, "net", (1, 3, 8, 8)), recording)
    monkeypatch.setattr(housing, "free_memory", lambda: 8 * 2**20)
    house.run("tiny-vgg", "1")
    house.run("tiny-vgg", "2")
    kept = house.run("net", "given")
    assert kept.recording is recording and not kept.prepared
    assert (house.opened, house.picture) == ("net", "given")
    assert module.runs == 1


def test_half_a_run_is_kept_with_its_failure() -> None:
    module = Failing()
    house = housed(module)
    run = house.run("net", "coffee")
    assert isinstance(run.failure, RunError)
    assert run.failure.facts["step"] == "reshape"
    assert run.failure.facts["reason"] == "[1, 2, 8, 8] holds 128 numbers, [7, 7, 7] 343"
    assert [step.name for step in run.recording.steps] == ["input", "conv"]
    assert run.recording.values["conv"].shape == (1, 2, 8, 8)
    assert [row.name for row in run.summary.steps] == ["input", "conv"]
    assert house.run("net", "coffee") is run and module.runs == 1


def test_uploads_are_kept_by_network() -> None:
    house = House()
    added = [house.add_picture("tiny-vgg", name, DOT) for name in "abc"]
    assert house.pictures("tiny-vgg")[60:] == tuple(added)
    assert house.find_picture("tiny-vgg", added[1].id).name == "b"
    assert len(house.pictures("filters")) == 3


def test_what_does_not_exist_is_said() -> None:
    house = House()
    with pytest.raises(NetworkError, match="there is no network 'none'"):
        house.run("none", "")
    with pytest.raises(AddressError, match="there is no picture 'none' of tiny-vgg"):
        house.run("tiny-vgg", "none")
    with pytest.raises(PictureError):
        house.add_picture("tiny-vgg", "a", b"no picture")
    with pytest.raises(NetworkError):
        house.add_picture("none", "a", DOT)
    assert house.blob("../x") is None


def test_a_picture_without_pixels_is_refused() -> None:
    network = adopt(Counted(), "net", (1, 3, 8, 8))
    empty = Picture("empty", "empty", "", "", lambda: Image.new("RGB", (0, 4)))
    object.__setattr__(network, "pictures", (empty,))
    with pytest.raises(PictureError, match="no pixels"):
        House(network).run("net", "empty")


def test_uploads_from_many_threads_all_arrive() -> None:
    house = House()
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda _: house.add_picture("filters", "a", DOT).id, range(60)))
    assert set(added) <= {picture.id for picture in house.pictures("filters")}
    assert len(set(added)) == 60


def test_progress_is_told_to_its_own_listener_alone() -> None:
    told: list[tuple[int, int, str]] = []
    report(1, 2, "nobody listens")
    with listening(lambda *what: told.append(what)):
        report(1, 2, "a")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(report, 1, 2, "another context").result(20)
    report(2, 2, "nobody listens any more")
    assert told == [(1, 2, "a")]
