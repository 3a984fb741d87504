"""The lecture's examples against its answer key; shifts, fields, steps and LaTeX."""

import re

import pytest

from cutaway.playground.compare import comparison
from cutaway.playground.examples import EXAMPLES, example
from cutaway.playground.field import fields, read_by
from cutaway.playground.lab import Lab, lab_of
from cutaway.playground.latex import latex_cell, latex_of
from cutaway.playground.matrix import read_matrix
from cutaway.playground.pair import convolution_and_pool
from cutaway.playground.shift import moved
from cutaway.playground.state import DEFAULT, LayerState, PlayState
from cutaway.playground.steps import steps, table
from tests.playground.torch_twin import every

KEY = {
    "by-hand": "2 4 5 11; 6 11 13 12; 8 19 17 16; 10 9 8 3",
    "channels-56": "56 72; 104 120",
    "edge": "0 1 0 0; 0 1 0 0; 0 1 0 0; 0 1 0 0",
    "edge-pooled": "1 0; 1 0",
    "edge-pooled-stride-1": "1 1 0; 1 1 0; 1 1 0",
    "edge-pooled-padded": "1 1 0 0; 1 1 0 0; 1 1 0 0; 1 1 0 0",
    "max-pool": "1 2; 0 3",
    "max-pool-overlap": "4 5; 7 8",
    "avg-pool": "2 3; 5 6",
    "transposed": "1 2 3 4 2; 0 1 0 2 0; 5 7 11 10 4; 0 3 0 4 0; 6 3 8 4 0",
}
SHAPES = {
    "output-size": (1, 4, 4),
    "cost-32": (1, 16, 16),
    "one-by-one": (2, 3, 3),
    "cost-100": (100, 64, 64),
    "two-filters": (2, 3, 3),
}


def lab(name: str) -> Lab:
    found = example(name)
    assert found is not None
    return lab_of(found.state)


@pytest.mark.parametrize("name", KEY)
def test_the_answer_key(name: str) -> None:
    assert lab(name).passes[-1].output.values == read_matrix(KEY[name])[0].values


@pytest.mark.parametrize("name", SHAPES)
def test_the_sizes_of_the_key(name: str) -> None:
    assert lab(name).passes[-1].shape == SHAPES[name]


def test_every_example_works_as_it_stands_and_speaks_both_languages() -> None:
    names = [one.name for one in EXAMPLES]
    assert len(set(names)) == len(names) >= 15
    for one in EXAMPLES:
        assert lab_of(one.state).setup.problems == (), one.name
        assert re.search("[一-鿿]", one.title_zh) and re.search("[一-鿿]", one.note_zh)
        assert one.title and one.note
        for wrong in ("滤波器", "步幅", "步距", "膨胀", "反卷积"):
            assert wrong not in one.title_zh + one.note_zh


def test_the_56() -> None:
    cell = lab("channels-56").cell(0, (0, 0, 0))
    assert cell.channels == ((0, 19.0), (1, 37.0))
    assert cell.words.endswith(" = 56")


def edge(shift: int, *pools: LayerState) -> Lab:
    row = "1 1 1 1 0 0 0"[: 2 * (2 + shift) - 1].replace("0", "1") + " 0" * (3 - shift)
    return lab_of(PlayState("; ".join([row] * 4), layers=(LayerState(kernel="1 -1"), *pools)))


@pytest.mark.parametrize(
    ("shift", "conv", "dense", "strided"),
    [(0, (0, 1, 0, 0), (1, 1, 0), (1, 0)), (1, (0, 0, 1, 0), (0, 1, 1), (0, 1)),
     (2, (0, 0, 0, 1), (0, 0, 1), (0, 1))],
)  # fmt: skip
def test_the_shift_table(
    shift: int, conv: tuple[int, ...], dense: tuple[int, ...], strided: tuple[int, ...]
) -> None:
    by_hand = edge(shift, LayerState("maxpool2d", size="2", stride="1"))
    assert by_hand.passes[0].output.values[:4] == conv
    assert by_hand.passes[1].output.values[:3] == dense
    assert edge(shift, LayerState("maxpool2d", size="2")).passes[1].output.values[:2] == strided
    for pool, row in (("1", dense), ("2", strided)):
        meter = moved(edge(0, LayerState("maxpool2d", size="2", stride=pool)), (0, shift))
        assert meter[0].output.values[:4] == conv
        assert meter[1].output.values[: len(row)] == row


