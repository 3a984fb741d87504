"""Every number that a sentence of the lesson names is what torch, or a count by hand, gives."""

from collections.abc import Callable

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

import cutaway
from cutaway.errors import AddressError
from cutaway.explain.summary import summary
from cutaway.lesson.blocks import NetworkLive, PlayLive, StructureLive
from cutaway.lesson.structure import column, pattern, structured
from cutaway.lesson.values import COUNTS, PLACED, PLAIN, grouped, value_of, values_of
from cutaway.networks.architectures.build import build
from cutaway.networks.notation.text import parse
from cutaway.networks.notation.vgg import COLUMNS
from cutaway.playground.lab import Lab, lab_of
from cutaway.playground.link import state_of
from cutaway.playground.state import DEFAULT, LayerState, PlayState
from cutaway.protocol.network_values import network_values
from tests.lesson.walk import scenes
from tests.playground.torch_twin import module_of, tensor

PLAYS = [(name, s) for name, s in scenes() if isinstance(s.live, PlayLive)]
NETWORKS = [s for _, s in scenes() if isinstance(s.live, NetworkLive)]
STRUCTURES = [s for _, s in scenes() if isinstance(s.live, StructureLive)]


def lab_at(link: str) -> Lab:
    opened = state_of(link)
    assert opened.unread == ()
    lab = lab_of(opened.state)
    assert lab.setup.problems == ()
    return lab


def modules(lab: Lab) -> list[nn.Module]:
    ready = lab.setup.layers
    return [module_of(one.layer, *_numbers(one)) for one in ready]


def _numbers(ready):  # type: ignore[no-untyped-def]  # a Ready; the numbers that there are
    known = ready.kernel is not None and ready.kernel.known
    return (ready.kernel if known else None, ready.bias if known else None)


def macs_of(module: nn.Module, input: torch.Tensor) -> int:
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(input)
    return counter.get_total_flops() // 2


@pytest.mark.parametrize("number", range(len(PLAYS)))
def test_a_playgrounds_values_are_torchs(number: int) -> None:
    """Sizes, parameters and MACs of every layer, and every output number that is known."""
    _, scene = PLAYS[number]
    assert isinstance(scene.live, PlayLive)
    lab = lab_at(scene.live.link)
    assert scene.values == values_of(lab, scene.values)
    grid = lab.setup.input
    x = tensor(grid)[None] if grid.known else torch.zeros(1, *grid.shape, dtype=torch.float64)
    for i, module in enumerate(modules(lab)):
        prefix = f"layer{i + 1}."
        y = module(x).detach()
        params = sum(p.numel() for p in module.parameters())
        assert value_of(lab, f"{prefix}output.shape") == "×".join(map(str, y.shape[1:]))
        assert value_of(lab, f"{prefix}params") == grouped(params)
        if params:
            macs = macs_of(module, x)
            assert value_of(lab, f"{prefix}macs") == grouped(macs)
            assert value_of(lab, f"{prefix}flops") == grouped(2 * macs)
        if lab.passes[i].output.known:
            for place in ((0,) * (y.dim() - 1), tuple(n - 1 for n in y.shape[1:])):
                told = value_of(lab, f"{prefix}output[{','.join(map(str, place))}]")
                assert float(told.replace("−", "-")) == pytest.approx(float(y[0][place]))
                words = value_of(lab, f"{prefix}cell[{','.join(map(str, place))}]")
                assert words.endswith(f" = {told}")
        x = y


def test_enough_scenes_are_compared() -> None:
    assert len(PLAYS) >= 12 and len(NETWORKS) >= 5 and len(STRUCTURES) >= 5
    assert sum(len(scene.values) for _, scene in PLAYS) > 60


def test_the_edges_rows_and_shifts() -> None:
    """By hand: an edge moved by 0, 1 and 2, under a pooling of stride 2."""
    edge = LayerState(kernel="1 -1")
    pool = LayerState("maxpool2d", size="2")
    rows = []
    for shift in ("0 0", "0 1", "0 2"):
        lab = lab_of(PlayState("1 1 0 0 0; 1 1 0 0 0", layers=(edge, pool), shift=shift))
        rows.append((value_of(lab, "shifted.row[0,0]"), value_of(lab, "layer2.shifted.row[0,0]")))
    assert rows == [
        ("[0, 1, 0, 0]", "[1, 0]"),
        ("[0, 0, 1, 0]", "[0, 1]"),
        ("[0, 0, 0, 1]", "[0, 1]"),
    ]


