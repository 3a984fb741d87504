"""A run in one file: everything comes back, and a file that is not whole is never half-read."""

import json
import math
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

from cutaway.arithmetic.window import Window
from cutaway.errors import CutawayError, NetworkError, RunError
from cutaway.explain.value import explain
from cutaway.networks.adopt import adopt
from cutaway.networks.files.tensorfile import write_tensors
from cutaway.networks.find import network
from cutaway.networks.saved import Run, open_run, save_run
from cutaway.ops import FAMILIES
from cutaway.ops import operation as table_of
from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import calls
from cutaway.ops.ref import Ref
from cutaway.recording.recorder import record
from cutaway.recording.written import read_back, written


def run_of(name: str) -> Run:
    found = network(name)
    return Run(found, record(found), found.pictures[:1])


def same(one: Run, other: Run) -> bool:
    kept, again = one.recording, other.recording
    assert again.steps == kept.steps and again.outputs == kept.outputs
    assert again.parameters == kept.parameters and again.sizes == kept.sizes
    assert list(again.values) == list(kept.values) and len(kept.values) > 4
    return all(torch.equal(again.values[n], kept.values[n]) for n in kept.values)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "tiny.cutaway"
    save_run(path, run_of("tiny-vgg"))
    return path


def test_everything_comes_back(tiny: Path) -> None:
    before, found = run_of("tiny-vgg"), open_run(tiny)
    assert same(before, found) and found.failure is None
    for word in ("name", "title", "preprocess", "input_shape", "classes", "dataset", "source"):
        assert getattr(found.network, word) == getattr(before.network, word)
    (shown,), (own,) = found.pictures, before.pictures
    assert shown.load().tobytes() == own.load().tobytes() and shown.label == "T-shirt"
    one = explain(found.recording, "conv1_2", (0, 7, 9, 19))
    assert one.adds_up and one == explain(before.recording, "conv1_2", (0, 7, 9, 19))


def test_a_network_of_ours_runs_on_other_pictures_too(tiny: Path) -> None:
    found, own = open_run(tiny).network, network("tiny-vgg")
    x = own.prepare(own.pictures[5])[0]
    assert torch.allclose(found.module(x), own.module(x), atol=1e-6)
    assert len(found.pictures) == 60


def test_somebodys_own_network_keeps_its_numbers_and_no_code(tmp_path: Path) -> None:
    module = nn.Sequential(nn.Conv1d(2, 3, 3), nn.BatchNorm1d(3), nn.ReLU(), nn.AvgPool1d(2))
    own = adopt(module, "mine", (1, 2, 9))
    before = Run(own, record(own.module, torch.randn(1, 2, 9)))
    save_run(tmp_path / "mine.cutaway", before)
    found = open_run(tmp_path / "mine.cutaway")
    assert same(before, found) and found.pictures == ()
    assert sum(p.numel() for p in found.network.module.parameters()) == 18 + 3 + 6
    with pytest.raises(NetworkError, match="saved without the network's code"):
        found.network.module(torch.zeros(1, 2, 9))


def test_a_run_that_failed_half_way(tmp_path: Path) -> None:
    net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), nn.Linear(5, 2))
    with pytest.raises(RunError) as caught:
        record(net, torch.zeros(1, 3, 6, 6))
    before = Run(adopt(net, "net", (1, 3, 6, 6)), caught.value.partial, (), caught.value)
    save_run(tmp_path / "net.cutaway", before)
    found = open_run(tmp_path / "net.cutaway")
    assert [step.name for step in found.recording.steps] == ["input", "0", "1"]
    assert str(found.failure) == str(caught.value)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__.split(".")[-1])
def test_every_operation_of_ours_can_be_written(family: Any) -> None:
    """The cases of the contract test, as operations, through text and back."""
    from cutaway.ops.operation import builder_of

    made = 0
    for case in family.cases(Random(1)):
        builder = builder_of(case.name)
        tensors = {
            name: tuple(Ref(f"{name}{i}", s) for i, s in enumerate(shape))
            if shape and isinstance(shape[0], tuple)
            else Ref(name, shape)
            for name, shape in case.tensors.items()
        }
        try:
            read = builder(**tensors, **case.options) if builder else None
        except (CutawayError, TypeError):
            continue  # the cases that torch refuses too, or that take their tensors one by one
        for operation in read if isinstance(read, tuple) else (read,):
            if operation is not None:
                made += 1
                assert read_back(json.loads(json.dumps(written(operation)))) == operation
    assert made or family.__name__.endswith((".join", ".einsum", ".overwrite"))


@pytest.mark.parametrize(
    "value",
    [(), (1, (2.5, None), "a"), range(3, 9, 2), math.inf, Window(3, 2, 1, 0, 2, True), True],
)
def test_values_of_steps(value: object) -> None:
    assert read_back(json.loads(json.dumps(written(value)))) == value


@pytest.mark.parametrize(
    "plain",
    [
        {"is": "os.system", "command": "x"},
        {"is": "ops.conv.os"},
        {"is": "ops.conv.Conv", "input": 1},
        {"is": "ops.operation.calls"},
        {"is": "ops..Conv"},
        {"is": "ops.nowhere.Conv"},
        {"is": 3},
        {"x": 1},
        [[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]],
    ],
)
def test_nothing_else_is_made_of_what_is_written(plain: object) -> None:
    with pytest.raises(CutawayError):
        read_back(plain)


