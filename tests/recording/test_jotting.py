"""What is jotted down and read later is what the long way gives."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from random import Random

import pytest
import torch
from torch import Tensor, nn

from cutaway.errors import RunError
from cutaway.recording.recorder import record
from cutaway.recording.recording import Recording
from tests.recording.careful import recorded_carefully
from tests.recording.programs import SHAPE, Program
from tests.recording.test_hard_cases import CASES
from tests.recording.traces import fingerprint


@pytest.mark.parametrize("name", CASES)
def test_the_hard_cases_are_the_same_the_swift_way(name: str) -> None:
    network, inputs = CASES[name].made()
    torch.manual_seed(0)
    swift = record(network, *inputs)
    torch.manual_seed(0)
    check_same(swift, recorded_carefully(network, *inputs))


@pytest.mark.parametrize("seed", range(60))
def test_programs_that_share_and_overwrite_are_the_same_the_swift_way(seed: int) -> None:
    network, x = Program(Random(seed)), torch.randn(SHAPE)
    before = x.clone()
    swift = record(network, x)
    check_same(swift, recorded_carefully(network, before.clone()))
    assert torch.equal(x, before)


@pytest.mark.parametrize("seed", range(20))
def test_each_value_is_what_the_network_computed_itself(seed: int) -> None:
    network, x = Program(Random(seed)), torch.randn(SHAPE)
    seen: list[Tensor] = []
    maps = [x.clone()]
    with torch.no_grad():
        for _, call in network.lines:
            maps.append(call(maps))
            seen.append(maps[-1].clone())
    swift = record(network, x)
    kept = [swift.values[step.name] for step in swift.steps]
    for numbers in seen:
        assert any(torch.equal(numbers, value) for value in kept if value.shape == numbers.shape)


@pytest.mark.parametrize("seed", range(60, 75))
def test_programs_in_training_are_the_same_the_swift_way(seed: int) -> None:
    network, x = Program(Random(seed)).train(), torch.randn(SHAPE)
    before = fingerprint(network)
    torch.manual_seed(0)
    swift = record(network, x.clone())
    torch.manual_seed(0)
    check_same(swift, recorded_carefully(network, x))
    assert fingerprint(network) == before


@pytest.mark.parametrize("seed", range(75, 90))
def test_programs_that_fail_do_so_the_same_the_swift_way(seed: int) -> None:
    rng = Random(seed)
    network, x = Program(rng), torch.randn(SHAPE)
    network.lines.insert(rng.randrange(12), ("fails", lambda maps: maps[-1] @ torch.ones(3, 5)))
    with pytest.raises(RunError) as swift:
        record(network, x.clone())
    with pytest.raises(RunError) as carefully:
        recorded_carefully(network, x)
    assert str(swift.value) == str(carefully.value)
    check_same(swift.value.partial, carefully.value.partial)


@pytest.mark.parametrize("seed", range(90, 100))
def test_who_watches_is_told_of_every_step(seed: int) -> None:
    told: list[int] = []
    run = record(Program(Random(seed)), torch.randn(SHAPE), watch=told.append)
    assert told == sorted(set(told))
    assert told[-1] == len(run.steps)


def test_a_recording_is_read_once_even_by_many_at_once() -> None:
    swift = record(nn.Sequential(*(nn.Conv2d(4, 4, 3, padding=1) for _ in range(30))), SHAPED)
    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(lambda _: swift.steps, range(64))]
    assert len(found[0]) == 31
    assert all(steps is found[0] for steps in found)


def test_a_change_of_the_model_after_the_run_is_not_in_it() -> None:
    network = nn.Sequential(nn.Conv2d(4, 4, 1), nn.BatchNorm2d(4).eval(), nn.ReLU(inplace=True))
    swift = record(network, SHAPED)
    network[0] = nn.Conv2d(4, 8, 3)
    del network[2]
    assert [step.name for step in swift.steps] == ["input", "0", "1", "2"]
    assert swift.step("0").shape == SHAPE


def test_what_is_no_fact_of_a_recording_is_not_there() -> None:
    swift = record(nn.Sequential(nn.ReLU()), SHAPED)
    with pytest.raises(AttributeError, match="'Recording' object has no attribute 'stepps'"):
        _ = swift.stepps  # type: ignore[attr-defined]


SHAPED = torch.ones(SHAPE)


def check_same(one: Recording, other: Recording) -> None:
    assert facts(one) == facts(other)
    assert one.outputs == other.outputs
    assert one.sizes == other.sizes
    assert [*one.values] == [*other.values]
    for name, value in one.values.items():
        assert torch.equal(value, other.values[name]), name


def facts(run: Recording) -> list[object]:
    return [replace(step, visit=step.visit._replace(turn=0)) for step in run.steps]
