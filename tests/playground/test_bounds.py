"""Live bounds say what torch accepts, value by value; what is typed becomes a layer that works."""

from collections import Counter
from dataclasses import fields, replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from cutaway.playground.asked import asked_of
from cutaway.playground.bounds import Bound, bounds
from cutaway.playground.lab import lab_of
from cutaway.playground.layer import KINDS, MODES, Layer
from cutaway.playground.line import line_of
from cutaway.playground.resolve import resolve
from cutaway.playground.state import DEFAULT, LayerState, PlayState
from tests.playground.torch_twin import setups

FIELDS = {"size": "sizes", "stride": "strides", "dilation": "dilations", "extra": "extra",
          "before": "before", "after": "after", "input": "space"}  # fmt: skip


def changed(layer: Layer, bound: Bound, value: int) -> Layer:
    """The layer with one setting at another value."""
    if bound.name in ("groups", "outputs"):
        return replace(layer, **{bound.name: value})
    names = ("before", "after") if bound.name == "padding" else (FIELDS[bound.name],)
    new = {}
    for name in names:
        values = list(getattr(layer, name))
        values[bound.axis] = value
        new[name] = tuple(values)
    return replace(layer, **new)


def _pads_by_itself_now(layer: Layer, new: Layer) -> bool:
    """A pool padded on one side, by a step of its own, that would now pad both by itself."""
    return layer.pools and layer.padded_apart and layer.mode == "zeros" and not new.padded_apart


def works(layer: Layer) -> bool:
    """Whether torch makes the layer and runs it."""
    try:
        module = eval(line_of(layer), {"nn": nn}).double()
        input = torch.zeros((1, layer.channels, *layer.space), dtype=torch.float64)
        with torch.no_grad():
            return bool(module(input).numel())
    except (RuntimeError, ValueError, ZeroDivisionError, TypeError, UserWarning):
        return False


@pytest.mark.parametrize("seed", range(3))
def test_a_value_is_valid_where_torch_takes_it(seed: int) -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    for _, setup in setups(seed + 50, 30):
        layer = setup.layers[0].layer
        for bound in bounds(asked_of(layer)):
            assert bound.valid, (layer, bound)
            pads = bound.name in ("padding", "before", "after")
            low = max(bound.low - 2, 0) if pads else bound.low - 2  # torch crops by less than 0
            for value in range(low, (bound.useful if bound.high is None else bound.high) + 3):
                if (bound.name == "input" and value < 1) or _pads_by_itself_now(
                    layer, changed(layer, bound, value)
                ):
                    continue
                inside = bound.low <= value and (bound.high is None or value <= bound.high)
                if bound.name == "outputs" or bound.choices:
                    inside = value in bound.choices or (not bound.choices and inside)
                    if value > bound.useful:
                        continue
                assert works(changed(layer, bound, value)) is inside, (layer, bound, value)
                seen[bound.name, inside] += 1
    for name in ("size", "padding", "dilation", "stride", "input", "groups"):
        assert seen[name, True] > 10 and seen[name, False] > 10, (name, seen)


def bound_of(name: str, axis: int = 0, input: str = DEFAULT.input, **boxes: str) -> Bound:
    layer = replace(DEFAULT.layers[0], **boxes)
    ready = resolve(PlayState(input, layers=(layer,))).layers[0]
    return next(b for b in ready.bounds if (b.name, b.axis) == (name, axis))


def test_the_reasons_name_the_numbers() -> None:
    size = bound_of("size", size="7")
    assert (size.valid, size.nearest, size.high) == (False, 6, 6)
    assert size.why_high is not None
    assert size.why_high.english == "at most 6: 4 + 1 + 1 positions"
    assert size.why_high.facts["length"] == 4
    padding = bound_of("padding", size="7")
    assert (padding.valid, padding.nearest) == (False, 2)
    assert padding.why_low.english == "at least 2: the window reaches 7 over 4 positions"
    assert bound_of("input", size="7").nearest == 5
    stride = bound_of("stride", stride="0")
    assert (stride.valid, stride.nearest) == (False, 1)
    assert (
        stride.why_low.english
        == "a stride of 0 would never move, a negative one would go back: at least 1"
    )
    assert bound_of("stride").useful == 4
    note = bound_of("dilation").note
    assert note is not None and note.english == "2 would read 5 wide"
    groups = bound_of("groups", -1, "4x5x5", kernel="12x3x3", groups="3")
    assert (groups.valid, groups.nearest) == (False, 1)


