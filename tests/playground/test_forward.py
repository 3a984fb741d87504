"""Layers over plain numbers give what torch gives, number by number and term by term."""

from collections import Counter
from itertools import product
from math import isclose, isnan

import pytest
import torch

from cutaway.playground.cell import cell
from cutaway.playground.forward import Pass, forward
from cutaway.playground.meetings import meetings
from tests.playground.torch_twin import answer, every, setups, tensor


def done_of(seed: int, count: int) -> list[Pass]:
    return [
        forward(ready.layer, setup.input, ready.kernel, ready.bias)
        for _, setup in setups(seed, count)
        for ready in setup.layers
    ]


@pytest.mark.parametrize("seed", range(6))
def test_the_line_in_torch_gives_the_same_numbers(seed: int) -> None:
    kinds: Counter[str] = Counter()
    lit = total = 0
    for _, setup in setups(seed, 60):
        ready = setup.layers[0]
        done = forward(ready.layer, setup.input, ready.kernel, ready.bias)
        expected = answer(ready.layer, setup.input, ready.kernel, ready.bias)
        assert done.shape == tuple(expected.shape), ready.layer
        torch.testing.assert_close(tensor(done.output), expected, rtol=1e-12, atol=1e-12)
        kinds[ready.layer.kind] += 1
        lit += int((expected != 0).sum())
        total += expected.numel()
    assert len(kinds) >= 7 and lit > 0.4 * total


@pytest.mark.parametrize("seed", range(2))
def test_every_number_is_the_one_its_explanation_gives(seed: int) -> None:
    compared = 0
    for done in done_of(seed, 40):
        for index in every(done.shape):
            assert done.explain(index).value == done.output.at(index)
            compared += 1
    assert compared > 400


@pytest.mark.parametrize("seed", range(2))
def test_the_terms_of_a_cell_add_up(seed: int) -> None:
    for done in done_of(seed + 10, 40):
        for index in every(done.shape):
            found = cell(done, index)
            products = [pair.product for pair in found.pairs]
            if done.layer.convolves:
                bias = 0.0 if isnan(found.bias) else found.bias
                told = sum(products) + bias
                assert isclose(sum(v for _, v in found.channels), sum(products), abs_tol=1e-9)
            elif done.layer.kind.startswith("max"):
                told = max(products)
                assert sum(pair.wins for pair in found.pairs) == 1
                assert next(p.value for p in found.pairs if p.wins) == found.value
            else:
                told = sum(products) / found.divisor
            assert isclose(told, found.value, rel_tol=1e-9, abs_tol=1e-9)
            assert isclose(eval_sum(found.words), found.value, rel_tol=1e-4, abs_tol=1e-4)


def eval_sum(words: str) -> float:
    """The left side of "2·1 + 0·2 = 2", worked out by Python."""
    left = words.rpartition(" = ")[0]
    plain = left.replace("·", "*").replace("−", "-").replace("∞", "float('inf')")
    return float(eval(plain, {"max": lambda *numbers: max(numbers)}))


@pytest.mark.parametrize("seed", range(2))
def test_meetings_say_what_the_terms_read(seed: int) -> None:
    padded = 0
    for done in done_of(seed + 20, 50):
        layer = done.layer
        axes = meetings(layer)
        for index in every(done.shape):
            pairs = cell(done, index).pairs
            by_axis = [
                [m for m in axis if m.output == i] for axis, i in zip(axes, index[1:], strict=True)
            ]
            positions = {(pair.position[1:], pair.source[1:]) for pair in pairs}
            expected = set()
            for met in product(*by_axis):
                source = tuple(m.source for m in met)
                inside = min(source) >= 0
                expected.add((tuple(m.position for m in met), source if inside else ()))
                padded += not inside
            assert positions == expected, layer
            if layer.convolves:
                taps = {(pair.position[1:], pair.tap[-layer.axes :]) for pair in pairs}
                chosen = product(*by_axis)
                assert taps == {
                    (tuple(m.position for m in met), tuple(m.tap for m in met)) for met in chosen
                }
    assert padded > 100


@pytest.mark.parametrize("seed", range(2))
def test_a_tap_names_the_weight_as_it_was_typed(seed: int) -> None:
    flipped = 0
    for _, setup in setups(seed + 30, 40):
        ready = setup.layers[0]
        if ready.kernel is None:
            continue
        done = forward(ready.layer, setup.input, ready.kernel, ready.bias)
        flipped += ready.layer.flipped
        for index in every(done.shape):
            for pair in cell(done, index).pairs:
                assert ready.kernel.at(pair.tap) == pair.weight
                stands = setup.input.at(pair.source) if pair.source else 0.0
                assert stands == pair.value
    assert flipped > 5
