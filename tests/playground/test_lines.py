"""A layer as a line of PyTorch, and back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.errors import AskError
from cutaway.playground.costing import costing
from cutaway.playground.lab import lab_of
from cutaway.playground.layer import Layer
from cutaway.playground.line import line_of, lines_of
from cutaway.playground.paste import pasted
from cutaway.playground.read_line import read_line
from cutaway.playground.resolve import resolve
from cutaway.playground.state import DEFAULT, PlayState
from tests.playground.torch_twin import setups


@pytest.mark.parametrize("seed", range(2))
def test_a_line_read_is_the_layer_written(seed: int) -> None:
    for _, setup in setups(seed + 40, 60):
        layer = setup.layers[0].layer
        ((read, channels),) = read_line(line_of(layer))
        assert channels == (layer.channels if layer.convolves else 0)
        shape = "x".join(map(str, (layer.channels, *layer.space)))
        again = resolve(PlayState(shape, layers=(read,)))
        assert again.problems == ()
        unsaid = {"flipped": layer.flipped}
        if not any(layer.before + layer.after):
            unsaid["mode"] = layer.mode
        if not layer.kind.startswith("avg"):
            unsaid["counted"] = layer.counted
        assert replace(again.layers[0].layer, **unsaid) == layer, line_of(layer)


def test_the_first_lines() -> None:
    assert line_of(lab_of(DEFAULT).layers[0]) == "nn.Conv2d(1, 1, kernel_size=3, padding=1)"
    one = Layer("maxpool2d", 1, (4, 4), 1, (2, 2), (1, 1), (0, 0), (1, 1), (1, 1))
    assert line_of(one) == (
        "nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.MaxPool2d(kernel_size=2, stride=1))"
    )
    relu = Layer("relu", 1, (4, 4), 1, (1, 1), (1, 1), (0, 0), (0, 0), (1, 1))
    assert lines_of((one, relu)).endswith("stride=1)), nn.ReLU())")


@pytest.mark.parametrize(
    "line",
    ["nn.Conv2d(3, 8, 3, padding=1)", "torch.nn.Conv2d(3, 8, 3, 1, 1)",
     "Conv2d(3,8,(3,3),padding=(1,1))", "  nn.Conv2d(3, 8, 3, padding=1)\n",
     "self.conv1 = nn.Conv2d(3, 8, kernel_size=3, padding='same'),",
     "conv: nn.Module = nn.Conv2d(out_channels=8, in_channels=3, kernel_size=3, padding=1)"],
)  # fmt: skip
def test_ways_to_write_one_layer(line: str) -> None:
    layers = resolve(PlayState("3x6x6", layers=(read_line(line)[0][0],))).layers
    assert line_of(layers[0].layer) == "nn.Conv2d(3, 8, kernel_size=3, padding=1)"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "expected one line"),
        ("nn.Conv2d(3, 8", "no line of Python"),
        ("x = 1; y = 2", "one line that makes one layer"),
        ("nn.Conv2d(3, 8)", "nn.Conv2d needs kernel_size"),
        ("nn.Conv2d(3, 8, k)", "'k' is no plain number or word"),
        ("nn.Conv2d(3, 8, 3, colour=1)", "has no argument 'colour'"),
        ("nn.Conv2d(3, 8, 3, groups=2)", "groups=2 must divide both the 3 input and the 8"),
        ("nn.Conv2d(3, 8, (3, 3, 3))", "kernel_size has 3 numbers; expected 1 or 2"),
        ("nn.Conv2d(0, 8, 3)", "in_channels is a whole number of at least 1; got 0"),
        ("nn.Conv2d(3, 8, 3.5)", "3.5 is neither a whole number nor a word"),
        ("nn.Conv2d(3, 8, True)", "kernel_size is a whole number, or one for each axis; got True"),
        ("nn.Conv2d(3, 8, (3, '3'))", "kernel_size is a whole number"),
        ("nn.Conv2d(3, 8, 3, padding='big')", "padding is a whole number"),
        ("nn.ConvTranspose2d(3, 8, 3, padding='same')", "padding is a whole number"),
        ("nn.Conv2d(3, 8, 3, 2, padding='same')", "padding='same' needs a stride of 1"),
        ("nn.Conv2d(3, 8, 3, (1, 2), 'same')", "padding='same' needs a stride of 1"),
        ("nn.Dropout(0.5)", "Dropout is no layer the playground knows"),
        ("__import__('os').system('x')", "system is no layer"),
        ("nn.Sequential()", "the line holds no layer"),
        ("nn.Sequential(*layers)", "expected a layer"),
        ("nn.Sequential(nn.ZeroPad2d(1), nn.Conv2d(1, 1, 3, padding=1))", "say the padding once"),
        ("nn.ZeroPad2d((1, 2, 3))", "takes 1 or 4 numbers; got 3"),
        ("nn.ReLU()" + " " * 3000 + "#", "at most 2000"),
        ("nn.Sequential(" + "nn.ReLU()," * 5 + ")", "at most 4 are read"),
    ],
)
def test_what_is_not_understood_is_said(line: str, message: str) -> None:
    with pytest.raises(AskError, match=message.replace("(", r"\(").replace(")", r"\)")):
        read_line(line)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_line(text)
    except AskError as error:
        assert str(error)


def test_a_pasted_line_keeps_the_numbers_that_were_typed() -> None:
    state = pasted(DEFAULT, 0, "nn.Conv2d(1, 2, 2, stride=2)")
    layer = lab_of(state).setup.layers[0]
    assert layer.kernel is not None and layer.kernel.values[:4] == (1.0, 2.0, 0.0, 1.0)
    assert layer.layer.strides == (2, 2) and layer.layer.outputs == 2
    assert layer.bias is not None and layer.bias.values == (1.0, 1.0)
    assert lab_of(pasted(state, 0, "nn.Conv2d(1, 2, 2, bias=False)")).layers[0].bias is False
    assert pasted(DEFAULT, 0, "nn.Conv2d(3, 4, 3)").shape == "3x4x4"
    two = pasted(DEFAULT, 1, "nn.MaxPool2d(2)")
    assert [layer.kind for layer in two.layers] == ["conv2d", "maxpool2d"]


def test_a_pasted_line_along_other_axes_gets_the_channels_it_names() -> None:
    along = pasted(DEFAULT, 0, "nn.Conv1d(1, 1, 3)")
    assert resolve(along).input.shape == (1, 4)
    back = pasted(along, 0, "nn.Conv2d(3, 64, 7, stride=2, padding=3)")
    setup = resolve(back)
    assert setup.input.shape == (3, 4, 4)
    assert line_of(setup.layers[0].layer).startswith("nn.Conv2d(3, 64, kernel_size=7")


def test_what_a_line_costs() -> None:
    found = costing("nn.Sequential(nn.Linear(10, 128), nn.ReLU(), nn.Linear(128, 5))", "10")
    assert (found.params, found.macs, found.flops) == (2053, 1920, 3840)
    assert costing("nn.Conv1d(2, 4, 3)", "2x10").layers[0].output == (4, 8)
    assert costing("nn.Conv2d(3, 8, 3)", "8×8").layers[0].output == (8, 6, 6)
    for line, input, message in (
        ("nn.Conv2d(3, 8, 3)", "4x8x8", "the line says 3 channels; its input has 4"),
        (
            "nn.Sequential(nn.ReLU(), nn.Conv2d(3, 8, 3), nn.Conv2d(3, 8, 3))",
            "8x8",
            "layer 3 of the line says 3 channels; its input has 8",
        ),
        ("nn.Linear(10, 5)", "64x64", "nn.Linear reads numbers, not maps"),
        ("nn.Linear(10, 5)", "9", "the line says 10 channels; its input has 9"),
        ("nn.Conv2d(3, 8, 3)", "8", "the input 8 has 1 size; expected 2"),
        ("nn.Conv2d(3, 8, 3)", "9999999999x8", "each size of the input is at most 1,000,000,000"),
        ("nn.Conv2d(3, 8, 9)", "4x4", "size is 9; at most 4"),
        ("nn.Conv2d(3, 8, 3)", "wide", "the input is a shape"),
        ("nn.Conv2d(3, 8, 3)", "1x2x3x4", "has 4 sizes"),
    ):
        with pytest.raises(AskError, match=message):
            costing(line, input)
