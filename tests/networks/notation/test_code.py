"""The printed PyTorch is run: it gives the same module, number by number."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.networks.architectures.architecture import written
from cutaway.networks.architectures.published import ARCHITECTURES
from cutaway.networks.notation.code import module_code, sequential_code
from cutaway.networks.notation.layers import Layer
from cutaway.networks.notation.text import parse

FORMS = pytest.mark.parametrize("write", [sequential_code, module_code])
Write = Callable[[tuple[Layer, ...], Shape], str]
SMALL = {
    "conv3-10 conv3-10 maxpool conv3-10 conv3-10 maxpool FC-10": (1, 1, 28, 28),
    "conv3x5-6/s2x1/p0/d1x2/g3 tanh avgpool3/s2/p1/ceil LRN dropout GAP FC-5": (1, 3, 20, 20),
    "stem=conv3-8/nobias BN relu 2*res[conv3-8 BN gelu conv3-8 BN] maxpool FC-4 FC-3": (1, 2, 9, 9),
    "a=[conv3-4 b=[BN relu6]] m=cat[ | conv1-3 | x=maxpool3/s1/p1 BN] linear GAP": (1, 2, 9, 9),
    "res[conv3-6/s2 BN | s=conv1-6/s2 BN] cat[conv1-2 | res[conv1-6]] FC-3": (1, 3, 8, 8),
    "hidden=FC-128 out=FC-5": (1, 10),
    "FC-4 BN relu FC-3 soft-max": (1, 6),
}  # fmt: skip


def executed(code: str) -> nn.Module:
    space: dict[str, object] = {}
    exec(code, space)  # it is what we print, and a person runs
    net = space["net"]
    assert isinstance(net, nn.Module)
    return net.eval()


def states(net: nn.Module) -> list[Tensor]:
    return list(net.state_dict().values())


@FORMS
@pytest.mark.parametrize("text", SMALL)
def test_the_code_gives_the_same_module(write: Write, text: str) -> None:
    shape = SMALL[text]
    ours = written(text, shape).module
    for buffer in ours.buffers():  # as after training: a batch norm that changes something
        if buffer.is_floating_point():
            buffer.uniform_(0.5, 2, generator=torch.Generator().manual_seed(1))
    theirs = executed(write(parse(text), shape))
    assert [t.shape for t in states(theirs)] == [t.shape for t in states(ours)]
    for tensor, given in zip(states(theirs), states(ours), strict=True):
        tensor.copy_(given)
    x = torch.randn(2, *shape[1:], generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        expected, got = ours(x), theirs(x)
    assert torch.equal(got, expected)
    assert expected.unique().numel() > 3


@pytest.mark.parametrize("text", SMALL)
def test_the_class_has_the_same_names(text: str) -> None:
    theirs = executed(module_code(parse(text), SMALL[text]))
    ours = written(text, SMALL[text]).skeleton
    assert list(theirs.state_dict()) == list(ours.state_dict())


@FORMS
@pytest.mark.parametrize("name", ARCHITECTURES)
def test_the_zoo_in_code(write: Write, name: str) -> None:
    known = ARCHITECTURES[name]
    with torch.device("meta"):
        theirs = executed(write(parse(known.words), known.input_shape))
        output = theirs(torch.empty(known.input_shape))
    ours = known.network().skeleton
    assert [t.shape for t in states(theirs)] == [t.shape for t in states(ours)]
    assert output.shape == ours(torch.empty(known.input_shape, device="meta")).shape


def test_the_lectures_network_as_the_lecture_writes_it() -> None:
    code = sequential_code(parse("FC-128 FC-5"), (1, 10))
    assert code == (
        "from torch import nn\n\n# input: 10\nnet = nn.Sequential(\n    nn.Linear(10, 128),\n"
        "    nn.ReLU(),\n    nn.Linear(128, 5),\n)\n"
    )


def test_forward_reads_as_people_write_it() -> None:
    code = module_code(parse("conv3-8 BN relu maxpool GAP FC-10 soft-max"), (1, 3, 8, 8))
    assert "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n" in code
    for line in (
        "x = F.relu(self.bn1_1(self.conv1_1(x)))",
        "x = F.max_pool2d(x, 2)",
        "x = F.adaptive_avg_pool2d(x, 1)",
        "x = torch.flatten(x, 1)",
        "x = F.softmax(x, dim=1)",
    ):
        assert f"        {line}\n" in code