def test_an_operation_of_ones_own_is_kept_as_opaque(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_of, "_table", {**table_of._table})  # which is everybody's

    class Own(nn.Module):
        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return torch.sinc(x) + 1

    class Sinc(Opaque):
        """Somebody's own class."""

    calls("sinc")(lambda input: Sinc("sinc", (input,), input))
    recording = record(Own(), torch.randn(1, 2, 4))
    assert type(recording.steps[1].operation) is Sinc
    save_run(tmp_path / "own.cutaway", Run(adopt(Own(), "own", (1, 2, 4)), recording))
    step = open_run(tmp_path / "own.cutaway").recording.steps[1]
    assert type(step.operation) is Opaque and step.operation.inputs[0].name == "input"


@pytest.mark.parametrize("share", [0.001, 0.3, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_refused(tiny: Path, tmp_path: Path, share: float) -> None:
    data = tiny.read_bytes()
    (tmp_path / "cut.cutaway").write_bytes(data[: int(len(data) * share)])
    with pytest.raises(NetworkError, match=r"cut\.cutaway is no .*saved run"):
        open_run(tmp_path / "cut.cutaway")


def changed(tiny: Path, path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The saved run with other facts."""
    with safe_open(tiny, "pt") as file:
        facts = json.loads(file.metadata()["cutaway"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    change(facts)
    write_tensors(path, tensors, json.dumps(facts))
    return path


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another format": (lambda f: f.update(format=3), "it is of format 3, and 2 is read"),
    "no steps": (lambda f: f.pop("steps"), "'steps'"),
    "a missing value": (lambda f: f["names"].pop(), "it lacks 'fc3'"),
    "values exchanged": (lambda f: f["names"].reverse(), "other numbers than its operation gives"),
    "other shapes": (lambda f: f["steps"][2].update(shape=[1, 2]), "other numbers than"),
    "another output": (lambda f: f.update(outputs=["gone"]), "there is no step 'gone'"),
    "no steps but numbers": (lambda f: f.update(steps=[1, 2]), "is not subscriptable"),
    "no operation": (lambda f: f["steps"][1].update(operation=3), "conv1_1 has no operation"),
    "code": (lambda f: f["steps"][1]["operation"].update({"is": "os.system"}), "'os.system' is no"),
    "a huge input": (lambda f: f["network"]["preprocess"].update(size=[10**6, 10**6]), "its input"),
    "no preprocess": (lambda f: f["network"]["preprocess"].pop("size"), "missing 1 required"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_file_that_contradicts_itself(tiny: Path, tmp_path: Path, name: str) -> None:
    change, message = CHANGES[name]
    path = changed(tiny, tmp_path / "other.cutaway", change)
    with pytest.raises(NetworkError, match=message) as caught:
        open_run(path)
    assert "other.cutaway is no whole saved run" in str(caught.value)


def test_foreign_files(tmp_path: Path) -> None:
    path = tmp_path / "run.cutaway"
    save_file({"w": torch.ones(2)}, path)
    with pytest.raises(NetworkError, match="holds weights, not a saved run: open it with --arch"):
        open_run(path)
    path.write_text("hello")
    with pytest.raises(NetworkError, match="is no saved run: it is text"):
        open_run(path)


def test_what_cannot_be_written(tmp_path: Path) -> None:
    run = run_of("filters")
    with pytest.raises(CutawayError, match=r"ends in \.cutaway; got 'run\.pt'"):
        save_run(tmp_path / "run.pt", run)
    with pytest.raises(CutawayError, match=r"ends in \.cutaway; got '\.'"):
        save_run(Path(), run)
    with pytest.raises(CutawayError, match=r"gone.*cannot be written: No such file.*; choose"):
        save_run(tmp_path / "gone" / "run.cutaway", run)
    with pytest.raises(CutawayError, match="complex64, which cannot be saved"):
        write_tensors(tmp_path / "a", {"w": torch.zeros(1, dtype=torch.complex64)}, "")
    assert list(tmp_path.iterdir()) == []


SAVING = """
import sys
from pathlib import Path
import torch
from cutaway.networks.files.tensorfile import write_tensors
big = {"w": torch.ones(2**22)}
print("ready", flush=True)
for i in range(10_000):
    write_tensors(Path(sys.argv[1]), big, str(i))
    print(i, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_a_killed_process_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "run.cutaway"
    command = [sys.executable, "-c", SAVING, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        last = [process.stdout.readline() for _ in range(4)][-1]
        os.kill(process.pid, signal.SIGKILL)
    with safe_open(path, "pt") as file:
        assert int(file.metadata()["cutaway"]) >= int(last)
        assert file.get_tensor("w").sum() == 2**22


def test_what_a_killed_saver_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "a[1].cutaway"
    parts = {name: tmp_path / name for name in (f".{path.name}.x.part", f".{path.name}.y.part")}
    other = tmp_path / ".other.cutaway.x.part"
    for part in (*parts.values(), other):
        part.write_text("half")
    old, new = parts.values()
    for part in (old, other):
        os.utime(part, (0, 0))  # the new one may be somebody's who is writing it
    write_tensors(path, {"w": torch.ones(1)}, "")
    assert {*tmp_path.iterdir()} == {path, new, other}