def test_every_value_can_be_named_and_a_wrong_name_lists_them() -> None:
    lab = lab_of(DEFAULT)
    for name in (*PLAIN, *COUNTS):
        assert value_of(lab, name), name
    for name in PLACED:
        assert value_of(lab, f"{name}[9,9,9]") == "–", name
    assert value_of(lab, "layer2.params") == "–"
    with pytest.raises(AddressError, match="there is no value 'weight'; there are channels"):
        value_of(lab, "weight")
    with pytest.raises(AddressError, match="'Output size' names no value"):
        value_of(lab, "Output size")


FIELDS = {"conv1_1": 3, "conv1_2": 5, "pool1": 6, "conv2_1": 10, "conv2_2": 14, "pool2": 16}
"""Receptive fields by hand: 3 → +2 → +1 at a pooling → +2·2 → +2·2 → +2."""


def test_a_networks_values_are_torchs() -> None:
    network = cutaway.network("tiny-vgg")
    shapes: dict[str, tuple[int, ...]] = {"input": (1, 28, 28)}
    x = torch.zeros(1, 1, 28, 28)
    for name, module in network.module.named_children():
        x = module(x.clone())  # in-place layers leave ours alone
        shapes[name] = tuple(x.shape[1:])
    children = dict(network.module.named_children())
    params = {n: sum(p.numel() for p in m.parameters()) for n, m in children.items()}
    oracle: dict[str, Callable[[str], str]] = {
        "shape": lambda step: "×".join(map(str, shapes[step])),
        "channels": lambda step: str(shapes[step][0]),
        "size": lambda step: "×".join(map(str, shapes[step][1:])),
        "count": lambda step: grouped(torch.Size(shapes[step]).numel()),
        "params": lambda step: grouped(params[step] if step != "total" else sum(params.values())),
        "field": lambda step: f"{FIELDS[step]}×{FIELDS[step]}",
    }
    compared = 0
    for scene in NETWORKS:
        for name, value in network_values(summary(network), scene.values).items():
            step, _, what = name.rpartition(".")
            assert value == oracle[what](step), name
            compared += 1
    assert compared > 15


def test_every_network_scene_shows_a_step_that_is_there() -> None:
    steps = {step.name for step in summary(cutaway.network("tiny-vgg")).steps}
    for scene in NETWORKS:
        assert isinstance(scene.live, NetworkLive)
        fields = dict(part.split("=") for part in scene.live.place.split("&"))
        assert scene.live.network == "tiny-vgg"
        assert fields["step"] in steps and fields["view"] in ("wall", "layer", "number")


WORDS = [
    *((name, "3x224x224") for name in COLUMNS),
    *((pattern(*knobs), "3x32x32") for knobs in [(3, 2, 1, 1), (2, 1, 0, 2), (5, 3, 1, 0)]),
    *((s.live.words, s.live.input) for s in STRUCTURES if isinstance(s.live, StructureLive)),
]


@pytest.mark.parametrize(("words", "input"), WORDS)
def test_a_structures_values_are_torchs(words: str, input: str) -> None:
    """Built on the meta device: shapes, parameters and MACs layer by layer."""
    words = column(words) if words in COLUMNS else words
    found = structured(words, input)
    shape = (1, *map(int, input.split("x")))
    with torch.device("meta"):
        net = build(parse(words), shape)
    with FlopCounterMode(display=False) as counter:
        net(torch.zeros(shape, device="meta"))
    assert found.values["macs"] == grouped(counter.get_total_flops() // 2)
    assert found.values["params"] == grouped(sum(p.numel() for p in net.parameters()))
    weighted: dict[str, nn.Module] = {
        name: m for name, m in net.named_children() if list(m.parameters())
    }
    rows = {row.name: row.params for row in found.rows if row.params}
    assert rows == {n: sum(p.numel() for p in m.parameters()) for n, m in weighted.items()}
    assert found.values["weight_layers"] == str(len(weighted))
    table = {row.name: row for row in summary(net, shape).steps}
    *_, last = (row for row in table.values() if len(row.shape) == 4)
    assert found.values["last.shape"] == "×".join(map(str, last.shape[1:]))
    assert found.values["last.count"] == grouped(torch.Size(last.shape).numel())
    assert found.values["field"] == "×".join(map(str, last.field.size))
    for row in found.rows:
        if row.name in table and row.field:
            assert row.shape == table[row.name].shape[1:]
            assert (row.field, row.field) == table[row.name].field.size
