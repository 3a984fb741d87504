"""The modules that a notation stands for, held to modules written by hand, and to torch."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError, ShapeError
from cutaway.networks.architectures.architecture import written
from cutaway.networks.architectures.build import build, initialise
from cutaway.networks.notation.plan import Placed, plan
from cutaway.networks.notation.text import parse


def named(text: str, shape: Shape) -> list[str]:
    return list(dict(build(parse(text), shape).named_children()))


def test_names_are_as_people_speak() -> None:
    assert named("conv3-4 conv3-4 maxpool conv3-6 maxpool FC-8 FC-3", (1, 1, 8, 8)) == [
        "conv1_1", "relu1_1", "conv1_2", "relu1_2", "pool1", "conv2_1", "relu2_1", "pool2",
        "flatten", "fc3", "relu3", "fc4",
    ]  # fmt: skip
    assert named("stem=conv3-4 BN relu res[conv3-4 BN] GAP FC-2 soft-max", (1, 1, 8, 8)) == [
        "stem", "bn_stem", "relu_stem", "res1_2", "relu1_2", "gap", "flatten", "fc2", "softmax",
    ]  # fmt: skip


def test_a_layer_is_torchs_own() -> None:
    net = build(
        parse("conv3x5-8/s2x1/p0x3/d2x1/g4/nobias maxpool3/s2/p1/ceil LRN7"), (1, 4, 20, 20)
    )
    assert [repr(part) for part in net] == [
        "Conv2d(4, 8, kernel_size=(3, 5), stride=(2, 1), padding=(0, 3), dilation=(2, 1), "
        "groups=4, bias=False)",
        "ReLU()",
        "MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=True)",
        "LocalResponseNorm(7, alpha=0.0001, beta=0.75, k=1.0)",
    ]


class Block(nn.Module):
    """The residual block of a notation, by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.one = nn.Conv2d(4, 8, 3, 2, 1, bias=False)
        self.norm = nn.BatchNorm2d(8)
        self.two = nn.Conv2d(8, 8, 3, 1, 1)
        self.short = nn.Conv2d(4, 8, 1, 2)

    def forward(self, x: Tensor) -> Tensor:
        y = self.two(torch.relu(self.norm(self.one(x))))
        return torch.relu(y + self.short(x))


def test_a_residual_block_is_what_it_says() -> None:
    text = "res[conv3-8/s2/nobias BN relu conv3-8 linear | conv1-8/s2 linear]"
    net = build(parse(text), (1, 4, 9, 9))
    initialise(net, 3)
    hand = Block().eval()
    pairs = zip(hand.parameters(), net.parameters(), strict=True)
    with torch.no_grad():
        for mine, given_ in pairs:
            mine.copy_(given_)
    x = torch.randn(2, 4, 9, 9, generator=torch.Generator().manual_seed(1))
    assert torch.equal(net(x), hand(x)) and (net(x) > 0).float().mean() > 0.2


def test_branches_lie_side_by_side() -> None:
    net = build(parse("cat[ | conv1-3 linear | maxpool3/s1/p1]"), (1, 2, 5, 5))
    x = torch.randn(1, 2, 5, 5, generator=torch.Generator().manual_seed(1))
    (conv,) = (part for part in net.modules() if isinstance(part, nn.Conv2d))
    assert torch.equal(net(x), torch.cat([x, conv(x), nn.functional.max_pool2d(x, 3, 1, 1)], 1))


SLIDING = st.sampled_from(
    ["conv3-4", "conv2-4", "conv4x1-6/s2", "conv3-4/d2", "conv3-4/p0", "BN", "LRN", "maxpool",
     "maxpool3/s2/ceil", "avgpool3/s2/p1", "res[conv3-4 BN | conv1-4]", "cat[ | conv3-3]"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(SLIDING, min_size=1, max_size=5), st.sampled_from(["", "GAP", "FC-3", "GAP FC-3"]))
def test_planned_shapes_are_torchs(words: list[str], end: str) -> None:
    layers = parse(" ".join([*words, end]))
    try:
        placed = plan(layers, (1, 2, 9, 7))
    except ShapeError:
        with torch.device("meta"), pytest.raises(ShapeError):
            build(layers, (1, 2, 9, 7))
        return
    net = build(layers, (1, 2, 9, 7))
    x, seen = torch.zeros(1, 2, 9, 7), 0
    for each, part in zip(placed, net, strict=True):
        assert each.inputs == x.shape[1:]
        x, seen = part(x), seen + 1
        assert each.outputs == x.shape[1:]
    assert seen == len(placed) > 0 and isinstance(placed[0], Placed)


@pytest.mark.parametrize(
    ("text", "shape", "said"),
    [
        ("maxpool maxpool FC-2", (1, 1, 3, 3), "pool2 \\(maxpool\\): a window reaching 2 does not"),
        ("FC-2 conv3-2", (1, 1, 3, 3), "cannot follow a fully connected layer or GAP"),
        ("conv3-8/g3", (1, 4, 9, 9), "do not divide into 3 groups"),
        ("res[conv3-8]", (1, 4, 9, 9), "8×9×9 and its shortcut 4×9×9, which cannot be added"),
        ("cat[conv3-8 | maxpool]", (1, 4, 9, 9), "side by side they need the same height"),
        ("conv3-8", (1, 5), "it reads maps, and gets 5 numbers"),
        ("FC-8", (1, 3, 4, 5, 6), "networks on pictures \\(c, h, w\\) or vectors \\(n\\)"),
        ("FC-1000000000 FC-1000000000", (1, 10), "at most 1,000,000,000,000,000 can be counted"),
        ("conv3-9/p999999999", (1, 3, 9, 9), "can be counted"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, shape: Shape, said: str) -> None:
    with pytest.raises(ShapeError, match=said):
        written(text, shape)


def test_labels_that_cannot_be() -> None:
    with pytest.raises(NetworkError, match="two layers are called 'a'"):
        written("a=conv3-8 a=conv3-8")
    with pytest.raises(NetworkError, match="torch keeps the name 'training' for itself"):
        written("training=conv3-8")
    with pytest.raises(NetworkError, match="torch keeps the name 'forward'"):
        written("body=[forward=conv3-8]")


def test_a_text_may_name_its_input() -> None:
    own = written("input-1x8x8 conv3-8 FC-10")
    given = written("conv3-8 FC-10", (1, 1, 8, 8))
    assert own.input_shape == given.input_shape == (1, 1, 8, 8)
    assert own.name == given.name == "input-1x8x8 conv3-8 FC-10"
    assert own.notation == given.notation == "conv3-8 FC-10" == own.title
    assert written(given.name, (1, 3, 9, 9)).name == "input-3x9x9 conv3-8 FC-10"
    assert written("conv3-8 GAP").name == "conv3-8 GAP"
    with pytest.raises(NetworkError, match="an input of 0x8x8 is empty"):
        written("input-0x8x8 conv3-8")
    with pytest.raises(NetworkError) as caught:
        written("input-1x8x8 conv3-8 oops")
    line, caret = caught.value.__notes__[0].split("\n")
    assert line[caret.index("^") :] == "oops"
