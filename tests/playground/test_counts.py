"""Sizes, the inverse and costs: the formulas filled in give what the operations count."""

import re
from random import Random

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.playground.cell import cell
from cutaway.playground.cost import costs, value_of
from cutaway.playground.depth import depth
from cutaway.playground.examples import example
from cutaway.playground.formula import formula_of, formulas
from cutaway.playground.forward import forward
from cutaway.playground.lab import lab_of
from cutaway.playground.layer import Layer
from cutaway.playground.want import ways
from tests.playground.torch_twin import every, module_of, setups, tensor


def layer_of(name: str) -> Layer:
    found = example(name)
    assert found is not None
    return lab_of(found.state).layers[0]


def worked(numbers: str) -> float:
    """A formula filled in, worked out by Python."""
    plain = numbers.replace("·", "*").replace("−", "-").replace(",", "")
    plain = re.sub(r"⌊(.*?)⌋", r"floor(\1)", plain)
    plain = re.sub(r"⌈(.*?)⌉", r"-floor(-(\1))", plain)
    return float(eval(plain, {"floor": lambda x: x // 1}))


@pytest.mark.parametrize("seed", range(2))
def test_every_step_of_the_size_formula_is_equal(seed: int) -> None:
    for _, setup in setups(seed + 70, 60):
        ready = setup.layers[0]
        shape = forward(ready.layer, setup.input, ready.kernel, ready.bias).shape
        for formula, outputs in zip(formulas(ready.layer), shape[1:], strict=True):
            assert formula.outputs == outputs
            *steps, last = formula.numbers.split(" = ")
            dropped = ready.layer.ceil and " − 1" in steps[-1] and len(steps) > 1
            told = [worked(step) for step in steps]
            assert told[-1] == outputs == int(last)
            assert dropped or set(told) == {float(outputs)}, formula.numbers


def test_the_lectures_size() -> None:
    formula = formulas(layer_of("output-size"))[0]
    assert formula.symbols == "⌊(M + 2P − K) / S⌋ + 1"
    assert formula.numbers == "⌊(10 + 2·1 − 5) / 2⌋ + 1 = ⌊3.5⌋ + 1 = 4"
    assert (formula.remainder, formula.padding) == (1, 1)
    assert "1 position at the end is never read, padding" in formula.left.english


@pytest.mark.parametrize(
    ("length", "window", "code", "facts"),
    [
        (4, Window(3, 1, 1, 1), "size-even", {"outputs": 4, "left": 0}),
        (7, Window(2, 2), "size-left", {"outputs": 3, "left": 1, "padding": 0}),
        (7, Window(2, 2, ceil=True), "size-beyond", {"outputs": 4, "left": 0, "beyond": 1}),
        (9, Window(3, 4, 0, 3), "size-left", {"outputs": 3, "left": 1, "padding": 1}),
    ],
)
def test_what_is_left_over(length: int, window: Window, code: str, facts: dict[str, int]) -> None:
    left = formula_of(length, window).left
    assert (left.code, dict(left.facts)) == (code, facts)
    reads = {p for i in range(window.outputs(length)) for p in window.taps(i)}
    unread = length + window.after - 1 - max(reads)
    assert max(unread, 0) == facts["left"]
    assert max(-unread, 0) == facts.get("beyond", 0)


def outputs(window: Window, length: int) -> int:
    try:
        return window.outputs(length)
    except ShapeError:
        return 0


@pytest.mark.parametrize("seed", range(20))
def test_backwards_finds_all_and_only_what_works(seed: int) -> None:
    rng = Random(seed)
    size, stride = rng.randint(1, 5), rng.randint(1, 4)
    pad, dilation = rng.randint(0, 3), rng.randint(1, 2)
    ceil, length, want = rng.random() < 0.3, rng.randint(4, 20), rng.randint(1, 12)
    found = ways(want, length, Window(size, stride, pad, pad, dilation, ceil))

    def fits(**changed: int) -> bool:
        now = {"size": size, "stride": stride, "pad": pad, "dilation": dilation, "length": length}
        now |= changed
        if min(now["size"], now["stride"], now["dilation"]) < 1:
            return False
        window = Window(now["size"], now["stride"], now["pad"], now["pad"], now["dilation"], ceil)
        return outputs(window, now["length"]) == want

    for name, values in (
        ("size", found.sizes), ("stride", found.strides), ("pad", found.paddings),
        ("length", found.lengths),
    ):  # fmt: skip
        low = 0 if name == "pad" else 1
        expected = [v for v in range(low, 70) if fits(**{name: v})][:64]
        shown = [v for v in values if v < 70]
        assert shown == expected[: len(shown)] and (len(expected) == len(shown) or found.cut or
            name == "stride"), (name, found, expected)  # fmt: skip
    if size > 1:
        assert list(found.dilations) == [v for v in range(1, 70) if fits(dilation=v)]
    assert all(fits(pad=p, stride=s) for p, s in found.pairs)


def test_the_lectures_wish() -> None:
    found = ways(10, 10, Window(5, 2, 1, 1))
    assert found.pairs == ((2, 1),)
    assert found.paddings == (7,)
    with pytest.raises(ShapeError, match="at least 1"):
        ways(0, 10, Window(3))
    assert ways(2**53, 10, Window(3, 2**40)).lengths[:1] != ()


@pytest.mark.parametrize("seed", range(3))
def test_costs_are_what_the_operations_count(seed: int) -> None:
    compared = 0
    for _, setup in setups(seed + 80, 60):
        ready, layer = setup.layers[0], setup.layers[0].layer
        done = forward(layer, setup.input, ready.kernel, ready.bias)
        count, found = done.operation.count(), costs(layer)
        assert value_of(found, "macs") == count.macs
        assert value_of(found, "flops") == count.flops
        assert value_of(found, "flops_exact") == count.flops_exact
        assert value_of(found, "other") == count.other
        module = module_of(layer, ready.kernel, ready.bias)
        assert value_of(found, "params") == sum(p.numel() for p in module.parameters())
        for cost in found:
            assert worked(cost.numbers) == cost.value, cost
        compared += count.macs > 0
        if layer.convolves and not layer.transposed:
            with FlopCounterMode(display=False) as counter, torch.no_grad():
                module(tensor(setup.input)[None])
            assert counter.get_total_flops() == count.flops
    assert compared > 20


@pytest.mark.parametrize("seed", range(2))
def test_products_on_real_positions_are_counted_one_by_one(seed: int) -> None:
    padded = 0
    for _, setup in setups(seed + 90, 40):
        ready, layer = setup.layers[0], setup.layers[0].layer
        if not layer.convolves:
            continue
        done = forward(layer, setup.input, ready.kernel, ready.bias)
        space = layer.space
        pairs = [pair for index in every(done.shape) for pair in cell(done, index).pairs]
        real = sum(
            all(0 <= p < n for p, n in zip(pair.position[1:], space, strict=True)) for pair in pairs
        )
        assert value_of(costs(layer), "macs_real") == real
        padded += real < len(pairs)
    assert padded > 5


def test_the_lectures_costs() -> None:
    small = {cost.code: cost.value for cost in costs(layer_of("cost-32"))}
    assert small == {"params": 9, "macs": 2304, "flops": 4608, "flops_exact": 4352,
                     "macs_real": 2209, "dense": 262_144}  # fmt: skip
    large = {cost.code: cost.value for cost in costs(layer_of("cost-100"))}
    assert large["macs"] == 1_024_000_000
    assert large["flops"] == large["flops_exact"] == 2_048_000_000
    assert large["params"] == 250_100
    first = {cost.code: cost.value for cost in costs(layer_of("by-hand"))}
    assert (first["params"], first["macs"], first["macs_real"]) == (10, 144, 100)


def test_small_kernels_and_great_depth() -> None:
    found = depth(7, 3, 64)
    assert (found.layers, found.symbols) == (3, ("49 C²", "27 C²"))
    assert (found.one, found.several) == (49 * 4096, 27 * 4096)
    with pytest.raises(ShapeError, match="none of these is 8"):
        depth(8, 3)
