"""What the page is told of the playground: complete, and the same as the engine's."""

import json
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest

from cutaway.errors import AddressError, AskError
from cutaway.playground.examples import EXAMPLES
from cutaway.playground.lab import lab_of
from cutaway.playground.state import DEFAULT, LayerState, PlayState
from cutaway.protocol.answer import answer
from cutaway.protocol.encode import decode, encode
from cutaway.protocol.messages import Numbers
from cutaway.protocol.small import handlers

DTYPES = {"u1": np.uint8, "i4": np.int32, "f8": np.float64}


def array(found: Numbers) -> Any:
    return np.frombuffer(found.data, DTYPES[found.dtype]).reshape(found.shape)


def ask(method: str, state: PlayState | str | None = None, **params: object) -> Any:
    buffers = []
    if isinstance(state, PlayState):
        buffers = [json.dumps(asdict(state)).encode()]
    elif state is not None:
        buffers = [state.encode()]
    return answer(handlers(), method, params, buffers)


def test_one_reply_holds_everything() -> None:
    found = ask("play", replace(DEFAULT, chosen="0 0 1 2", shift="0 1"))
    (layer,) = found.layers
    assert found.link.startswith("1*i1,2,0,3") and found.problems == found.unread == ()
    assert found.line == layer.line == "nn.Conv2d(1, 1, kernel_size=3, padding=1)"
    assert array(layer.output.values)[0, 1].tolist() == [6, 11, 13, 12]
    assert array(layer.padded).shape == (1, 6, 6) and array(layer.padded)[0, 1, 2] == 2
    assert found.chosen.words.endswith("= 13") and found.chosen.index == (0, 1, 2)
    assert found.shift.layers[0].compared == 12 and 0 < found.shift.layers[0].moved < 12
    names = "input size stride padding before after dilation groups outputs"
    assert {bound.name for bound in layer.bounds} == set(names.split())
    meta, buffers = decode(encode(found))
    assert meta["state"]["layers"][0]["bias"] == "1" and len(buffers) > 8


def test_meetings_give_the_answer_by_lookup_alone() -> None:
    typed = LayerState(kernel="4x3x2", outputs="2", stride="2 1", padding="1", mode="reflect")
    state = PlayState("2x5x6", layers=(typed,))
    (layer,) = ask("play", state).layers
    padded, kernel = array(layer.padded), array(layer.kernel.values)
    rows, columns = map(array, layer.meetings)
    output = np.zeros(array(layer.output.values).shape)
    for oy, ky, y, _ in rows:
        for ox, kx, x, _ in columns:
            output[:, oy, ox] += kernel[:, :, ky, kx] @ padded[:, y + 1, x + 1]
    assert np.allclose(output, array(layer.output.values)) and np.abs(output).sum() > 10


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_every_example_is_told(example: Any) -> None:
    found = ask("play_example", name=example.name)
    again = ask("play_link", found.link)
    assert encode(found) == encode(again)
    for told, done in zip(found.layers, lab_of(example.state).passes, strict=True):
        assert told.output.shape == done.shape
        if done.output.known:
            assert array(told.output.values).ravel().tolist() == list(done.output.values)


def test_a_cell_in_a_second_layer_reads_down_to_the_input() -> None:
    state = PlayState("7x7", layers=(LayerState(kernel="3x3"), LayerState(kernel="3x3")))
    found = ask("play_cell", state, layer=1, index=[0, 1, 1])
    assert [(box.step, box.start, box.stop) for box in found.reads] == [
        ("input", (0, 1, 1), (1, 6, 6)), ("output 1", (0, 1, 1), (1, 4, 4))]  # fmt: skip
    products = array(found.values) * array(found.weights)
    assert products.tolist() == array(found.products).tolist()
    assert products.sum() == found.value
    assert array(found.taps).shape == (9, 4) and array(found.positions).shape == (9, 3)
    assert found.term.rule == "dot" and found.term.blocks[1].source == "kernel"


def test_the_pin_of_a_state_that_has_moved_on_is_dropped() -> None:
    assert ask("play", replace(DEFAULT, chosen="0 0 9 9")).chosen is None
    assert ask("play", replace(DEFAULT, chosen="x")).chosen is None
    assert ask("play", replace(DEFAULT, shift="left")).shift is None


def test_a_max_pools_padding_is_told_as_minus_infinity() -> None:
    pool = LayerState("maxpool2d", size="2", padding="1")
    (layer,) = ask("play", PlayState("1 2; 3 4", layers=(pool,))).layers
    assert array(layer.padded)[0, 0].tolist() == [-np.inf] * 4
    assert layer.kernel is None and layer.bias is None


def test_what_is_typed_wrong_still_draws() -> None:
    state = PlayState("1 oops; 3", layers=(LayerState(kernel="9x9", stride="0"),))
    found = ask("play", state)
    told = {(p.name, p.reason.code, p.cell) for p in found.problems}
    assert ("input", "matrix-number", (0, 0, 1)) in told
    assert ("input", "matrix-ragged", (0, 1, 1)) in told
    assert {"size-high", "stride-low"} <= {code for _, code, _ in told}
    assert found.layers[0].output.shape == (1, 1, 1)


def test_the_other_asks() -> None:
    assert ask("play_line", DEFAULT, line="nn.MaxPool2d(2)").line == "nn.MaxPool2d(kernel_size=2)"
    assert ask("play_link", "nonsense").unread[0].code == "link-version"
    size = {"length": 10, "size": 5, "stride": 2, "before": 1, "after": 1}
    assert ask("size", **size).answer.outputs == 4 and ask("size", **size).ways is None
    assert ask("size", **size, want=10).ways.paddings == (7,)
    line = "nn.Conv2d(100, 100, 5, padding=2)"
    assert ask("cost", line=line, input="64x64").flops == 2_048_000_000
    assert ask("depth").several_symbols == "27 C²"
    assert len(ask("examples").examples) == len(EXAMPLES)
    assert len(ask("compare", DEFAULT).rows) == 10
    assert ask("judge", DEFAULT, what="matrix", answer="11 13; 19 17").slips == ("no-padding",)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "no JSON"), ("[]", "is an object"), ('{"layers": 3}', "a list"),
     ('{"colour": ""}', "no box"),
     ('{"input": 3}', "holds a text"), ('{"layers": [3]}', "are an object")],
)  # fmt: skip
def test_states_that_are_none(text: str, message: str) -> None:
    with pytest.raises(AskError, match=message):
        ask("play", text)


def test_what_does_not_exist() -> None:
    with pytest.raises(AskError, match="there is no example 'x'"):
        ask("play_example", name="x")
    with pytest.raises(AddressError, match="there are 1 layers; got 4"):
        ask("play_cell", DEFAULT, layer=4, index=[0, 0, 0])
    with pytest.raises(AddressError, match="the output is 1×4×4"):
        ask("play_cell", DEFAULT, layer=0, index=[0, 0])
    with pytest.raises(AskError, match="one buffer"):
        ask("play")