def test_what_is_taken_instead_is_told() -> None:
    def told(**boxes: str) -> list[tuple[str, int, str, str, str]]:
        layer = replace(DEFAULT.layers[0], **boxes)
        problems = resolve(replace(DEFAULT, layers=(layer,))).problems
        return [(p.name, p.axis, p.found, p.used, p.reason.code) for p in problems]

    assert told() == []
    assert told(stride="0") == [("stride", -1, "0", "1", "stride-low")]
    assert told(stride="2 0") == [("stride", 1, "0", "1", "stride-low")]
    assert told(padding="-1") == [("padding", -1, "-1", "0", "padding-low")]
    assert told(size="9") == [("size", -1, "9", "6", "size-high")]
    assert told(size="1e9") == [("size", -1, "1000000000", "6", "size-high")]
    assert told(dilation="1e9") == [("dilation", -1, "1000000000", "2", "dilation-high")]
    assert told(padding="9", mode="reflect") == [("padding", -1, "9", "3", "padding-reflect")]
    assert told(padding="9 0 0 0", mode="reflect") == [("before", 0, "9", "3", "padding-reflect")]
    assert told(groups="2") == [("groups", -1, "2", "1", "groups-divide")]
    assert told(kind="maxpool2d", size="2", padding="3")[0][-1] == "padding-pool"
    assert told(kind="convolution")[0][-1] == "box-word"
    assert told(stride="a")[0][-1] == "box-number"
    assert told(stride="1 2 3")[0][-1] == "box-count"
    assert told(outputs="2 3")[0][-1] == "box-one"
    assert told(stride="1e12")[0][-1] == "box-large"
    assert told(bias="1 2")[0][-1] == "bias-count"
    assert told(bias="x") == [("bias", -1, "x", "0", "matrix-number")]
    assert told(stride="２", padding="１", size="三") == []
    assert told(padding="same") == []


def test_a_bias_that_is_no_number_is_told_of_its_own_layer() -> None:
    second = LayerState(kernel="1", bias="x")
    problems = resolve(replace(DEFAULT, layers=(*DEFAULT.layers, second))).problems
    assert [(p.layer, p.name) for p in problems] == [(1, "bias")]


def test_layers_follow_each_other_along_the_same_axes() -> None:
    state = PlayState("6x6", layers=(LayerState(kernel="3x3"), LayerState(kind="maxpool1d")))
    setup = resolve(state)
    assert [ready.layer.kind for ready in setup.layers] == ["conv2d", "maxpool2d"]
    assert setup.problems[0].reason.code == "kind-axes"
    many = resolve(replace(state, layers=(LayerState(kernel="1x1"),) * 6))
    assert len(many.layers) == 4 and many.problems[-1].reason.code == "layers-many"


def test_sizes_beyond_drawing_are_summarised() -> None:
    lab = lab_of(PlayState("3x1000x2000", layers=(LayerState(kernel="12x3x3", outputs="4"),)))
    assert lab.passes[0].shape == (4, 998, 1998)
    assert not lab.passes[0].output.known
    assert lab.setup.problems == ()


def test_an_input_of_another_size_keeps_its_numbers() -> None:
    def values(shape: str) -> tuple[float, ...]:
        return resolve(replace(DEFAULT, shape=shape)).input.values

    assert values("2x2") == (1.0, 2.0, 0.0, 1.0)
    grown = resolve(replace(DEFAULT, shape="5x5")).input
    assert grown.shape == (1, 5, 5) and grown.at((0, 3, 0)) == 5.0
    assert resolve(replace(DEFAULT, shape="2x4x4")).input.shape == (2, 4, 4)
    assert resolve(replace(DEFAULT, shape="x")).problems[0].reason.code == "input-shape"


ODD = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "0", "-1", "1e9", "3", "2", "１", "二", "1/2", "1 0", "1 0 0 1", "same", "yes", "3x3",
         "2x3x3", "depthwise", *KINDS, *MODES, "1 2; 3 4", "1 2; 3", "9999999999999999999"]
    ),
)  # fmt: skip
LAYERS = st.builds(LayerState, **{f.name: ODD for f in fields(LayerState)})
STATES = st.builds(
    PlayState,
    **{f.name: ODD for f in fields(PlayState) if f.name != "layers"}
    | {"layers": st.lists(LAYERS, max_size=3).map(tuple)},
)


@given(STATES)
@settings(max_examples=150, deadline=None)
def test_nothing_that_can_be_typed_raises(state: PlayState) -> None:
    lab = lab_of(state)
    for ready, done in zip(lab.setup.layers, lab.passes, strict=True):
        fit = bounds(asked_of(ready.layer)) if ready.layer.kind != "relu" else ()
        assert all(bound.valid for bound in fit), ready.layer
        assert min(done.shape) >= 1
