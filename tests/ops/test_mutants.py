"""Mistakes that people make in these operations: the contract must see every one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cutaway.arithmetic.block import Block, Taps
from cutaway.arithmetic.box import Box, Index, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.ops import adaptive_pool, conv_transpose, resample
from cutaway.ops.conv import Conv
from cutaway.ops.max_pool import MaxPool
from cutaway.ops.operation import Call, Operation, builder_of
from cutaway.ops.ref import Read, Ref
from tests.ops import contract

IMAGE = {"input": (1, 2, 6, 6)}
KERNEL = IMAGE | {"weight": (3, 2, 2, 2)}
PAINT = {"input": (1, 2, 3, 4), "weight": (2, 3, 3, 3)}
TOKENS = {"query": (1, 2, 4, 3), "key": (1, 2, 5, 3), "value": (1, 2, 5, 3)}


@fact
class ZeroPadded(MaxPool):
    """Padding counts as 0 in a maximum."""

    def explain(self, out: Index, read: Read) -> Term:
        return super().explain(out, lambda ref, taps, fill=0.0: read(ref, taps, 0.0))


@fact
class Flipped(Conv):
    """The kernel is flipped, as in the mathematicians' convolution."""

    def explain(self, out: Index, read: Read) -> Term:
        def flipped(ref: Ref, taps: Taps, fill: float = 0.0) -> Block:
            block = read(ref, taps, fill)
            return replace(block, values=block.values[::-1]) if ref == self.weight else block

        return super().explain(out, flipped)


@fact
class WithoutPadding(Conv):
    """Only the products with real positions are counted."""

    def count(self) -> Count:
        inner = replace(self, windows=tuple(replace(w, before=0, after=0) for w in self.windows))
        return Conv.count(inner)


@fact
class Generous(Conv):
    """A box that is one position wider than what is read."""

    def reads(self, out: Box) -> dict[Ref, Box]:
        found = super().reads(out)
        last = found[self.input].spans[-1]
        wider = Span(last.start, min(last.stop + 1, self.input.shape[-1]))
        return found | {self.input: found[self.input].replace(3, wider)}


@fact
class OutputsTimesKernel(conv_transpose.ConvTranspose):
    """Transposed convolution counted like a convolution: outputs × kernel."""

    def count(self) -> Count:
        taps = self.depth
        for window in self.painted:
            taps *= window.size
        outputs = 1
        for length in self.shape():
            outputs *= length
        return Count.dots(outputs, taps, self.bias is not None)


def become(kind: type) -> Callable[[Any], Any]:
    """The same operation, as one of its mutants."""
    return lambda honest: kind(**{name: getattr(honest, name) for name in honest.__match_args__})


def swapped(honest: Conv) -> Conv:
    turned = tuple(replace(w, before=w.after, after=w.before) for w in honest.windows)
    return replace(honest, windows=turned)


def field(**changes: object) -> Callable[[Any], Any]:
    return lambda honest: replace(honest, **changes)


Mutant = tuple[Call, Callable[[Any], Operation]]
MUTANTS: dict[str, Mutant] = {
    "padding is 0 in a maximum": (
        Call("max_pool2d", IMAGE, {"kernel_size": 3, "padding": 1}), become(ZeroPadded)),
    "the kernel is flipped": (Call("conv2d", KERNEL), become(Flipped)),
    "`same` pads in front": (Call("conv2d", KERNEL, {"padding": "same"}), swapped),
    "padding taps are not counted": (
        Call("conv2d", KERNEL, {"padding": 1}), become(WithoutPadding)),
    "a box is too wide": (Call("conv2d", KERNEL), become(Generous)),
    "groups are not told apart": (
        Call("conv2d", {"input": (1, 4, 5, 5), "weight": (4, 2, 2, 2)}, {"groups": 2}),
        field(groups=1)),
    "transposed convolution counted by its outputs": (
        Call("conv_transpose2d", PAINT, {"stride": 2, "padding": 1}), become(OutputsTimesKernel)),
    "output padding stands in front": (
        Call("conv_transpose2d", PAINT, {"stride": 2, "padding": 1, "output_padding": 1}),
        lambda honest: replace(
            honest, painted=tuple(replace(w, before=0, after=0) for w in honest.painted))),
    "padding left out of the mean's divisor": (
        Call("avg_pool2d", IMAGE, {"kernel_size": 3, "padding": 1}), field(padded=False)),
    "scores are not scaled": (Call("scaled_dot_product_attention", TOKENS), field(scale=1.0)),
    "a query sees what comes after it": (
        Call("scaled_dot_product_attention", TOKENS, {"is_causal": True}), field(causal=False)),
    "a group's statistics are a channel's": (
        Call("group_norm", {"input": (1, 4, 3, 2)}, {"num_groups": 2}), field(groups=4)),
    "the variance is not Bessel's": (Call("var", IMAGE, {"dim": 1}), field(setting=0.0)),
    "copies stand side by side": (
        Call("repeat", {"input": (2, 3)}, {"repeats": (1, 2)}), field(each=True)),
    "epsilon forgotten": (
        Call("layer_norm", {"input": (2, 5)}, {"normalized_shape": (5,)}), field(eps=0.0)),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("name", MUTANTS)
def test_the_contract_kills_it(name: str) -> None:
    case, spoil = MUTANTS[name]
    honest = builder_of(case.name)
    assert honest is not None
    contract.check(case, honest)
    with pytest.raises(AssertionError):
        contract.check(case, lambda *args, **named: spoil(honest(*args, **named)))


def test_the_contract_kills_wrong_adaptive_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Call("adaptive_avg_pool2d", {"input": (1, 2, 7, 5)}, {"output_size": (3, 2)})
    honest = adaptive_pool.bounds

    def wrong(outputs: Span, length: int, size: int) -> Span:
        return Span(honest(outputs, length, size).start, outputs.stop * length // size)

    contract.check(case, adaptive_pool.adaptive_avg_pool2d)
    monkeypatch.setattr(adaptive_pool, "bounds", wrong)
    with pytest.raises(AssertionError):
        contract.check(case, adaptive_pool.adaptive_avg_pool2d)


def test_the_contract_kills_another_cubic(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Call("interpolate", {"input": (1, 1, 4, 4)}, {"size": (7, 6), "mode": "bicubic"})
    honest = builder_of("interpolate")
    assert honest is not None
    contract.check(case, honest)
    monkeypatch.setattr(resample, "SHARPNESS", -0.5)
    with pytest.raises(AssertionError):
        contract.check(case, honest)