def test_convolution_moves_along_and_strided_pooling_depends_on_the_phase() -> None:
    pool = LayerState("maxpool2d", size="2")
    conv, pooled = moved(edge(0, pool), (0, 1))
    assert conv.equivariant and not conv.invariant
    assert (conv.compared, conv.along.count("along"), conv.along.count("new")) == (12, 12, 4)
    assert not pooled.whole and not pooled.equivariant and not pooled.invariant
    _, pooled = moved(edge(1, pool), (0, 1))
    assert pooled.invariant
    _, pooled = moved(edge(0, pool), (0, 2))
    assert pooled.whole and pooled.offset[1] == 1 and pooled.equivariant


def test_padding_breaks_equivariance_at_the_border_only() -> None:
    (found,) = moved(lab_of(DEFAULT), (0, 1), "zeros")
    wrong = [i for i, verdict in enumerate(found.along) if verdict == "not"]
    assert wrong and {i % 4 for i in wrong} == {3}
    wrapped = LayerState(kernel="1 2 1; 0 1 0; 2 1 0", padding="1", mode="circular")
    state = PlayState(DEFAULT.input, layers=(wrapped,))
    (around,) = moved(lab_of(state), (1, 2), "circular")
    assert around.equivariant


def test_fields_grow_and_the_closed_form_is_the_chain() -> None:
    three = lab("three-small")
    assert [field.size for field in fields(three.layers)] == [(3, 3), (5, 5), (7, 7)]
    boxes = read_by(three.layers, 2, (0, 1, 1))
    assert [box.shape for box in boxes] == [(1, 7, 7), (1, 5, 5), (1, 3, 3)]
    state = PlayState("20x20", layers=(
        LayerState(kernel="3x3", stride="2", dilation="2"), LayerState("maxpool2d", size="2"),
        LayerState("conv_transpose2d", kernel="3x3", stride="2"),
    ))  # fmt: skip
    layers = lab_of(state).layers
    for number, field in enumerate(fields(layers)):
        shape = lab_of(state).passes[number].shape
        largest = [0, 0]
        for index in every(shape):
            box = read_by(layers, number, index)[0]
            largest = [max(a, b) for a, b in zip(largest, box.shape[1:], strict=True)]
        assert tuple(largest) == field.size, number
    assert [float(field.jump[0]) for field in fields(layers)] == [2, 4, 2]


def test_a_cell_that_reads_only_padding_reads_nothing() -> None:
    far = lab_of(PlayState("1 2; 3 4", layers=(LayerState(kernel="1", padding="2"),)))
    assert read_by(far.layers, 0, (0, 0, 0))[0].size == 0
    assert read_by(far.layers, 0, (0, 2, 2))[0].size == 1


def test_steps_say_every_number() -> None:
    lines = list(steps(lab_of(DEFAULT)))
    assert sum(line.startswith("(0, ") for line in lines) == 16
    assert lines[0] == "nn.Conv2d(1, 1, kernel_size=3, padding=1)"
    assert " 2   4   5  11" in lines
    assert any("max(1, 2, 0, 1) = 2" in line for line in steps(lab_of(PlayState(
        layers=(LayerState("maxpool2d", size="2"),)))))  # fmt: skip
    large = list(table(lab("cost-100").passes[0].output))
    assert large == ["100×64×64 numbers: too many to compute here"]


def test_latex_shows_the_matrices_and_the_sum() -> None:
    one = lab_of(DEFAULT)
    ready = one.setup.layers[0]
    told = latex_of(one.passes[0], one.setup.input, ready.kernel, ready.bias)
    assert told.count("bmatrix") == 6 and r"\star" in told and " + 1 = " in told
    assert r"2 & 4 & 5 & 11 \\ 6 & 11" in told
    cell = latex_cell(one.cell(0, (0, 1, 2)), one.layers[0])
    assert cell.startswith(r"2 \cdot 1 + 0 \cdot 2 + 3 \cdot 1") and cell.endswith("= 13")
    pool = lab("max-pool-overlap")
    assert latex_cell(pool.cell(0, (0, 0, 0)), pool.layers[0]) == r"\max(0, 1, 3, 4) = 4"
    mean = lab("avg-pool")
    assert latex_cell(mean.cell(0, (0, 0, 0)), mean.layers[0]) == r"\frac{0 + 1 + 3 + 4}{4} = 2"


def test_the_comparison_uses_the_numbers_at_hand() -> None:
    rows = {row.aspect: row for row in comparison(*convolution_and_pool(lab("by-hand").layers))}
    assert rows["parameters"].convolution == "10, learned"
    assert rows["cost"].convolution == "144 MACs"
    assert rows["window"].convolution_zh == "3×3，步长 1"
    assert [name for name, row in rows.items() if row.same] == [
        "window", "output size", "receptive field"]  # fmt: skip
